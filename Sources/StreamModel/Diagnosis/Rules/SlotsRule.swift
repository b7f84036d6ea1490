/// Rule 11: tasks that wait for slots, and jobs that are RUNNING while none of their tasks runs.
package enum SlotsRule {
  static let rule = DiagnosisRule(
    .slots,
    says: "tasks that wait for slots: wanted, free, and processes lost",
    source: "job list, overview, exceptions", needs: [.jobs, .job, .overview, .failure],
    scope: .alive
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    if let finding = standstill(of: job, context: context) { return [finding] }
    guard job.state == .running || job.state == .created,
      let tasks = context.fresh(job.summary)?.tasks
    else { return [] }
    let isBatch = job.detail?.value.isBatch == true
    let started = tasks.total - tasks[.created] - tasks[.scheduled]
    // A batch job runs in waves, so waiting is a fault only where nothing runs. Before 1.20 nothing says what is one: then
    // tasks that are CREATED beside running ones do, as those of a streaming job are all scheduled at once.
    let isInWaves = isBatch || job.detail?.value.type == nil && tasks[.created] > 0
    if isInWaves, started > 0 { return [] }
    guard let since = started > 0 ? job.tasksScheduledSince : job.tasksWaitingSince,
      context.age(of: since) > context.thresholds.longestWait
    else { return [] }
    let waiting = tasks[.scheduled] + (started == 0 ? tasks[.created] : 0)
    guard waiting > 0 else { return [] }
    let isCritical = context.age(of: since) > context.thresholds.longestWaitUnseen
    let verb = waiting == 1 ? "waits" : "wait"
    return [
      Finding(
        rule: .slots, severity: isCritical ? .critical : .warning,
        sentence: "\(waiting) of \(tasks.total) tasks \(verb) for slots \(context.since(since)).",
        short: "\(waiting) of \(tasks.total) tasks \(verb) for slots", since: Onset(at: since))
    ]
  }

  /// Flink calls a job RUNNING from its start on, and again after a restart, whether its tasks run or not.
  private static func standstill(of job: JobModel, context: DiagnosisContext) -> Finding? {
    guard let since = job.nothingRunsSince,
      context.age(of: since) > context.thresholds.longestStandstill,
      let tasks = context.fresh(job.summary)?.tasks
    else { return nil }
    let waiting = tasks[.scheduled] + tasks[.created]
    let what =
      waiting == tasks.total
      ? "all \(tasks.total) wait for slots"
      : TaskState.known.filter { tasks[$0] > 0 }.map { "\(tasks[$0]) \($0.name)" }
        .joined(separator: ", ")
    let slots = waiting == 0 ? nil : self.slots(for: job, context: context)
    let isCritical = context.age(of: since) > context.thresholds.longestWait && waiting > 0
    return Finding(
      rule: .slots, severity: isCritical ? .critical : .warning,
      sentence:
        "No task runs \(context.since(since)): \(lost(since: since, in: job, context: context))\(what)"
        + "\(slots ?? "").",
      short: "no task runs: \(what)", evidence: waiting > 0 ? .workers : .vertices,
      advice: waiting > 0
        ? "Start more \(context.traits.workers(2)), stop another job, or run this one less parallel."
        : nil, since: Onset(at: since))
  }

  /// `TaskManager tm-3:6122 is lost, 1 of 3, `, where that was about when the tasks ceased to run.
  private static func lost(
    since: Timestamp, in job: JobModel, context: DiagnosisContext
  ) -> String {
    guard let loss = context.workerLoss, let overview = context.overview,
      loss.before > overview.taskManagers, loss.at.since(since) > .zero - lostBefore
    else { return "" }
    let count = loss.before - overview.taskManagers
    if count == 1, let failure = job.failure?.value, let name = failure.lost(context.traits.worker),
      failure.at.map({ since.since(job.onOurClock($0)) < lostBefore }) ?? true
    {
      return
        "\(context.traits.worker) \(Phrase.clipped(name, to: 40)) is lost, 1 of \(loss.before), "
    }
    return
      "\(count) of \(loss.before) \(context.traits.workers(loss.before)) "
      + (count == 1 ? "is" : "are") + " lost, "
  }

  /// A worker may have gone so long before the tasks are seen not to run: its heartbeats have to fail first.
  private static let lostBefore: Duration = .seconds(120)

  /// `; 6 slots wanted, 4 of 8 free`.
  package static func slots(for job: JobModel, context: DiagnosisContext) -> String? {
    guard let overview = context.overview else { return nil }
    if overview.taskManagers == 0 { return "; there is no \(context.traits.worker)" }
    let free = "\(overview.slotsAvailable) of \(overview.slotsTotal)"
    guard let wanted = job.slotsWanted else { return "; \(free) slots are free" }
    return "; \(wanted) \(wanted == 1 ? "slot" : "slots") wanted, \(free) free"
  }
}

extension JobModel {
  /// The slots that all its tasks need: of each slot sharing group as many as its most parallel vertex; nil where that is not
  /// known, as before 1.20.
  var slotsWanted: Int? {
    guard let vertices = detail?.value.vertices, !vertices.isEmpty else { return nil }
    var byGroup: [String: Int] = [:]
    for vertex in vertices where vertex.state != .finished {
      guard let group = vertex.slotSharingGroup, let parallelism = vertex.parallelism else {
        return nil
      }
      byGroup[group] = max(byGroup[group] ?? 0, parallelism)
    }
    return byGroup.isEmpty ? nil : byGroup.values.reduce(0, +)
  }
}
