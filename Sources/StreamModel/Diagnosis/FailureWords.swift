/// What a failure was, and where, in words and as places.
struct FailureWords {
  /// ` in call gateway (1/2): SocketTimeoutException: ...`, to be put behind `Restarted 3s ago` or `Failed`.
  var text: String
  /// The vertex that failed, by its name, and its subtask, from 0; nil where the job as a whole did.
  var vertex: VertexID?
  var subtask: Int?
  /// Where that ran.
  var worker: String?
  var advice: String?

  init(_ failure: JobFailure, of job: JobModel, context: DiagnosisContext) {
    worker = failure.location
    if failure.isForWantOfSlots {
      // The task it is told of is any of those that got none.
      let slots = job.state.isTerminal ? nil : SlotsRule.slots(for: job, context: context)
      text = ": not enough slots" + (slots ?? "") + " (\(failure.cause))"
      worker = nil
      advice =
        "Start more \(context.traits.workers(2)), stop another job, or run this one less parallel."
      return
    }
    let task = failure.task.map(TaskName.init)
    let name = task.map { Vertex.shortName(of: $0.vertex) + $0.number } ?? ""
    text =
      (name.isEmpty ? "" : " in \(name)") + (failure.isInSnapshot ? ", in the snapshot" : "")
      + ": " + failure.cause
    guard let place = failure.task.flatMap(job.place(ofTask:)) else { return }
    vertex = place.vertex.id
    subtask = (place.vertex.parallelism ?? 1) > 1 ? place.subtask : nil
  }
}

/// `call gateway -> ledger: Writer (1/2)` as its parts.
private struct TaskName {
  var vertex: String
  /// From 0.
  var subtask: Int?
  /// ` (1/2)`, as Flink counts them.
  var number = ""

  init(_ text: String) {
    vertex = text
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), text[..<open].hasSuffix(" ")
    else { return }
    let inside = text[text.index(after: open)...].dropLast().split(separator: "/")
    guard inside.count == 2, let index = Int(inside[0]), Int(inside[1]) != nil, index > 0 else {
      return
    }
    vertex = String(text[..<open].dropLast())
    subtask = index - 1
    number = " " + text[open...]
  }
}

extension JobModel {
  /// The vertex and the subtask, from 0, of a task as Flink names it: `call gateway (1/2)`; nil where no vertex is called so,
  /// or several are.
  package func place(ofTask task: String) -> (vertex: Vertex, subtask: Int?)? {
    let name = TaskName(task)
    let known = detail?.value.vertices.filter { $0.name == name.vertex || $0.name == task } ?? []
    guard known.count == 1, let vertex = known.first else { return nil }
    return (vertex, vertex.name == task ? nil : name.subtask)
  }
}

extension JobFailure {
  /// Flink 1.13: `NoResourceAvailableException: Could not acquire the minimum required resources.`
  var isForWantOfSlots: Bool {
    cause.contains("NoResourceAvailableException")
      || cause.contains("Could not acquire the minimum required resources")
      || cause.contains("Slot request bulk is not fulfillable")
  }
}
