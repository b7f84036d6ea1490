/// A job that was alive when it vanished from the list: its JobManager lost its memory (a restart without high
/// availability), or the cluster was taken down.
package enum LossRule {
  package static func finding(
    in job: JobModel, since lostAt: Timestamp, context: DiagnosisContext
  ) -> Finding {
    let since = context.since(lostAt)
    var sentence = "The JobManager does not know it any more, \(since): it was \(job.state.name). "
    // What it takes to start it again.
    if let last = job.lastCompletedCheckpoint {
      let age = Phrase.duration(max(.zero, lostAt.since(job.onOurClock(last.endedAt))))
      sentence += "Its last completed checkpoint \(last.id.number) was \(age) old"
      if case .completed(let path?, _) = last.status { sentence += ", at \(path)" }
    } else {
      sentence += "No completed checkpoint of it is known"
    }
    return Finding(
      rule: .state, severity: .critical, sentence: Phrase.sentence(sentence),
      short: "gone \(since), was \(job.state.name)")
  }
}
