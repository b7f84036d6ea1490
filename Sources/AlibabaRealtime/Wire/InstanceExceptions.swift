import ServerAnswers
import StreamModel

/// The failures of an instance. `Exceptions` is one text; what is in it was never seen. It is read as what Flink's own API
/// says, as a list of failures, or as a stack trace.
enum InstanceExceptions {
  private static let most = 50

  static func all(answer: AnswerTree) -> [JobException] {
    guard let told = answer["Exceptions"]?.unfolded else { return [] }
    switch told {
    case .text(let trace):
      return trace.allSatisfy(\.isWhitespace) ? [] : [JobException(trace: trace, at: nil)]
    case .list(let entries): return read(entries)
    case .object: return ofFlink(told)
    case .nothing, .whole, .number, .yes: return []
    }
  }

  /// `/jobs/:id/exceptions` as Flink has it: of 1.13 on a history, before the root and all that failed.
  private static func ofFlink(_ told: AnswerTree) -> [JobException] {
    if let history = told["exceptionHistory"]?["entries"]?.elements, !history.isEmpty {
      return read(history)
    }
    var entries = read(told["all-exceptions"]?.elements ?? [])
    guard let root = told["root-exception"]?.string else {
      return entries.isEmpty ? read([told]) : entries
    }
    // The root is one of those that failed, where its task is known.
    if !entries.contains(where: { $0.trace == root }) {
      entries.insert(JobException(trace: root, at: told["timestamp"]?.timestamp), at: 0)
    }
    return entries
  }

  private static func read(_ entries: [AnswerTree]) -> [JobException] {
    let read = entries.prefix(most).compactMap { entry -> JobException? in
      if case .text(let trace) = entry { return JobException(trace: trace, at: nil) }
      guard
        let trace = entry["stacktrace", "exception", "root-exception", "trace", "message"]?.string
      else { return nil }
      var exception = JobException(
        trace: trace, at: entry["timestamp", "time", "occurTime"]?.timestamp)
      exception.task = entry["taskName", "task"]?.string
      exception.location = entry["endpoint", "location", "host"]?.string
      return exception
    }
    return read.sorted { ($0.at?.milliseconds ?? 0) > ($1.at?.milliseconds ?? 0) }
  }
}

extension JobException {
  /// `trace` may be a single line.
  init(trace: String, at time: Timestamp?) {
    let first = trace.prefix { !$0.isNewline }
    // `java.lang.IllegalStateException: window 17 is closed`.
    let name = first.prefix { $0 != ":" && !$0.isWhitespace }
    self.init(
      at: time, name: String(name), cause: FailureText.usefulLine(of: trace), trace: trace)
  }
}
