import Dashboard
import StreamModel
import TerminalUI

/// Plain text for people and pipes: aligned columns, no colours, nothing a terminal would obey. The same words, signs
/// and notions as on the Jobs screen.
struct TextReport {
  /// A name within a line is cut to so many cells, unless all is wanted.
  private static let longestName = 40

  var cluster: ClusterModel
  var takenAt: Timestamp
  var clock: LocalClock
  var charset: Charset
  var width = TextWidth.pipe

  /// One line about the cluster.
  var header: String {
    var parts = [cluster.identity.name]
    if let version = cluster.capabilities.version ?? cluster.overview?.value.version {
      parts.append("Flink \(version)")
    }
    if cluster.capabilities.isHistoryServer { parts.append("history server") }
    if let overview = cluster.overview?.value {
      parts.append("slots \(overview.slotsTotal - overview.slotsAvailable)/\(overview.slotsTotal)")
      let count = overview.taskManagers
      parts.append("\(count) \(count == 1 ? "TaskManager" : "TaskManagers")")
    }
    parts.append(clock.full(takenAt))
    return SafeText.plain(parts.joined(separator: "  "))
  }

  /// The Jobs table, worst first, and the verdict of each job that has one.
  func jobs(_ order: [JobID]) -> String {
    let jobs = order.compactMap { cluster.job($0) }
    let verdicts = jobs.map { job in
      cluster.verdict(of: job, at: takenAt) { clock.brief($0, now: takenAt) }
    }
    let table =
      cluster.capabilities.isHistoryServer
      ? endedJobs(jobs, verdicts) : liveJobs(jobs, verdicts)
    let sentences = zip(jobs, verdicts).compactMap { job, verdict -> String? in
      // What was found, and where "nothing found" is not "nothing wrong".
      let isUnjudged = !verdict.isComplete && !job.state.isTerminal
      guard !verdict.findings.isEmpty || isUnjudged else { return nil }
      let sign = verdict.severity.sign(charset)
      return SafeText.plain("\(sign) \(name(of: job)): " + verdict.sentences.joined(separator: " "))
    }
    return
      ([header, "", jobs.isEmpty ? "No jobs on this cluster." : table]
      + (sentences.isEmpty ? [] : [""] + sentences)).joined(separator: "\n")
  }

  private func liveJobs(_ jobs: [JobModel], _ verdicts: [Verdict]) -> String {
    let columns = [
      TextColumn(""), TextColumn("JOB", minimum: width.isTerminal ? 12 : 20), TextColumn("STATE"),
      TextColumn("UP", isRight: true, dropOrder: 4), TextColumn("IN/s", isRight: true),
      TextColumn("OUT/s", isRight: true, dropOrder: 3),
      TextColumn("BUSIEST", minimum: width.isTerminal ? 10 : 16, dropOrder: 5),
      TextColumn("BUSY", isRight: true),
      TextColumn("BP", isRight: true, dropOrder: 2), TextColumn("LAG", isRight: true),
      TextColumn("CHECKPOINT", dropOrder: 1), idColumn,
    ]
    let rows = zip(jobs, verdicts).map { job, verdict -> [TextCell] in
      let ended = job.state.isTerminal
      return [
        TextCell(verdict.severity.sign(charset)), TextCell(job.shownName),
        TextCell(job.state.name), ran(job),
        ended ? total(job.recordsInTotal) : rate(job.recordsIn),
        ended ? total(job.recordsOutTotal) : rate(job.recordsOut),
        TextCell(job.busiest.flatMap { job.vertex($0.value.vertex)?.shortName } ?? "-"),
        TextCell(job.busiest.map { Format.percent($0.value.ratio.value) } ?? "-"),
        TextCell(job.mostBackpressured.map { Format.percent($0.value.ratio.value) } ?? "-"),
        TextCell(job.watermarkLag.map { Format.duration($0.value) } ?? "-"),
        TextCell(checkpoint(job)), TextCell(job.id.text),
      ]
    }
    return table(columns, rows)
  }

