import HTTPTransport
import ServerAnswers
import StreamModel

/// Tells what a tracker of either generation says from everything else that comes back on its port. Each answer is judged by
/// itself, as both generations may stand behind one address.
struct TrackerAnswer {
  /// What an answer carries, and whose it is.
  struct Payload {
    var node: JSONNode
    var generation: TrackerGeneration
  }

  private let response: HTTPResponse
  private let route: HeronRoute
  /// Nil where the body is no JSON document.
  private let root: JSONNode?
  private let flaw: JSONError?

  init(_ response: HTTPResponse, to route: HeronRoute) {
    self.response = response
    self.route = route
    do throws(JSONError) {
      root = try JSONDocument(response.body).root
      flaw = nil
    } catch {
      root = nil
      flaw = error
    }
  }

  /// The legacy envelope: `{"status", "tracker_version", "executiontime", "message", "result"}`. An execution state has a
  /// `status` too, but no `executiontime`.
  private var envelopeStatus: String? {
    guard let root, root["executiontime"] != nil, let status = root["status"]?.string,
      status == "success" || status == "failure"
    else { return nil }
    return status
  }

  /// True where the tracker has no such route.
  var isRouteUnknown: Bool {
    guard response.status == 404 else { return false }
    if root?["detail"]?.string == "Not Found" { return true }
    return envelopeStatus == "failure" && message?.hasPrefix("URL not supported") == true
  }

  /// What a good answer carries; anything else is thrown as what it means.
  func payload(from address: String) throws(SourceError) -> Payload {
    if envelopeStatus == "success", (200..<300).contains(response.status), let root {
      guard let result = root["result"] else { throw noManager("result: null") }
      return Payload(node: result, generation: .legacy)
    }
    guard envelopeStatus == nil, (200..<300).contains(response.status) else {
      throw failure(from: address)
    }
    if HTMLPage.isOne(response) {
      let title = HTMLPage.title(response).map { " (\($0))" } ?? ""
      throw .malformed(
        what: "HTML instead of JSON\(title): is this a proxy or login page?", on: route.name)
    }
    if let root { return Payload(node: root, generation: .modern) }
    throw (flaw ?? .endsEarly).meaning(on: route.name)
  }

  // MARK: Failures

  /// What the tracker gives as the reason, in one line; nil where this is no failure as a tracker tells one.
  private var message: String? {
    guard let root else { return nil }
    if envelopeStatus != nil { return root["message"]?.string.map(FailureText.oneLine) }
    // A bare string: "request failed: 'Topology not found for lab-east, devel, orders'".
    if let text = root.string {
      let prefix = "request failed: "
      let rest = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
      return FailureText.oneLine(rest.trimmingQuotes)
    }
    guard let detail = root["detail"] else { return nil }
    if let text = detail.string { return FailureText.oneLine(text) }
    let flaws = detail.elements.compactMap { flaw -> String? in
      guard let text = flaw.text("msg") else { return nil }
      let place = flaw["loc"]?.elements.compactMap(\.string).last.map { $0 + ": " } ?? ""
      return place + text
    }
    return flaws.isEmpty ? nil : FailureText.oneLine(flaws.joined(separator: "; "))
  }

  private func failure(from address: String) -> SourceError {
    let status = response.status
    switch status {
    case 300..<400: return .redirected(to: FailureText.oneLine(response.location ?? "nowhere"))
    case 401, 403:
      return .unauthorized(
        isForbidden: status == 403, on: route.name,
        reason: AnswerReason.text(besides: status, response))
    case 502, 503, 504:
      let reason = AnswerReason.text(response) ?? "no reason given"
      return .unavailable("\(route.name) answered \(status): \(reason)")
    default: break
    }
    guard let message else {
      let reason = AnswerReason.text(besides: status, response)
      guard status == 404 else {
        return .server(status: status, message: "\(route.name): \(reason ?? "no reason given")")
      }
      return route.isEverywhere
        ? .notFlink(at: FailureText.oneLine(address + route.path), reason: reason)
        : .notFound("\(route.name), and not as a tracker says it: is the address right?")
    }
    if isRouteUnknown {
      return route.isEverywhere
        ? .notFlink(at: FailureText.oneLine(address + route.path), reason: message)
        : .unsupported("this tracker does not know \(route.name)")
    }
    return meaning(of: message)
  }

  /// What the tracker's own words come to. Its status says little: the legacy one answers 404 to whatever failed, the
  /// modern one 500.
  private func meaning(of message: String) -> SourceError {
    func says(_ parts: String...) -> Bool { parts.contains { message.contains($0) } }
    if says("Topology not found", "No topology found") {
      return .notFound("the tracker knows no such topology (\(message))")
    }
    if says("Unknown component") { return .notFound("the topology has no such component") }
    // All that it says of an instance is its id.
    if message.trimmingQuotes.hasPrefix("container_"), !message.contains(" ") {
      return .notFound("the tracker knows no instance \(message)")
    }
    if says("No Tmanager found", "No TManager found", "No Tmaster found", "not set yet") {
      return noManager(message)
    }
    if says("Out of range float values") {
      return failed("a value is not a number (NaN), and this tracker cannot send that")
    }
    if says("Expecting value", "Error reading file") {
      return .notFound("\(route.name): there is no such file or folder in that container")
    }
    // Faults of its own: 0.20.5 can't make its own answer, or names parts of Python.
    if says("unhashable type", "required positional argument", "must assign iterable") {
      return failed("this tracker fails at it by a fault of its own (\(message))")
    }
    if says("HTTP 500: Internal Server Error") {
      return failed("the shell of the container fails at it (\(message))")
    }
    return failed(message.isEmpty ? "no reason given" : message)
  }

  private func failed(_ reason: String) -> SourceError {
    .server(status: response.status, message: "\(route.name): \(reason)")
  }

  /// It has been submitted, and its manager has not told the state manager yet where it is.
  private func noManager(_ message: String) -> SourceError {
    .conflict("the topology has no topology manager yet (\(message))")
  }
}

extension StringProtocol {
  /// Without the quotes in which Python writes a text.
  fileprivate var trimmingQuotes: String {
    guard count > 1, first == last, first == "'" || first == "\"" else { return String(self) }
    return String(dropFirst().dropLast())
  }
}
