import ServerAnswers
import StreamModel

/// A savepoint that a stop made before its job failed, as far as Flink tells of it.
///
/// `StopWithSavepointStoppingException` names the place (1.15 on). With the adaptive scheduler it stands among the
/// causes, and the job's own failure below it. With the default scheduler it is all that the status has; the job's own
/// failure is in `/jobs/:id/exceptions` alone. 1.13 only says that tasks did not finish, which it notices after the
/// savepoint; where that lies is in the checkpoint statistics then.
struct MadeSavepoint {
  private static let beginning = "A savepoint has been created at: "
  private static let end = ", but the corresponding job "
  private static let unnamed = "Inconsistent execution state after stopping with savepoint"

  let location: String?
  /// Why the job failed, in one line.
  var cause: String?

  /// Nil where the `stack-trace` of a `failure-cause` tells of no savepoint.
  init?(trace: String) {
    guard Self.isTold(in: trace) else { return nil }
    location = Self.location(in: trace)
    let line = FailureText.usefulLine(of: trace)
    cause = Self.isTold(in: line) ? nil : line
  }

  /// What happened, in one line.
  var failure: String {
    guard let cause else {
      return "the savepoint was made, but the job failed while it stopped: its exceptions say why"
    }
    return "the savepoint was made, but the job failed: \(cause)"
  }

  /// Looks in `/jobs/:id/exceptions` for what made the job fail while it stopped: what is told closest to the failure of
  /// the stop itself. Nil where that is not there, as while the JobManager answers from its cache of 3 s.
  static func cause(in exceptions: JSONNode) -> String? {
    guard let entries = exceptions["exceptionHistory"]?["entries"]?.elements else { return nil }
    var failures: [(trace: String, at: Timestamp)] = []
    for entry in entries {
      if let trace = entry.text("stacktrace"), let at = entry.timestamp("timestamp") {
        failures.append((trace, at))
      }
    }
    guard let stop = failures.first(where: { isTold(in: $0.trace) })?.at else { return nil }
    func distance(_ at: Timestamp) -> Duration { max(at.since(stop), stop.since(at)) }
    let closest = failures.filter { !isTold(in: $0.trace) && distance($0.at) <= .seconds(10) }
      .min { distance($0.at) < distance($1.at) }
    return closest.map { FailureText.usefulLine(of: $0.trace) }
  }

  private static func isTold(in trace: String) -> Bool {
    trace.contains(beginning) || trace.contains(unnamed)
  }

  private static func location(in trace: String) -> String? {
    for line in trace.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init) {
      guard let start = line.firstRange(of: beginning) else { continue }
      // Commas, colons and blanks may be part of a path; the words after it are Flink's.
      let rest = line[start.upperBound...]
      guard let path = rest.firstRange(of: end).map({ rest[..<$0.lowerBound] }), !path.isEmpty
      else { continue }
      return String(path)
    }
    return nil
  }
}
