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
    if let lost = failure.lost(context.traits.worker) {
      // The task it is told of is any of those that had to do with it.
      let kind = failure.cause.prefix { $0 != ":" }
      text =
        " as \(context.traits.worker) \(Phrase.clipped(lost, to: 40)) was lost ("
        + (name.isEmpty ? "" : name + ": ") + "\(kind))"
      worker = lost
      advice = "Its log, the limit of its memory and its machine tell why it went."
      return
    }
    text =
      (name.isEmpty ? "" : " in \(name)") + (failure.isInSnapshot ? ", in the snapshot" : "")
      + ": " + failure.cause
    guard let place = failure.task.flatMap(job.place(ofTask:)) else { return }
    vertex = place.vertex.id
    subtask = (place.vertex.parallelism ?? 1) > 1 ? place.subtask : nil
  }
}

extension FailureWords {
  /// `; the failure before in call gateway (1/2): ...`: the newest that is told of, where the present restart is for one that
  /// is not yet. Nil for one that is long past.
  init?(before job: JobModel, context: DiagnosisContext) {
    guard let failure = job.failure?.value, let at = failure.at.map(job.onOurClock),
      context.age(of: at) <= context.thresholds.restartWindow
    else { return nil }
    self.init(failure, of: job, context: context)
    text = "; the failure before" + text
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
  /// `tm-3:6122`: the `worker` (a TaskManager) that is gone, as what broke with it names it; nil where the failure is no such.
  func lost(_ worker: String) -> String? {
    // 1.16 on: `... by remote task manager 'host/ip:port [ tm-3:6122-a1b2c3 ] '`.
    if cause.contains("closed by remote task manager '") {
      return cause.between("[ ", and: " ]").map(Self.address)
        ?? cause.between("remote task manager '", and: "'").map { String($0) }
    }
    if cause.contains("RecipientUnreachableException"),
      let recipient = cause.between("to recipient [", and: "#"), recipient.contains("/taskmanager")
    {
      return recipient.between("@", and: "/").map { String($0) }
    }
    guard cause.contains("no longer reachable") || cause.contains("timed out") else { return nil }
    return cause.between("\(worker) with id ", and: " ").map(Self.address)
  }

  /// Without what Flink makes an id unique by.
  private static func address(_ id: Substring) -> String { TaskManagerID(String(id)).shortText }

  /// Flink 1.13: `NoResourceAvailableException: Could not acquire the minimum required resources.`
  var isForWantOfSlots: Bool {
    cause.contains("NoResourceAvailableException")
      || cause.contains("Could not acquire the minimum required resources")
      || cause.contains("Slot request bulk is not fulfillable")
  }
}

extension StringProtocol {
  /// What stands behind the first `start` and before the next `end`.
  fileprivate func between(_ start: String, and end: String) -> Self.SubSequence? {
    guard let first = firstRange(of: start),
      let last = self[first.upperBound...].firstRange(of: end)
    else { return nil }
    return self[first.upperBound..<last.lowerBound]
  }
}
