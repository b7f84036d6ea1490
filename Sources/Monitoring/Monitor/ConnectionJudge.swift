import StreamModel

/// Says how things stand with the cluster, from what was answered and what failed.
///
/// The job list is the essential question: one failure makes the data stale, three in a row or 10 s without any answer
/// make the cluster unreachable, as does a first try that fails.
struct ConnectionJudge: Sendable {
  private static let roundsToUnreachable = 3
  private static let silenceToUnreachable: Duration = .seconds(10)
  /// Failures in a row of one kind of question that make the connection degraded.
  private static let failuresToDegraded = 3
  /// A kind that is not asked any more is forgotten; longer than the longest back-off.
  private static let kindForgottenAfter: Duration = .seconds(90)

  private struct Failures {
    var count: Int
    var error: SourceError
    var lastAt: Duration
  }

  private var lastAnswer: Moment?
  private var failedRounds = 0
  private var lastError: SourceError?
  private var kinds: [QuestionKind: Failures] = [:]

  mutating func answered(_ question: QuestionKey, at moment: Moment) {
    lastAnswer = moment
    kinds[question.kind] = nil
    guard question.kind == .jobs else { return }
    failedRounds = 0
    lastError = nil
  }

  mutating func failed(_ question: QuestionKey, with error: SourceError, at moment: Moment) {
    if question.kind == .jobs {
      failedRounds += 1
      lastError = error
    } else if error.persists {
      let count = kinds[question.kind]?.count ?? 0
      kinds[question.kind] = Failures(count: count + 1, error: error, lastAt: moment.uptime)
    }
  }

  /// The connection at `moment`; `overdue` is what a job list that was asked long ago and not answered is to be called.
  func connection(at moment: Moment, overdue: SourceError?) -> Connection {
    if let lastError {
      // Whoever cannot be read, such as a Flink that is too old, is there all the same: nothing grows old with time.
      if case .unsupported = lastError { return .unreachable(since: nil, lastError) }
      guard let lastAnswer else { return .unreachable(since: nil, lastError) }
      let isGone =
        failedRounds >= Self.roundsToUnreachable
        || moment.uptime - lastAnswer.uptime >= Self.silenceToUnreachable
      return isGone
        ? .unreachable(since: lastAnswer.now, lastError)
        : .stale(since: lastAnswer.now, lastError)
    }
    guard let lastAnswer else { return .connecting }
    if let overdue { return .stale(since: lastAnswer.now, overdue) }
    let failing = kinds.values.filter {
      $0.count >= Self.failuresToDegraded
        && moment.uptime - $0.lastAt < Self.kindForgottenAfter
    }
    return failing.max { $0.lastAt < $1.lastAt }.map { .degraded($0.error) } ?? .live
  }
}

extension SourceError {
  /// False for what belongs to one thing or to us: a job that ended meanwhile, a screen that was left.
  fileprivate var persists: Bool {
    switch self {
    case .notFound, .conflict, .readOnly, .unsupported, .unusable, .cancelled: false
    case .unreachable, .timedOut, .tls, .redirected, .notFlink, .unauthorized, .keyRefused,
      .unavailable,
      .server,
      .malformed, .tooLarge:
      true
    }
  }
}
