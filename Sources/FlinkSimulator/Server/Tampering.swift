/// Answers that are not what Flink would say.
enum Tampering {
  /// An error by its status, in the form in which it is met in the wild.
  static func response(status: Int, to request: LoggedRequest) -> SimulatedResponse {
    switch status {
    case 401:
      var page = page(status: 401, "401 Authorization Required")
      page.headers.append(.init(name: "www-authenticate", value: "Basic realm=\"flink\""))
      return page
    case 403, 502, 504: return page(status: status, "\(status) refused by the proxy")
    case 404: return Refusal.jobNotFound(jobID(in: request.path) ?? "").response
    case 500:
      return Refusal.serverError(
        "java.util.concurrent.CompletionException: java.lang.IllegalStateException: "
          + "simulated fault", frames: StackTraces.handler + StackTraces.netty
      ).response
    case 503: return SimulatedCluster.leaderElection.response
    default: return Refusal.handler(status, "Simulated fault \(status).").response
    }
  }

  static func page(status: Int, _ title: String) -> SimulatedResponse {
    SimulatedResponse(
      status: status, headers: [.init(name: "content-type", value: "text/html")],
      body: Array(
        """
        <html>
        <head><title>\(title)</title></head>
        <body><center><h1>\(title)</h1></center><hr><center>nginx/1.22.1</center></body>
        </html>

        """.utf8))
  }

  private static func jobID(in path: String) -> String? {
    path.split { $0 == "/" || $0 == "?" }.first { $0.utf8.count == 32 }.map(String.init)
  }

  /// Every `"state":"..."` and `"status":"..."` gets another value.
  static func replacingStates(in body: [UInt8], with name: String) -> [UInt8] {
    rewriting(body, members: ["state", "status"]) { value in
      value.first == UInt8(ascii: "\"") ? Array("\"\(name)\"".utf8)[...] : value
    }
  }

  /// The body without a member, wherever that is.
  static func removing(member: String, from body: [UInt8]) -> [UInt8] {
    rewriting(body, members: [member]) { _ in nil }
  }

  /// Goes through JSON without blanks (as all of it here is) and replaces the values of members; nil
  /// removes the member.
  private static func rewriting(
    _ body: [UInt8], members: Set<String>, _ change: (ArraySlice<UInt8>) -> ArraySlice<UInt8>?
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(body.count)
    var position = 0
    while position < body.count {
      guard body[position] == UInt8(ascii: "\"") else {
        output.append(body[position])
        position += 1
        continue
      }
      let keyEnd = end(ofValueAt: position, in: body)
      let key = body[position..<keyEnd]
      position = keyEnd
      guard keyEnd < body.count, body[keyEnd] == UInt8(ascii: ":"),
        members.contains(String(decoding: key.dropFirst().dropLast(), as: UTF8.self))
      else {
        output += key
        continue
      }
      let valueEnd = end(ofValueAt: keyEnd + 1, in: body)
      position = valueEnd
      if let value = change(body[(keyEnd + 1)..<valueEnd]) {
        output += key
        output.append(UInt8(ascii: ":"))
        output += value
      } else if position < body.count, body[position] == UInt8(ascii: ",") {
        position += 1
      } else if output.last == UInt8(ascii: ",") {
        output.removeLast()
      }
    }
    return output
  }

  /// Just after the string, number, object or array that begins at a position.
  private static func end(ofValueAt start: Int, in body: [UInt8]) -> Int {
    var depth = 0
    var isInString = false
    var position = start
    while position < body.count {
      let byte = body[position]
      if isInString {
        if byte == UInt8(ascii: "\\") { position += 1 }
        isInString = byte != UInt8(ascii: "\"")
        if !isInString, depth == 0 { return position + 1 }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return position }
          depth -= 1
          if depth == 0 { return position + 1 }
        case UInt8(ascii: ","): if depth == 0 { return position }
        default: break
        }
      }
      position += 1
    }
    return min(position, body.count)
  }
}
