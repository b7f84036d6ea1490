/// Rule 11: tasks that wait for slots, and jobs that are RUNNING while none of their tasks runs.
package enum SlotsRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    if let finding = standstill(of: job, context: context) { return [finding] }
    guard job.state == .running || job.state == .created, let since = job.tasksWaitingSince,
      context.age(of: since) > context.thresholds.longestWait,
      let tasks = context.fresh(job.summary)?.tasks
    else { return [] }
    let isBatch = job.detail?.value.isBatch == true
    let started = tasks.total - tasks[.created] - tasks[.scheduled]
    // A batch job runs in waves, so waiting is a fault only where nothing runs; and as 1.13 does not say what
    // is a batch job, tasks that are merely CREATED beside running ones are not counted.
    if isBatch, started > 0 { return [] }
    let waiting = tasks[.scheduled] + (started == 0 ? tasks[.created] : 0)
    guard waiting > 0 else { return [] }
    let isCritical = context.age(of: since) > context.thresholds.longestWaitUnseen
    let verb = waiting == 1 ? "waits" : "wait"
    return [
      Finding(
        rule: .slots, severity: isCritical ? .critical : .warning,
        sentence: "\(waiting) of \(tasks.total) tasks \(verb) for slots \(context.since(since)).",
        short: "\(waiting) of \(tasks.total) tasks \(verb) for slots")
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
    let slots =
      waiting == 0
      ? nil
      : context.overview.map { overview in
        overview.taskManagers == 0
          ? "; there is no \(context.traits.worker)"
          : "; \(overview.slotsAvailable) of \(overview.slotsTotal) slots are free"
      }
    let isCritical = context.age(of: since) > context.thresholds.longestWait && waiting > 0
    return Finding(
      rule: .slots, severity: isCritical ? .critical : .warning,
      sentence: "No task runs \(context.since(since)): \(what)\(slots ?? "").",
      short: "no task runs: \(what)", evidence: waiting > 0 ? .workers : .vertices)
  }
}
