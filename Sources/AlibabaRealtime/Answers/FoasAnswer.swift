import HTTPTransport
import ServerAnswers
import StreamModel

/// Tells what the service says from everything else that comes back. Failures are `{RequestId, HostId, Code, Message}` in
/// JSON or XML with a status of 4xx or 5xx.
struct FoasAnswer {
  var response: HTTPResponse
  /// What was asked, as messages call it.
  var name: String
  /// Our clock as the request was signed.
  var sentAt: Timestamp

  /// What a good answer says; anything else is thrown as what it means.
  func tree() throws(SourceError) -> AnswerTree {
    guard (200..<300).contains(response.status) else { throw failure() }
    let tree = try document()
    // Some gateways send a failure with 200.
    if let code = tree["Code"]?.string, tree["Message"] != nil, tree.members.count <= 5,
      Int(code) != 200, code.lowercased() != "success", code != "OK"
    {
      throw meaning(of: code, tree["Message"]?.string ?? "", tree)
    }
    return tree
  }

  private func document() throws(SourceError) -> AnswerTree {
    guard isXML else {
      if HTMLPage.isOne(response) {
        let title = HTMLPage.title(response).map { " (\($0))" } ?? ""
        throw .malformed(
          what: "HTML instead of JSON\(title): is this a proxy or login page?", on: name)
      }
      do throws(JSONError) {
        return AnswerTree(try JSONDocument(response.body).root)
      } catch {
        throw error.meaning(on: name)
      }
    }
    do throws(XMLReader.Flaw) {
      return try XMLReader.read(response.body).tree
    } catch {
      throw .malformed(what: FailureText.oneLine(error.text), on: name)
    }
  }

  /// By its first bytes, as content types are not to be relied on; a page for people is none.
  private var isXML: Bool {
    let start = String(decoding: response.body.prefix(256), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard start.hasPrefix("<") else { return false }
    return !start.hasPrefix("<html") && !start.hasPrefix("<!doctype html")
      && response.contentType?.lowercased().hasPrefix("text/html") != true
  }

  // MARK: Failures

  private func failure() -> SourceError {
    if (300..<400).contains(response.status) {
      return .redirected(to: FailureText.oneLine(response.location ?? "nowhere"))
    }
    guard let tree = try? document(), let code = tree["Code"]?.string else {
      let reason = AnswerReason.text(besides: response.status, response)
      switch response.status {
      case 401, 403:
        return .unauthorized(isForbidden: response.status == 403, on: name, reason: reason)
      case 404:
        return .notFound(
          "\(name), and not as Alibaba Cloud says it: is the endpoint right?\(reason.map { " (\($0))" } ?? "")"
        )
      case 502, 503, 504:
        return .unavailable("\(name) answered \(response.status): \(reason ?? "no reason given")")
      default:
        return .server(status: response.status, message: "\(name): \(reason ?? "no reason given")")
      }
    }
    return meaning(of: code, tree["Message"]?.string ?? "", tree)
  }

  private func meaning(of code: String, _ message: String, _ tree: AnswerTree) -> SourceError {
    let code = FailureText.oneLine(code)
    let message = FailureText.oneLine(message)
    let told = message.isEmpty ? code : "\(code): \(withoutSecrets(message))"
    func begins(_ parts: String...) -> Bool { parts.contains { code.hasPrefix($0) } }
    if begins("InvalidTimeStamp", "RequestTimeTooSkewed", "IllegalTimestamp") {
      return .keyRefused("Alibaba Cloud refuses the time of the request (\(code)): \(clocks)")
    }
    if begins("SignatureDoesNotMatch", "IncompleteSignature") {
      return .keyRefused(
        "Alibaba Cloud refuses the signature (\(code)): is the secret that of the key id? "
          + "A proxy that changes headers or paths breaks it too.")
    }
    if begins("InvalidAccessKeyId") {
      return .keyRefused(
        "Alibaba Cloud does not know the key id, or it is disabled (\(code)): "
          + "see --access-key-id-file and ALIBABA_CLOUD_ACCESS_KEY_ID.")
    }
    if begins("InvalidSecurityToken", "MissingSecurityToken") {
      return .keyRefused(
        "Alibaba Cloud refuses the security token (\(code)): temporary credentials end after an hour or so; get new ones."
      )
    }
    if begins("SignatureNonceUsed") {
      return .server(status: response.status, message: "\(name): a request came twice (\(code))")
    }
    if begins("Throttling", "ServiceUnavailable") || response.status == 429
      || response.status == 503
    {
      return .unavailable(
        "Alibaba Cloud wants fewer requests or is busy (\(told)); --interval 10s asks less often")
    }
    if begins("Forbidden", "NoPermission") || response.status == 403 {
      return .unauthorized(isForbidden: true, on: name, reason: told)
    }
    if isNotRunning(code, message) {
      return .conflict("the job is not running (\(told))")
    }
    if response.status == 404 || code.contains("NotFound") || code.contains("NotExist") {
      return .notFound("\(name): \(told)")
    }
    return .server(status: response.status, message: "\(name): \(told)")
  }

  private func isNotRunning(_ code: String, _ message: String) -> Bool {
    [code, message].map { $0.lowercased().filter(\.isLetter) }.contains {
      $0.contains("notrunning") || $0.contains("norunninginstance")
    }
  }

  /// The message of a refused signature quotes what was signed, a token among it.
  private func withoutSecrets(_ message: String) -> String {
    guard let start = message.range(ofText: "x-acs-security-token:") else { return message }
    return message[..<start.lowerBound] + "…"
  }

  /// `it is 22:14:00 GMT here and 22:45:10 there, 31m 10s apart`.
  private var clocks: String {
    let here = HTTPDate(sentAt)
    guard let there = response.date.flatMap(HTTPDate.init) else {
      return "it was \(here.text) here; set the clock right (it has to be within 15 minutes)."
    }
    let apart = sentAt.since(there.moment)
    let size = apart < .zero ? .zero - apart : apart
    return "it was \(here.time) GMT here and \(there.time) GMT there, \(size.phrase) apart; "
      + "set the clock right (it has to be within 15 minutes)."
  }
}

extension String {
  /// Where `text` stands first.
  fileprivate func range(ofText text: String) -> Range<Index>? { firstRange(of: text) }
}
