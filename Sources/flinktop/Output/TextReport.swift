import Dashboard
import StreamModel
import TerminalUI

/// Plain text for people and pipes: aligned columns, no colours, nothing a terminal would obey. The same words, signs
/// and notions as on the Jobs screen.
struct TextReport {
  /// A name within a line is cut to so many cells, unless all is wanted.
  static let longestName = 40

  var cluster: ClusterModel
  var takenAt: Timestamp
  var clock: LocalClock
  var charset: Charset
  var width = TextWidth.pipe

  /// One line about the cluster.
  var header: String {
    var parts = [cluster.identity.name]
    if let version = cluster.capabilities.version ?? cluster.overview?.value.version {
      parts.append("\(cluster.traits.shortName) \(version)")
    }
    if cluster.capabilities.isHistoryServer { parts.append("history server") }
    if let overview = cluster.overview?.value {
      parts.append("slots \(overview.slotsTotal - overview.slotsAvailable)/\(overview.slotsTotal)")
      let count = overview.taskManagers
      parts.append("\(count) \(cluster.traits.workers(count))")
    }
    if let error = cluster.connection.error {
      let age =
        cluster.lastAnswerAt.map { ", last answer \(Format.age(takenAt.since($0))) ago" } ?? ""
      parts.append("\(error.description(in: cluster.traits))\(age)")
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
    let rows = zip(jobs, verdicts).map { job, verdict in
      JobRow(job: job, verdict: verdict, charset: charset, now: takenAt)
    }
    let columns = cluster.capabilities.isHistoryServer ? endedJobColumns : liveJobColumns
    let sentences = zip(jobs, verdicts).compactMap { job, verdict -> String? in
      // What was found, and where "nothing found" is not "nothing wrong".
      let isUnjudged = !verdict.isComplete && !job.state.isTerminal
      guard !verdict.findings.isEmpty || isUnjudged else { return nil }
      let sign = verdict.severity.sign(charset)
      return SafeText.plain("\(sign) \(name(of: job)): " + verdict.sentences.joined(separator: " "))
    }
    return
      ([header, "", jobs.isEmpty ? "No jobs on this cluster." : table(columns, rows)]
      + (sentences.isEmpty ? [] : [""] + sentences)).joined(separator: "\n")
  }

  private typealias JobColumn = ReportColumn<JobRow>

  private var liveJobColumns: [JobColumn?] {
    let jobs = JobTable.table
    return standingColumns + [
      JobColumn(TextColumn("UP", isRight: true, dropOrder: 4)) { ran($0.job) },
      JobColumn("in", of: jobs), JobColumn("out", of: jobs, dropOrder: 3),
      JobColumn("busiest", of: jobs, minimum: width.isTerminal ? 10 : 16, dropOrder: 5),
      JobColumn("busy", of: jobs), JobColumn("backpressure", of: jobs, dropOrder: 2),
      JobColumn("lag", of: jobs),
      JobColumn(TextColumn("CHECKPOINT", dropOrder: 1)) { TextCell(checkpoint($0.job)) },
      JobColumn(idColumn) { TextCell($0.job.id.text) },
    ]
  }

  /// What a history server has: no figures of now.
  private var endedJobColumns: [JobColumn?] {
    standingColumns + [
      JobColumn(TextColumn("RAN", isRight: true)) { ran($0.job) },
      JobColumn(TextColumn("ENDED", dropOrder: 1)) { row in
        TextCell(row.job.summary.value.endTime.map { clock.full($0) } ?? "-")
      },
      JobColumn("in", of: JobTable.table, head: "IN"),
      JobColumn("out", of: JobTable.table, head: "OUT"),
      JobColumn(idColumn) { TextCell($0.job.id.text) },
    ]
  }

  private var standingColumns: [JobColumn?] {
    [
      JobColumn("health", of: JobTable.table),
      JobColumn("name", of: JobTable.table, minimum: width.isTerminal ? 12 : 20),
      JobColumn("state", of: JobTable.table),
    ]
  }

  /// Any unique prefix of an id names its job, so that a terminal gets one where there is no room.
  private var idColumn: TextColumn { TextColumn("ID", minimum: width.isTerminal ? 9 : nil) }

  /// What stands for the table of vertices where there are none to list.
  private func noVertices(of job: JobModel) -> String? {
    guard let detail = job.detail?.value else { return "Nothing is known of its vertices." }
    guard detail.vertices.isEmpty, !detail.areEdgesTold else { return nil }
    let version = cluster.capabilities.version.map { " " + $0 } ?? ""
    return "Not provided by \(cluster.traits.shortName)\(version): vertices."
  }

  /// One job with its vertices.
  func job(_ id: JobID) -> String {
    guard let job = cluster.job(id) else { return "" }
    let verdict = cluster.verdict(of: job, at: takenAt) { clock.brief($0, now: takenAt) }
    var sentences = verdict.sentences
    if job.isCheckpointingEnabled == false, !job.state.isTerminal {
      sentences.append("Checkpointing is off.")
    }
    if verdict.isFirstSight, verdict.severity < .warning {
      sentences.append("That is by averages of a minute; `flinktop health` reads counters twice.")
    }
    return
      ([header, "", title([job.state.name, ran(job).text, job.id.text], of: job)]
      + sentences.map(SafeText.plain)
      + ["", noVertices(of: job) ?? vertices(of: job)])
      .joined(separator: "\n")
  }

  private func vertices(of job: JobModel) -> String {
    typealias Column = ReportColumn<VertexRow>
    let isHistory = cluster.capabilities.isHistoryServer
    let vertices = VertexTable.table
    var columns: [Column?] = [
      Column(TextColumn("VERTEX", minimum: 20)) {
        TextCell($0.vertex.name, short: $0.vertex.shortName)
      },
      Column(TextColumn("STATE")) { TextCell($0.vertex.state.name) },
      Column(TextColumn("P", isRight: true)) {
        TextCell($0.vertex.parallelism.map(String.init) ?? "-")
      },
    ]
    if !isHistory {
      columns += [
        Column("busy", of: vertices), Column("backpressure", of: vertices, head: "BP"),
        Column(TextColumn("IDLE", isRight: true)) {
          TextCell($0.pressure?.idle.map { Format.percent($0.value) } ?? "-")
        },
      ]
    }
    columns += [
      Column("in", of: vertices, head: isHistory ? "IN" : nil),
      Column("out", of: vertices, head: isHistory ? "OUT" : nil),
    ]
    if !isHistory {
      columns.append(
        Column(TextColumn("LAG", isRight: true)) {
          TextCell($0.lagText)
        })
    }
    let rows = (job.detail?.value.vertices ?? []).map { vertex in
      VertexRow(
        vertex: vertex, model: job.vertices[vertex.id], job: job, isCulprit: false,
        charset: charset, now: takenAt)
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
    typealias Column = ReportColumn<Checkpoint>
    // Never cut and nothing left out: a location is there to be copied.
    let columns: [Column?] = [
      Column(TextColumn("ID", isRight: true)) { TextCell(String($0.id.number)) },
      Column(TextColumn("TRIGGERED")) { TextCell(clock.full($0.triggeredAt)) },
      Column(TextColumn("DURATION", isRight: true)) { entry in
        TextCell(job.duration(of: entry, at: takenAt).map { Format.duration($0) } ?? "-")
      },
      Column(TextColumn("SIZE", isRight: true)) { entry in
        TextCell(entry.stateSize.map { Format.bytes(Double($0.bytes)) } ?? "-")
      },
      Column(TextColumn("STATUS")) { TextCell(standing(of: $0, in: job).status) },
      Column(TextColumn("TYPE")) { entry in
        let type = entry.isSavepoint ? "savepoint" : "checkpoint"
        return TextCell(entry.isOfSpan && entry.type == nil ? "-" : type)
      },
      Column(TextColumn("ACKED", isRight: true)) {
        TextCell($0.isOfSpan ? "-" : "\($0.acknowledgedSubtasks)/\($0.subtasks)")
      },
      Column(TextColumn("LOCATION OR CAUSE")) { TextCell(standing(of: $0, in: job).note) },
    ]
    let isInMemory = log.history.contains { $0.isInJobManagerOnly && !$0.isDiscarded }
    let remark =
      "They lie in the \(cluster.traits.controller)'s memory, and can't be restored from once it is gone."
    return (head + [summary] + (isInMemory ? [remark] : []) + ["", table(columns, log.history)])
      .joined(separator: "\n")
  }

  /// A status and a note, in a word each where there is nothing else to say.
  private func standing(of entry: Checkpoint, in job: JobModel) -> (status: String, note: String) {
    switch entry.status {
    case .completed where entry.isOfSpan: ("completed", "told by a span")
    case .failed where entry.isOfSpan: ("failed", "told by a span")
    case .inProgress where job.state.isTerminal: ("unfinished", "")
    case .inProgress: ("in progress", "")
    case .completed(_, true): ("discarded", "")
    case .completed where entry.isInJobManagerOnly:
      ("completed", "\(cluster.traits.controller)'s memory")
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

  private func table<Row>(_ columns: [ReportColumn<Row>?], _ rows: [Row]) -> String {
    TextTable(columns, rows, width: width, charset: charset).text
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

  func cut(_ text: String, to room: Int?) -> String {
    room.map { CellWidth.truncate(text, to: $0, isASCII: charset.isASCII) } ?? text
  }

  private func ran(_ job: JobModel) -> TextCell {
    TextCell(job.summary.value.duration.map { Format.age($0) } ?? "-")
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
