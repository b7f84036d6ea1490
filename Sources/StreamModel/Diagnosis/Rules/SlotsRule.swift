/// Rule 11: tasks that wait for slots.
package enum SlotsRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
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
}
