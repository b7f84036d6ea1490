internal import CCurl

/// One libcurl transfer at a time, set up once for its endpoint. Used by the loop's thread only.
final class EasyHandle {
  let easy: UnsafeMutableRawPointer
  private(set) var transfer: Transfer?
  /// Bytes of the last answer's body, whole or not.
  private(set) var bytesReceived = 0

  private let endpoint: Endpoint
  private let options: TransportOptions
  private let headers: HeaderLists
  private let errorText: UnsafeMutablePointer<CChar>
  private var body: [UInt8] = []
  private var isOverLimit = false
  private var headerBytes = 0
  private var hasWholeHeader = false

  init(endpoint: Endpoint, options: TransportOptions) throws(LibraryRefusal) {
    guard let easy = curl_easy_init(), let headers = HeaderLists(options) else {
      throw LibraryRefusal(code: CURLE_OUT_OF_MEMORY)
    }
    self.easy = easy
    self.headers = headers
    self.endpoint = endpoint
    self.options = options
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setUp()
  }

  deinit {
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  /// True if any of the request may have reached the server (or a proxy).
  var wasSent: Bool { ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0 }

  /// Makes the handle ready for `transfer`; the error if it can't be.
  func prepare(_ transfer: Transfer) -> TransportError? {
    self.transfer = transfer
    body = []
    bytesReceived = 0
    isOverLimit = false
    headerBytes = 0
    hasWholeHeader = false
    errorText.pointee = 0
    do {
      try setRequest(transfer)
      return nil
    } catch {
      return .failed("\(endpoint.name): \(error)")
    }
  }

  /// What a transfer that ended with `code` brought.
  func outcome(of code: CURLcode) -> Result<HTTPResponse, TransportError> {
    let elapsed = Duration.microseconds(ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T))
    let timeout = transfer?.request.timeout ?? options.requestTimeout
    if isOverLimit || code == CURLE_FILESIZE_EXCEEDED {
      return .failure(.tooLarge(limit: transfer?.request.sizeLimit ?? 0))
    }
    if headerBytes > Self.headerLimit {
      return .failure(.failed("\(endpoint.name): the header of its answer has no end"))
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
        body: body, answerTime: elapsed))
  }

  /// Lets go of the transfer and its bytes.
  func takeTransfer() -> Transfer? {
    defer {
      transfer = nil
      body = []
    }
    return transfer
  }

  // MARK: Receiving

  /// Called by libcurl; returns how much was taken, less than given to end the transfer.
  private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
    let limit = transfer?.request.sizeLimit ?? 0
    guard bytesReceived + bytes.count <= limit else {
      isOverLimit = true
      return 0
    }
    if body.isEmpty {
      // The server's word is good for one allocation, but not for any size.
      let announced = Int(ccurl_get_size(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T))
      body.reserveCapacity(max(bytes.count, min(announced, limit, 1 << 20)))
    }
    body.append(contentsOf: bytes)
    bytesReceived += bytes.count
    return bytes.count
  }

  private static let headerLimit = 256 << 10

  /// Called by libcurl for each line of a header, the empty last one included.
  private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
    headerBytes += line.count
    // An interim answer (100) has one before that of the answer.
    hasWholeHeader = line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8)
    return headerBytes > Self.headerLimit ? 0 : line.count
  }

  // MARK: Setting up

  private func setUp() throws(LibraryRefusal) {
    try set(CURLOPT_ERRORBUFFER, pointer: errorText)
    let context = Unmanaged.passUnretained(self).toOpaque()
    try set(CURLOPT_WRITEDATA, pointer: context)
    try check(
      ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        guard let context else { return 0 }
        let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
        return handle.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
    try set(CURLOPT_HEADERDATA, pointer: context)
    try check(
      ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        guard let context else { return 0 }
        let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
        return handle.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
    // A proxy's answer to CONNECT is not the server's.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_NOSIGNAL, 1)
    try check(ccurl_set_quick_exit(easy))
    // Version 2 would put all requests on one connection, and Flink does not speak it.
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_USERAGENT, text: "flinktop")
    // Whatever libcurl can unpack: Flink sends plain text, a gateway may not.
    try set(CURLOPT_ACCEPT_ENCODING, text: "")
    try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.inMilliseconds)
    // Load balancers drop idle connections from 60 s on, some without a word.
    try set(CURLOPT_MAXAGE_CONN, 55)
    // A JobManager that moves has a new address.
    try set(CURLOPT_DNS_CACHE_TIMEOUT, 10)
    if endpoint.isLoopback { try set(CURLOPT_PROXY, text: "") }
    try setTLS()
    if let username = options.username {
      try set(CURLOPT_HTTPAUTH, CCURL_AUTH_BASIC)
      try set(CURLOPT_USERNAME, text: username)
      try set(CURLOPT_PASSWORD, text: options.password?.text ?? "")
    }
  }

  private func setTLS() throws(LibraryRefusal) {
    if options.isInsecure {
      try set(CURLOPT_SSL_VERIFYPEER, 0)
      try set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let file = options.caFile {
      try set(CURLOPT_CAINFO, text: file)
      // Else the system's directory of authorities would be trusted besides.
      try set(CURLOPT_CAPATH, pointer: nil)
    }
    if let file = options.clientCertificateFile {
      try set(CURLOPT_SSLCERT, text: file)
      try set(CURLOPT_SSLKEY, text: options.clientKeyFile ?? file)
      // Without one OpenSSL would ask for an encrypted key's password on the terminal.
      try set(CURLOPT_KEYPASSWD, text: "")
    }
  }

  private func setRequest(_ transfer: Transfer) throws(LibraryRefusal) {
    let request = transfer.request
    try set(CURLOPT_URL, text: endpoint.url(of: request.path))
    // Back to a plain GET first: this drops method and body of the last request.
    try set(CURLOPT_HTTPGET, 1)
    try set(CURLOPT_CUSTOMREQUEST, pointer: nil)
    try set(CURLOPT_HTTPHEADER, pointer: request.body == nil ? headers.plain : headers.document)
    if request.method != .get || request.body != nil {
      if request.body != nil || request.method != .delete {
        try setBody(request.body ?? [])
      }
      try set(CURLOPT_CUSTOMREQUEST, text: request.method.rawValue)
    }
    try set(CURLOPT_FRESH_CONNECT, transfer.isHarmless ? 0 : 1)
    try set(
      CURLOPT_TIMEOUT_MS, (request.timeout ?? options.requestTimeout).inMilliseconds)
    try check(ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.sizeLimit)))
  }

  private func setBody(_ body: [UInt8]) throws(LibraryRefusal) {
    try set(CURLOPT_POST, 1)
    try check(ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    // An empty array may have no address, and without one libcurl reads the body from stdin.
    guard !body.isEmpty else { return try set(CURLOPT_COPYPOSTFIELDS, text: "") }
    try check(
      body.withUnsafeBytes { ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) })
  }

  private func set(_ option: CURLoption, _ value: Int) throws(LibraryRefusal) {
    try check(ccurl_set_long(easy, option, value))
  }

  private func set(
    _ option: CURLoption, pointer: UnsafeRawPointer?
  ) throws(LibraryRefusal) {
    try check(ccurl_set_pointer(easy, option, pointer))
  }

  /// libcurl copies `text`.
  private func set(_ option: CURLoption, text: String) throws(LibraryRefusal) {
    try check(text.withCString { ccurl_set_pointer(easy, option, $0) })
  }

  private func check(_ code: CURLcode) throws(LibraryRefusal) {
    // An option that does not take would be a request that is not what was asked for.
    guard code == CURLE_OK else { throw LibraryRefusal(code: code) }
  }
}

/// An option that this libcurl does not take.
struct LibraryRefusal: Error, CustomStringConvertible {
  let code: CURLcode

  var description: String {
    let reason = curl_easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    return "libcurl does not take an option: \(reason)"
  }
}

extension Duration {
  /// At least 1, since libcurl takes 0 for "no limit".
  fileprivate var inMilliseconds: Int {
    let (seconds, attoseconds) = components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return max(1, Int(min(milliseconds, Double(Int32.max))))
  }
}
