import ServerAnswers
import StreamModel

/// A failure that instances of a component met, as the topology manager remembers it.
struct ExceptionRecord: Hashable, Sendable {
  var instance: String?
  var host: String?
  var trace: String
  var firstAt: Timestamp?
  var lastAt: Timestamp?
  /// How often since then.
  var count: Int64?

  /// Reads `/topologies/exceptions`. A legacy tracker names the trace `stack_trace`, a modern one `stacktrace`, and of a
  /// component that it does not know the former says `{"message": "Unknown component"}`.
  static func all(exceptions: JSONNode) throws(JSONError) -> [ExceptionRecord] {
    if exceptions["message"]?.string != nil { return [] }
    return try exceptions.requiredList { record throws(JSONError) in
      guard let trace = record["stacktrace"]?.string ?? record["stack_trace"]?.string else {
        throw record.unusable("stacktrace", "text")
      }
      return ExceptionRecord(
        instance: record.text("instance_id"), host: record.text("hostname"), trace: trace,
        firstAt: record["firsttime"]?.int64.flatMap { Timestamp(epochSeconds: $0) },
        lastAt: record["lasttime"]?.int64.flatMap { Timestamp(epochSeconds: $0) },
        count: record.total("count"))
    }
  }
}

extension JobException {
  /// One of a component; `container` is where the instance runs.
  init(_ record: ExceptionRecord, of component: String, container: TaskManagerID?) {
    let first = record.trace.prefix { !$0.isNewline }
    // `java.lang.IllegalStateException: window 17 is closed`.
    let name = first.prefix { $0 != ":" && !$0.isWhitespace }
    self.init(
      at: record.lastAt, name: String(name), cause: FailureText.usefulLine(of: record.trace),
      trace: record.trace, task: record.instance, location: record.host, taskManager: container)
    count = record.count.map { Int(clamping: $0) } ?? 1
    firstAt = record.firstAt
    vertex = VertexID(component)
  }
}
