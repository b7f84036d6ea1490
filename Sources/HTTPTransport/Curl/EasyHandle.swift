internal import CCurl

/// One libcurl transfer at a time, set up once for its endpoint. Used by the loop's thread only.
final class EasyHandle {
  let easy: UnsafeMutableRawPointer
  private(set) var transfer: Transfer?
  /// Bytes of the last answer's body, whole or not.
  private var bytesReceived = 0

  let endpoint: Endpoint
  let options: TransportOptions
  let headers: HeaderLists
  let errorText: UnsafeMutablePointer<CChar>
  /// What libcurl reads while a transfer runs.
  var headerList: SList?
  var form: OpaquePointer?
  private var body: [UInt8] = []
  private var isOverLimit = false
  private var headerBytes = 0
  private var hasWholeHeader = false
  /// The sink would take no more.
  private var isStopped = false
  private var headLines: [String] = []
  private var date: String?

  init(endpoint: Endpoint, options: TransportOptions) throws(LibraryRefusal) {
    guard let easy = curl_easy_init() else { throw LibraryRefusal(code: CURLE_OUT_OF_MEMORY) }
    self.easy = easy
    headers = HeaderLists(options)
    self.endpoint = endpoint
    self.options = options
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setUp()
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_mime_free(form)
    errorText.deallocate()
  }

  /// True if any of the request may have reached the server (or a proxy).
  var wasSent: Bool { ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0 }

  /// Makes the handle ready for `transfer`; the error if it can't be.
  func prepare(_ transfer: Transfer) -> TransportError? {
    self.transfer = transfer
    progress = nil
    body = []
    bytesReceived = 0
    isOverLimit = false
    headerBytes = 0
    hasWholeHeader = false
    isStopped = false
    headLines = []
    date = nil
    errorText.pointee = 0
    do {
      try setRequest(transfer)
      return nil
    } catch let error as UnreadableUpload {
      return .failed(error.description, wasSent: false)
    } catch {
      return .failed("\(endpoint.name): \(error)", wasSent: false)
    }
  }

  /// What a transfer that ended with `code` brought.
  func outcome(of code: CURLcode) -> Result<HTTPResponse, TransportError> {
    let elapsed = Duration.microseconds(ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T))
    let timeout = transfer?.request.timeout ?? options.requestTimeout
    if isOverLimit || code == CURLE_FILESIZE_EXCEEDED {
      return .failure(.tooLarge(limit: transfer?.request.sizeLimit ?? 0))
    }
    if isStopped { return .failure(.cancelled(wasSent: true)) }
    if headerBytes > Self.headerLimit {
      return .failure(
        .failed("\(endpoint.name): the header of its answer has no end", wasSent: true))
    }
    // libcurl takes half a header for a whole answer.
    let code = code == CURLE_OK && !hasWholeHeader ? CURLE_PARTIAL_FILE : code
    guard code == CURLE_OK else {
      let detail = errorText.pointee == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText)
      let failure = TransferFailure(
        code: code, detail: detail.map { String(cString: $0).oneLine } ?? "",
        systemError: Int32(ccurl_get_long(easy, CURLINFO_OS_ERRNO)), endpoint: endpoint,
        options: options, elapsed: elapsed, timeout: timeout, wasSent: wasSent)
      return .failure(failure.error)
    }
    return .success(
      HTTPResponse(
        status: ccurl_get_long(easy, CURLINFO_RESPONSE_CODE),
        contentType: ccurl_get_text(easy, CURLINFO_CONTENT_TYPE).map { String(cString: $0) },
        location: ccurl_get_text(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) },
        date: date,
        body: Array(kept), bytesDropped: bytesReceived - kept.count, answerTime: elapsed))
  }

  /// The part of the body that was asked for.
  private var kept: ArraySlice<UInt8> {
    switch transfer?.request.keeps {
    case .tail(let count): body.suffix(max(0, count))
    case .whole, nil: body[...]
    }
  }

  /// Lets go of the transfer and its bytes.
  func takeTransfer() -> Transfer? {
    defer {
      transfer = nil
      headerList = nil
      body = []
      headLines = []
    }
    return transfer
  }

  // MARK: Receiving

  /// Called by libcurl; returns how much was taken, less than given to end the transfer.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
    let limit = transfer?.request.sizeLimit ?? 0
    guard bytesReceived + bytes.count <= limit else {
      isOverLimit = true
      return 0
    }
    if let sink = transfer?.sink {
      bytesReceived += bytes.count
      guard sink.piece(bytes) else {
        isStopped = true
        return 0
      }
      return bytes.count
    }
    if body.isEmpty {
      // The server's word is good for one allocation, but not for any size.
      let announced = Int(ccurl_get_size(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T))
      body.reserveCapacity(max(bytes.count, min(announced, limit, 1 << 20)))
    }
    body.append(contentsOf: bytes)
    let megabytes = bytesReceived >> 20
    bytesReceived += bytes.count
    if bytesReceived >> 20 > megabytes {
      transfer?.progress?(
        TransferProgress(
          sent: progress?.sent ?? 0, total: progress?.total ?? 0, received: bytesReceived))
    }
    if case .tail(let count) = transfer?.request.keeps, body.count > 2 * max(count, 1 << 16) {
      body.removeFirst(body.count - max(0, count))
    }
    return bytes.count
  }

  // MARK: Sending

  private var progress: TransferProgress?

  /// Called by libcurl many times a second.
  func sent(_ count: curl_off_t, of total: curl_off_t) {
    let now = TransferProgress(sent: Int(count), total: Int(total))
    guard total > 0, now != progress else { return }
    progress = now
    transfer?.progress?(now)
  }

  private static let headerLimit = 256 << 10

  /// Called by libcurl for each line of a header, the empty last one included.
  func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
    headerBytes += line.count
    // More than one may come: those of interim answers (102) first, trailers last.
    if line.starts(with: "HTTP/".utf8) {
      hasWholeHeader = false
      headLines = []
      date = nil
    } else if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) {
      // After the trailers comes an empty line too.
      let isFirst = !hasWholeHeader
      hasWholeHeader = true
      if isFirst { tellHead() }
    }
    if !hasWholeHeader, line.count > 5,
      zip(line, "date:".utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
    {
      date = String(decoding: line.dropFirst(5), as: UTF8.self).oneLine
    }
    if transfer?.sink != nil, !hasWholeHeader {
      let text = String(decoding: line, as: UTF8.self)
      headLines.append(String(text.prefix { !$0.isNewline }))
    }
    return headerBytes > Self.headerLimit ? 0 : line.count
  }

  private func tellHead() {
    let status = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
    guard let sink = transfer?.sink, status >= 200 else { return }
    sink.head(AnswerHead(status: status, lines: headLines))
  }
}
