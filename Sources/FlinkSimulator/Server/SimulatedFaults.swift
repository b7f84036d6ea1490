/// What goes wrong on a server: rules in order, and restarts of the JobManager.
package struct SimulatedFaults: Hashable, Sendable {
  package var rules: [FaultRule]
  package var restarts: [JobManagerRestart]

  package init(rules: [FaultRule], restarts: [JobManagerRestart] = []) {
    self.rules = rules
    self.restarts = restarts
  }

  /// Nothing goes wrong.
  package static let none = SimulatedFaults(rules: [])
}

extension SimulatedFaults: ExpressibleByArrayLiteral {
  package init(arrayLiteral rules: FaultRule...) { self.init(rules: rules) }
}

/// One kind of trouble for some requests. All rules that match a request are looked at: delays add up, and of
/// the rest the first one counts.
package struct FaultRule: Hashable, Sendable {
  /// Nil: any.
  package var method: String?
  /// `*` stands for anything, slashes too. With a `?` in it, it is held against path and query, else against the path.
  package var path: String
  package var action: FaultAction
  /// This many matching requests pass unharmed first.
  package var skipping: Int
  /// After this many it is over; nil: never.
  package var times: Int?
  /// When it holds, counted from the server's start.
  package var from: Duration
  package var until: Duration?

  package init(
    _ path: String, _ action: FaultAction, method: String? = nil, skipping: Int = 0,
    times: Int? = nil, from: Duration = .zero, until: Duration? = nil
  ) {
    self.method = method
    self.path = path
    self.action = action
    self.skipping = skipping
    self.times = times
    self.from = from
    self.until = until
  }

  func matches(method: String, target: String) -> Bool {
    guard self.method == nil || self.method == method else { return false }
    let whole = path.utf8.contains(UInt8(ascii: "?"))
    let subject = whole ? target[...] : target.prefix { $0 != "?" }
    return Self.glob(path[...], matches: subject)
  }

  private static func glob(_ pattern: Substring, matches text: Substring) -> Bool {
    var (pattern, text) = (pattern, text)
    while let wanted = pattern.popFirst() {
      if wanted == "*" {
        if pattern.isEmpty { return true }
        while !glob(pattern, matches: text) {
          if text.popFirst() == nil { return false }
        }
        return true
      }
      guard text.popFirst() == wanted else { return false }
    }
    return text.isEmpty
  }
}

/// What happens to a request.
package enum FaultAction: Hashable, Sendable {
  /// Answered, but later.
  case delay(Duration)
  /// Not carried out. 500 has a stack trace, 503 speaks of a leader election, 401 and 403 come from a
  /// proxy, 404 knows of no such job.
  case status(Int)
  case redirect(status: Int, to: String)
  /// 200, but a page of a proxy.
  case html
  /// The first half of the answer, then the connection ends.
  case half
  /// 200 without a body.
  case empty
  /// This many bytes.
  case oversized(bytes: Int)
  /// Every job's state, and every task's, is one that nobody has heard of.
  case unknownState(String)
  /// The answer lacks a member, wherever it occurs.
  case missing(member: String)
  /// Accepted, and never answered.
  case hang
  /// The connection ends; nothing was done.
  case drop
  /// It was done, but the connection ends before the answer.
  case loseAnswer
}

/// The JobManager dies `after` the server's start: connections end, new ones are refused during `outage`,
/// then there is an election, and a cluster without jobs, to which the TaskManagers come back.
package struct JobManagerRestart: Hashable, Sendable {
  package var after: Duration
  package var outage: Duration
  package var election: Duration
  package var taskManagersReturnAfter: Duration

  package init(
    after: Duration = .zero, outage: Duration = .seconds(5),
    election: Duration = .milliseconds(800), taskManagersReturnAfter: Duration = .seconds(5)
  ) {
    self.after = after
    self.outage = outage
    self.election = election
    self.taskManagersReturnAfter = taskManagersReturnAfter
  }
}
