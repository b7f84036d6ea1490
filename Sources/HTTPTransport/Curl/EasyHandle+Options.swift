internal import CCurl

extension EasyHandle {
  /// Sets what is the same for all transfers.
  func setUp() throws(LibraryRefusal) {
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
    try set(CURLOPT_XFERINFODATA, pointer: context)
    try check(
      ccurl_set_progress(easy) { context, _, _, total, sent in
        guard let context else { return 0 }
        Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue().sent(sent, of: total)
        return 0
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
    try set(CURLOPT_MAXAGE_CONN, Int(options.longestIdleTime.components.seconds))
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

  /// Sets what is of one transfer. Throws `LibraryRefusal` and `UnreadableUpload`.
  func setRequest(_ transfer: Transfer) throws {
    let request = transfer.request
    try set(CURLOPT_URL, text: endpoint.url(of: request.path))
    // Back to a plain GET first: this drops method and body of the last request.
    try set(CURLOPT_MIMEPOST, pointer: nil)
    curl_mime_free(form)
    form = nil
    try set(CURLOPT_HTTPGET, 1)
    try set(CURLOPT_CUSTOMREQUEST, pointer: nil)
    guard let list = headers.list(for: request) else {
      throw LibraryRefusal(code: CURLE_OUT_OF_MEMORY)
    }
    headerList = list
    try set(CURLOPT_HTTPHEADER, pointer: list.pointer)
    switch request.body {
    case .json(let bytes), .document(let bytes, _): try setBody(bytes)
    case .upload(let file): try setForm([.file(file)])
    case .form(let fields): try setForm(fields)
    case nil: if request.method != .get, request.method != .delete { try setBody([]) }
    }
    if request.method != .get || request.body != nil {
      try set(CURLOPT_CUSTOMREQUEST, text: request.method.rawValue)
    }
    try set(CURLOPT_NOPROGRESS, transfer.progress == nil ? 1 : 0)
    try set(CURLOPT_FRESH_CONNECT, transfer.isHarmless ? 0 : 1)
    try setTimeLimit(request.timeout ?? options.requestTimeout, isStreamed: transfer.sink != nil)
    if request.body?.hasFile ?? false {
      // A server that takes no more of it is not waited for as long as for a file.
      try set(CURLOPT_LOW_SPEED_LIMIT, 1)
      try set(CURLOPT_LOW_SPEED_TIME, max(30, (options.requestTimeout.inMilliseconds + 999) / 1000))
    }
    try check(ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.sizeLimit)))
  }

  /// What is streamed may take as long as it likes, as long as something comes or goes.
  private func setTimeLimit(_ limit: Duration, isStreamed: Bool) throws(LibraryRefusal) {
    try set(CURLOPT_TIMEOUT_MS, isStreamed ? 0 : limit.inMilliseconds)
    try set(CURLOPT_LOW_SPEED_LIMIT, isStreamed ? 1 : 0)
    try set(CURLOPT_LOW_SPEED_TIME, isStreamed ? (limit.inMilliseconds + 999) / 1000 : 0)
  }

  private func setBody(_ body: [UInt8]) throws(LibraryRefusal) {
    try set(CURLOPT_POST, 1)
    try check(ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    // An empty array may have no address, and without one libcurl reads the body from stdin.
    guard !body.isEmpty else { return try set(CURLOPT_COPYPOSTFIELDS, text: "") }
    try check(
      body.withUnsafeBytes { ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) })
  }

  private func setForm(_ fields: [FormField]) throws {
    for case .file(let file) in fields { try UnreadableUpload.check(file.path) }
    form = curl_mime_init(easy)
    guard let form else { throw LibraryRefusal(code: CURLE_OUT_OF_MEMORY) }
    for field in fields {
      guard let part = curl_mime_addpart(form) else {
        throw LibraryRefusal(code: CURLE_OUT_OF_MEMORY)
      }
      switch field {
      case .file(let file):
        try check(curl_mime_name(part, file.field))
        try check(curl_mime_filedata(part, file.path))
        try check(curl_mime_filename(part, file.fileName))
        try check(curl_mime_type(part, file.type))
      case .text(let name, let text):
        try check(curl_mime_name(part, name))
        try check(curl_mime_data(part, text, text.utf8.count))
      }
    }
    try set(CURLOPT_MIMEPOST, pointer: UnsafeRawPointer(form))
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
