import Dashboard
import StreamModel
import TerminalUI

/// Plain text for people and pipes: aligned columns, no colours, nothing a terminal would obey. The same words, signs
/// and notions as on the Jobs screen.
struct TextReport {
  var cluster: ClusterModel
  var takenAt: Timestamp
  var clock: LocalClock
  var charset: Charset

  /// Columns as wide as their widest cell, two blanks apart; the last one is not padded. Numbers are
  /// aligned to the right.
  static func table(_ head: [String], _ rows: [[String]], rightAligned: Set<Int> = []) -> String {
    let safe = ([head] + rows).map { $0.map(SafeText.plain) }
    let widths = head.indices.map { column in safe.map { CellWidth.of($0[column]) }.max() ?? 0 }
    return safe.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - CellWidth.of(cell))
        if column > 0 { line += "  " }
        line += rightAligned.contains(column) ? padding + cell : cell + padding
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// One line about the cluster.
  var header: String {
    var parts = [cluster.identity.name]
    if let version = cluster.capabilities.version ?? cluster.overview?.value.version {
      parts.append("Flink \(version)")
    }
    if let overview = cluster.overview?.value {
      parts.append("slots \(overview.slotsTotal - overview.slotsAvailable)/\(overview.slotsTotal)")
      parts.append("\(overview.taskManagers) TaskManagers")
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
    let rows = zip(jobs, verdicts).map { job, verdict -> [String] in
      let isEnded = job.state.isTerminal
      return [
        verdict.severity.sign(charset), job.shownName, job.state.name,
        job.summary.value.duration.map { Format.age($0) } ?? "-",
        rate(isEnded ? nil : job.recordsIn), rate(isEnded ? nil : job.recordsOut),
        job.busiest.flatMap { job.vertex($0.value.vertex)?.shortName } ?? "-",
        job.busiest.map { Format.percent($0.value.ratio.value) } ?? "-",
        job.mostBackpressured.map { Format.percent($0.value.ratio.value) } ?? "-",
        job.watermarkLag.map { Format.duration($0.value) } ?? "-", checkpoint(job), job.id.text,
      ]
    }
    let table = Self.table(
      [
        "", "JOB", "STATE", "UP", "IN/s", "OUT/s", "BUSIEST", "BUSY", "BP", "LAG", "CHECKPOINT",
        "ID",
      ], rows, rightAligned: [3, 4, 5, 7, 8, 9])
    let sentences = zip(jobs, verdicts).compactMap { job, verdict -> String? in
      guard !verdict.findings.isEmpty else { return nil }
      let sign = verdict.severity.sign(charset)
      return SafeText.plain("\(sign) \(job.shownName): " + verdict.sentences.joined(separator: " "))
    }
    return
      ([header, "", jobs.isEmpty ? "No jobs on this cluster." : table]
      + (sentences.isEmpty ? [] : [""] + sentences)).joined(separator: "\n")
  }

  /// One job with its vertices.
  func job(_ id: JobID) -> String {
    guard let job = cluster.job(id) else { return "" }
    let rows = (job.detail?.value.vertices ?? []).map { vertex -> [String] in
      let model = job.vertices[vertex.id]
      let pressure = model?.pressure?.value
      func share(_ ratio: Ratio?) -> String { ratio.map { Format.percent($0.value) } ?? "-" }
      return [
        vertex.name, vertex.state.name, String(vertex.parallelism), share(pressure?.busy),
        share(pressure?.backpressured), share(pressure?.idle), rate(model?.recordsIn),
        rate(model?.recordsOut), model?.watermarkLag.map { Format.duration($0.value) } ?? "-",
      ]
    }
    let table = Self.table(
      ["VERTEX", "STATE", "P", "BUSY", "BP", "IDLE", "IN/s", "OUT/s", "LAG"], rows,
      rightAligned: [2, 3, 4, 5, 6, 7, 8])
    let verdict = cluster.verdict(of: job, at: takenAt) { clock.brief($0, now: takenAt) }
    let up = job.summary.value.duration.map { Format.age($0) } ?? "-"
    let title = SafeText.plain("\(job.shownName)  \(job.state.name)  \(up)  \(job.id.text)")
    return ([header, "", title] + verdict.sentences.map(SafeText.plain) + ["", table])
      .joined(separator: "\n")
  }

  /// The checkpoints of a job.
  func checkpoints(_ id: JobID) -> String {
    guard let job = cluster.job(id) else { return header }
    let title = SafeText.plain("\(job.shownName)  \(job.state.name)  \(job.id.text)")
    guard let log = job.checkpoints, !job.hasNoCheckpoints else {
      return [header, "", title, noCheckpoints(of: job)].joined(separator: "\n")
    }
    let counts = log.latest.value.counts
    let summary =
      "\(counts.total) triggered, \(counts.completed) completed, \(counts.failed) failed, "
      + "\(counts.inProgress) in progress, \(counts.restored) restored"
    let rows = log.history.map { entry -> [String] in
      let (status, note) = standing(of: entry)
      return [
        String(entry.id.number), clock.full(entry.triggeredAt),
        job.duration(of: entry, at: takenAt).map { Format.duration($0) } ?? "-",
        entry.stateSize.map { Format.bytes(Double($0.bytes)) } ?? "-", status,
        entry.isSavepoint ? "savepoint" : "checkpoint",
        "\(entry.acknowledgedSubtasks)/\(entry.subtasks)", note,
      ]
    }
    let table = Self.table(
      ["ID", "TRIGGERED", "DURATION", "SIZE", "STATUS", "TYPE", "ACKED", "LOCATION OR CAUSE"], rows,
      rightAligned: [0, 2, 3, 6])
    var remarks = job.isCheckpointingEnabled == false ? [noCheckpoints(of: job)] : []
    if log.history.contains(where: { $0.isInJobManagerOnly && !$0.isDiscarded }) {
      remarks.append(
        "They lie in the JobManager's memory, and can't be restored from once it is gone.")
    }
    return ([header, "", title, summary] + remarks + ["", table]).joined(separator: "\n")
  }

  /// A status and a note, in a word each where there is nothing else to say.
  private func standing(of entry: Checkpoint) -> (status: String, note: String) {
    switch entry.status {
    case .inProgress: ("in progress", "")
    case .completed(_, true): ("discarded", "")
    case .completed where entry.isInJobManagerOnly:
      ("completed", "JobManager's memory")
    case .completed(let path, _): ("completed", path ?? "")
    case .failed(let cause): ("failed", cause ?? "")
    case .other(let name): (name, "")
    }
  }

  private func noCheckpoints(of job: JobModel) -> String {
    if job.isCheckpointingEnabled == false { return "Checkpointing is off for this job." }
    let error = cluster.failing[.checkpoints(job.id)]
    return SafeText.plain(
      "Its checkpoints are not known" + (error.map { ": \($0.description)" } ?? "."))
  }

  private func rate(_ rate: Observed<Rate>?) -> String {
    rate.map { Format.count($0.value.perSecond) } ?? "-"
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
