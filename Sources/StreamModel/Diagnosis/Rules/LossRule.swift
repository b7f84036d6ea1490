/// A job that was alive when it vanished from the list: its JobManager lost its memory (a restart without high
/// availability), or the cluster was taken down.
package enum LossRule {
  package static func finding(
    in job: JobModel, since lostAt: Timestamp, namesake: Namesake? = nil, context: DiagnosisContext
  ) -> Finding {
    let since = context.since(lostAt)
    let controller = context.traits.controller
    var sentence =
      "The \(controller) does not know it any more, \(since): it was \(job.state.name). "
    if let namesake { sentence += namesake.sentence + " " }
    // What it takes to start it again.
    if let last = job.lastCompletedCheckpoint {
      let age = Phrase.duration(max(.zero, lostAt.since(job.onOurClock(last.endedAt))))
      sentence += "Its last completed checkpoint \(last.id.number) was \(age) old"
      sentence += job.place(of: last, controller: controller)
      // What was made between the last answer and the end nobody has told, nor what was deleted for it.
      sentence += ", as far as was seen: a newer one may have taken its place"
    } else if let log = job.checkpoints, log.latest.value.counts.completed == 0 {
      sentence += "None of its checkpoints had completed"
    } else if job.isCheckpointingEnabled == false {
      sentence += "It took no checkpoints"
    } else {
      sentence += "Nothing was told of its checkpoints"
    }
    let goesOn = namesake.flatMap { $0.origin == nil ? nil : ", goes on as \($0.shortID)" } ?? ""
    return Finding(
      rule: .state, severity: goesOn.isEmpty ? .critical : .note,
      sentence: Phrase.sentence(sentence),
      short: "gone \(since), was \(job.state.name)" + goesOn,
      evidence: job.lastCompletedCheckpoint.map { .checkpoint($0.id) } ?? .checkpoints,
      since: Onset(at: lostAt))
  }
}

extension JobModel {
  /// Where to restore from: the last checkpoint, else the newest before it that can be.
  fileprivate func place(of last: Checkpoint, controller: String) -> String {
    if let path = last.restorePath { return ", at \(path)" }
    let reason =
      last.isInJobManagerOnly
      ? "; it lay in the \(controller)'s memory and can't be restored from"
      : last.isDiscarded
        ? "; it was discarded since, as a newer one had completed\(last.neighbours)" : ""
    let latest = checkpoints?.latest.value
    let known =
      [latest?.latestSavepoint].compactMap(\.self) + (checkpoints?.history.prefix(64) ?? [])
    guard let other = known.filter({ $0.restorePath != nil }).max(by: { $0.id < $1.id }),
      let path = other.restorePath
    else { return reason }
    let kind = other.isSavepoint ? "savepoint" : "checkpoint"
    return reason + "; \(kind) \(other.id.number) is at \(path)"
  }
}

extension Checkpoint {
  /// `, to be looked for in s3://c/orders/4a1b`: where those of the same job lie, where that is known.
  fileprivate var neighbours: String {
    guard case .completed(let path?, _) = status, let slash = path.lastIndex(of: "/"),
      path[..<slash].contains("/")
    else { return "" }
    return ", to be looked for in \(path[..<slash])"
  }
}