  /// What a history server has: no figures of now.
  private func endedJobs(_ jobs: [JobModel], _ verdicts: [Verdict]) -> String {
    let columns = [
      TextColumn(""), TextColumn("JOB", minimum: width.isTerminal ? 12 : 20), TextColumn("STATE"),
      TextColumn("RAN", isRight: true), TextColumn("ENDED", dropOrder: 1),
      TextColumn("IN", isRight: true), TextColumn("OUT", isRight: true), idColumn,
    ]
    let rows = zip(jobs, verdicts).map { job, verdict -> [TextCell] in
      [
        TextCell(verdict.severity.sign(charset)), TextCell(job.shownName),
        TextCell(job.state.name), ran(job),
        TextCell(job.summary.value.endTime.map { clock.full($0) } ?? "-"),
        total(job.recordsInTotal), total(job.recordsOutTotal), TextCell(job.id.text),
      ]
    }
    return table(columns, rows)
  }

  /// Any unique prefix of an id names its job, so that a terminal gets one where there is no room.
  private var idColumn: TextColumn { TextColumn("ID", minimum: width.isTerminal ? 9 : nil) }

  /// One job with its vertices.
  func job(_ id: JobID) -> String {
    guard let job = cluster.job(id) else { return "" }
    let verdict = cluster.verdict(of: job, at: takenAt) { clock.brief($0, now: takenAt) }
    var sentences = verdict.sentences
    if job.isCheckpointingEnabled == false, !job.state.isTerminal {
      sentences.append("Checkpointing is off.")
    }
    return
      ([header, "", title([job.state.name, ran(job).text, job.id.text], of: job)]
      + sentences.map(SafeText.plain)
      + ["", job.detail == nil ? "Nothing is known of its vertices." : vertices(of: job)])
      .joined(separator: "\n")
  }

  private func vertices(of job: JobModel) -> String {
    let isEnded = job.state.isTerminal
    let isHistory = cluster.capabilities.isHistoryServer
    var columns = [
      TextColumn("VERTEX", minimum: 20), TextColumn("STATE"), TextColumn("P", isRight: true),
    ]
    if !isHistory {
      columns += ["BUSY", "BP", "IDLE"].map { TextColumn($0, isRight: true) }
    }
    columns += (isHistory ? ["IN", "OUT"] : ["IN/s", "OUT/s"]).map { TextColumn($0, isRight: true) }
    if !isHistory { columns.append(TextColumn("LAG", isRight: true)) }
    let rows = (job.detail?.value.vertices ?? []).map { vertex -> [TextCell] in
      let model = job.vertices[vertex.id]
      let pressure = model?.pressure?.value
      func share(_ ratio: Ratio?) -> TextCell {
        TextCell(ratio.map { Format.percent($0.value) } ?? "-")
      }
      let totals = job.totals(of: vertex)
      var row = [
        TextCell(vertex.name, short: vertex.shortName), TextCell(vertex.state.name),
        TextCell(vertex.parallelism.map(String.init) ?? "-"),
      ]
      if !isHistory {
        row += [share(pressure?.busy), share(pressure?.backpressured), share(pressure?.idle)]
      }
      row += [
        isEnded ? total(totals.recordsIn) : rate(model?.recordsIn),
        isEnded ? total(totals.recordsOut) : rate(model?.recordsOut),
      ]
      if !isHistory {
        row.append(TextCell(model?.watermarkLag.map { Format.duration($0.value) } ?? "-"))
      }
      return row
    }
    return table(columns, rows)
  }

