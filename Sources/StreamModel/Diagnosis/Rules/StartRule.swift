/// Tasks that do not get to run while others do: one that restores for long, or never gets out of `open()`. No checkpoint is
/// triggered until all run, and what is above the task waits for it.
package enum StartRule {
  static let rule = DiagnosisRule(
    .slots,
    says: "tasks that are DEPLOYING or INITIALIZING beside others that run, 30 s (note), 5 min",
    source: "job list, subtasks", needs: [.jobs, .job, .subtasks], scope: .alive
  ) { findings(in: $0, context: $1) }

  private static let states: [TaskState] = [.deploying, .initializing]

  private static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let limits = context.thresholds
    // Where none runs, that is said.
    guard job.state == .running, job.nothingRunsSince == nil, let since = job.tasksStartingSince,
      context.age(of: since) >= limits.longStart,
      let tasks = context.fresh(job.summary)?.tasks
    else { return [] }
    let count = states.reduce(0) { $0 + tasks[$1] }
    guard count > 0 else { return [] }
    let names = states.filter { tasks[$0] > 0 }.map(\.name).joined(separator: " or ")
    let vertex = job.startingVertices.first
    let told = vertex.flatMap { job.vertices[$0.id]?.starting }
    let late = told.flatMap { $0.receivedAt >= since ? $0.value : nil } ?? []
    let place = vertex.map { vertex in
      ": \(vertex.chainName)"
        + ((vertex.parallelism ?? 1) > 1 && !late.isEmpty ? ", \(late.names)" : "")
        + (job.startingVertices.count > 1 ? " first" : "")
    }
    let one = late.count == 1 ? late.first : nil
    return [
      Finding(
        rule: .slots, severity: context.age(of: since) >= limits.longestStart ? .warning : .note,
        sentence: Phrase.sentence(
          "\(count) of \(tasks.total) tasks \(count == 1 ? "is" : "are") \(names) "
            + context.since(since) + (place ?? "")),
        short: "\(count) of \(tasks.total) tasks \(names)",
        vertices: vertex.map { [$0.id] } ?? [], subtask: one?.index, worker: one?.worker,
        evidence: vertex.map { vertex in
          one.map { .subtask(vertex.id, $0.index) } ?? .vertex(vertex.id)
        },
        advice:
          "It restores its state or is in open(): a thread dump of its \(context.traits.worker) tells. No checkpoint begins before all run.",
        since: Onset(at: since))
    ]
  }
}

extension JobModel {
  /// Vertices with tasks that do not run yet, in the order of the graph.
  var startingVertices: [Vertex] {
    (detail?.value.vertices ?? []).filter { $0.tasks[.deploying] + $0.tasks[.initializing] > 0 }
  }

  /// Which of them: asked again whenever another task has got to run.
  var startInquiries: [Inquiry] {
    let tasks = summary.value.tasks
    guard tasksStartingSince != nil, tasks[.running] > 0, let vertex = startingVertices.first,
      vertex.parallelism ?? 1 > 1
    else { return [] }
    return [Inquiry(question: SubtasksQuestion(id, vertex.id), era: tasks[.running])]
  }
}
