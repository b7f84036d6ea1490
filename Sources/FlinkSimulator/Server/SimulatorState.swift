import NIOConcurrencyHelpers

/// A request that a server has seen.
package struct LoggedRequest: Hashable, Sendable {
  package var method: String
  /// With the query.
  package var path: String
  package var body: [UInt8]
  /// Empty where the server does not look at them.
  package var headers: [SimulatedResponse.Header] = []

  /// `GET /jobs/overview`
  package var line: String { "\(method) \(path)" }
}

/// What the connections of a server share. Behind one lock, so tests can look at it while it serves.
final class SimulatorState: Sendable {
  private struct Contents {
    var cluster: SimulatedCluster
    /// What stands before it; nil where its own API is served.
    var alibaba: SimulatedAlibaba?
    /// The same of a Heron.
    var heron: SimulatedHeron?
    var rules: [FaultRule]
    /// How many requests each rule has matched.
    var matches: [Int]
    var requests: [LoggedRequest] = []
    var startedAt: SimulatedTime
  }

  private let contents: NIOLockedValueBox<Contents>
  private let clock: SimulationClock

  /// True where answers depend on them.
  let looksAtHeaders: Bool

  init(
    cluster: SimulatedCluster, alibaba: SimulatedAlibaba?, heron: SimulatedHeron?,
    faults: SimulatedFaults, clock: SimulationClock
  ) {
    self.clock = clock
    looksAtHeaders = alibaba != nil
    contents = NIOLockedValueBox(
      Contents(
        cluster: cluster, alibaba: alibaba, heron: heron, rules: faults.rules,
        matches: Array(repeating: 0, count: faults.rules.count), startedAt: clock.now))
  }

  /// What is to be done with a request.
  struct Verdict {
    var delay: Duration
    /// Nil: it is answered as it should be.
    var action: FaultAction?
  }

  /// Notes a request down and looks for what shall go wrong with it.
  func receive(_ request: LoggedRequest) -> Verdict {
    let now = clock.now
    return contents.withLockedValue { contents in
      contents.requests.append(request)
      var verdict = Verdict(delay: .zero, action: nil)
      for index in contents.rules.indices {
        let rule = contents.rules[index]
        let age = now - contents.startedAt
        guard rule.matches(method: request.method, target: request.path), age >= rule.from,
          rule.until.map({ age < $0 }) ?? true
        else { continue }
        contents.matches[index] += 1
        let number = contents.matches[index] - rule.skipping
        guard number > 0, rule.times.map({ number <= $0 }) ?? true else { continue }
        if case .delay(let delay) = rule.action {
          verdict.delay += delay
        } else if verdict.action == nil {
          verdict.action = rule.action
        }
      }
      return verdict
    }
  }

  func respond(to request: LoggedRequest) -> SimulatedResponse {
    let now = clock.now
    return contents.withLockedValue { contents in
      contents.cluster.advance(to: now)
      if let response = contents.alibaba?.respond(to: request, in: &contents.cluster) {
        return response
      }
      if let response = contents.heron?.respond(
        method: request.method, path: request.path, body: request.body, in: &contents.cluster)
      {
        return response
      }
      return contents.cluster.respond(
        method: request.method, path: request.path, body: request.body)
    }
  }

  /// Gives access to the cluster as it is now.
  func withCluster<Result>(_ body: (inout SimulatedCluster) throws -> Result) rethrows -> Result {
    let now = clock.now
    return try contents.withLockedValue { contents in
      contents.cluster.advance(to: now)
      return try body(&contents.cluster)
    }
  }

  var requests: [LoggedRequest] { contents.withLockedValue { $0.requests } }

  func clearRequests() { contents.withLockedValue { $0.requests = [] } }

  func setRules(_ rules: [FaultRule]) {
    let now = clock.now
    contents.withLockedValue { contents in
      contents.rules = rules
      contents.matches = Array(repeating: 0, count: rules.count)
      contents.startedAt = now
    }
  }
}