  /// The checkpoints of a job.
  func checkpoints(_ id: JobID) -> String {
    guard let job = cluster.job(id) else { return header }
    let title = title([job.state.name, job.id.text], of: job)
    let head =
      [header, "", title] + (job.isCheckpointingEnabled == false ? [offSentence(job)] : [])
    guard let log = job.checkpoints, !job.hasNoCheckpoints else {
      let unknown = job.isCheckpointingEnabled == false ? [] : [unknownCheckpoints(of: job)]
      return (head + unknown).joined(separator: "\n")
    }
    let counts = log.latest.value.counts
    let summary =
      "\(counts.total) triggered, \(counts.completed) completed, \(counts.failed) failed, "
      + "\(job.checkpointsInProgress ?? 0) in progress, \(counts.restored) restored"
    let rows = log.history.map { entry -> [TextCell] in
      let (status, note) = standing(of: entry, in: job)
      return [
        TextCell(String(entry.id.number)), TextCell(clock.full(entry.triggeredAt)),
        TextCell(job.duration(of: entry, at: takenAt).map { Format.duration($0) } ?? "-"),
        TextCell(entry.stateSize.map { Format.bytes(Double($0.bytes)) } ?? "-"), TextCell(status),
        TextCell(entry.isSavepoint ? "savepoint" : "checkpoint"),
        TextCell("\(entry.acknowledgedSubtasks)/\(entry.subtasks)"), TextCell(note),
      ]
    }
    // Never cut and nothing left out: a location is there to be copied.
    let columns = [
      TextColumn("ID", isRight: true), TextColumn("TRIGGERED"),
      TextColumn("DURATION", isRight: true), TextColumn("SIZE", isRight: true),
      TextColumn("STATUS"), TextColumn("TYPE"), TextColumn("ACKED", isRight: true),
      TextColumn("LOCATION OR CAUSE"),
    ]
    let isInMemory = log.history.contains { $0.isInJobManagerOnly && !$0.isDiscarded }
    let remark =
      "They lie in the JobManager's memory, and can't be restored from once it is gone."
    return (head + [summary] + (isInMemory ? [remark] : []) + ["", table(columns, rows)])
      .joined(separator: "\n")
  }

  /// A status and a note, in a word each where there is nothing else to say.
  private func standing(of entry: Checkpoint, in job: JobModel) -> (status: String, note: String) {
    switch entry.status {
    case .inProgress where job.state.isTerminal: ("unfinished", "")
    case .inProgress: ("in progress", "")
    case .completed(_, true): ("discarded", "")
    case .completed where entry.isInJobManagerOnly: ("completed", "JobManager's memory")
    case .completed(let path, _): ("completed", path ?? "")
    case .failed(let cause): ("failed", cause ?? "")
    case .other(let name): (name, "")
    }
  }

  private func unknownCheckpoints(of job: JobModel) -> String {
    let error = cluster.failing[.checkpoints(job.id)]
    return SafeText.plain(
      "Nothing is known of its checkpoints" + (error.map { ": \($0.description)" } ?? "."))
  }

  private func offSentence(_ job: JobModel) -> String {
    job.hasNoCheckpoints
      ? "Checkpointing is off: the job takes no checkpoints."
      : "Checkpointing is off: what is listed was asked for."
  }

  // MARK: Parts

  private func table(_ columns: [TextColumn], _ rows: [[TextCell]]) -> String {
    TextTable(columns: columns, rows: rows, width: width, charset: charset).text
  }

  /// A line with the job's name first, cut so that the rest has room.
  private func title(_ parts: [String], of job: JobModel) -> String {
    let rest = parts.joined(separator: "  ")
    let room = width.columns.map { max(20, $0 - CellWidth.of(rest) - 2) }
    return SafeText.plain("\(cut(job.shownName, to: room))  \(rest)")
  }

  private func name(of job: JobModel) -> String {
    cut(job.shownName, to: width.columns == nil ? nil : Self.longestName)
  }

  private func cut(_ text: String, to room: Int?) -> String {
    room.map { CellWidth.truncate(text, to: $0, isASCII: charset.isASCII) } ?? text
  }

  private func ran(_ job: JobModel) -> TextCell {
    TextCell(job.summary.value.duration.map { Format.age($0) } ?? "-")
  }

  private func rate(_ rate: Observed<Rate>?) -> TextCell {
    TextCell(rate.map { Format.count($0.value.perSecond) } ?? "-")
  }

  /// Records in total, marked so that they are not taken for a rate.
  private func total(_ records: Int64?) -> TextCell {
    TextCell(records.map { charset.total + Format.count(Double($0)) } ?? "-")
  }

  private func checkpoint(_ job: JobModel) -> String {
    if job.hasNoCheckpoints { return "off" }
    guard job.checkpoints != nil else { return "-" }
    let failed = job.failedSinceLastCompleted
    guard let last = job.lastCompletedCheckpoint,
      let age = job.lastCompletedCheckpointAge(at: takenAt)
    else { return failed > 0 ? "\(failed) failed" : "none yet" }
    return "\(Format.age(age)) ago" + (last.duration.map { " took " + Format.duration($0) } ?? "")
      + (failed > 0 ? " \(charset.failed)\(failed)" : "")
  }
}
