import StreamModel
import TerminalUI

extension ScreenPicture<CheckpointsScreen> {
  /// Counts and distributions, what was restored, and the configuration.
  func drawSummary(_ model: JobModel, in rect: Rect, frame: inout Frame) {
    let isWide = size.columns >= 100
    let left = isWide ? size.columns * 3 / 5 : size.columns
    let inside = Box.draw(
      Rect(column: 0, row: rect.row, columns: left, rows: rect.rows), title: "Summary",
      remark: countsText(model, width: left - "Summary".count - 9), charset: settings.charset,
      in: &frame)
    drawDistributions(model, in: inside, frame: &frame)
    guard isWide else { return }
    let right = Box.draw(
      Rect(column: left, row: rect.row, columns: size.columns - left, rows: rect.rows),
      title: "Configuration", charset: settings.charset, in: &frame)
    for (index, line) in configurationLines(model).prefix(right.rows).enumerated() {
      frame.put(line.label, column: right.column + 1, row: right.row + index, style: .dim)
      frame.put(
        line.value,
        column: right.column + 18, row: right.row + index, limit: right.columns - 20,
        charset: settings.charset)
    }
  }

  private func countsText(_ model: JobModel, width: Int) -> String {
    guard let counts = model.checkpoints?.latest.value.counts else { return "" }
    var parts = [
      LinePart("\(counts.total) triggered", importance: 3),
      LinePart("\(counts.completed) completed", importance: 4),
      LinePart("\(counts.failed) failed", importance: 5),
    ]
    // What was under way when its job ended or was last heard of is so no more.
    let isLost = cluster.vanishedAt(model.id) != nil
    if let count = model.checkpointsInProgress, count > 0, !isLost {
      parts.append(LinePart("\(count) in progress", importance: 2))
    }
    if counts.restored > 0 { parts.append(LinePart("\(counts.restored) restored", importance: 1)) }
    return LinePart.line(parts, separator: " \(settings.charset.separator) ", width: width)
  }

  private func drawDistributions(_ model: JobModel, in rect: Rect, frame: inout Frame) {
    guard let statistics = model.checkpoints?.latest.value else {
      drawReason(noCheckpointsText(model), in: rect, frame: &frame)
      return
    }
    let time: @Sendable (Double) -> String = { Format.duration(seconds: $0 / 1000) }
    let rows = [
      DistributionRow(name: "duration", figures: statistics.duration, format: time),
      DistributionRow(name: "state size", figures: statistics.stateSize, format: Format.bytes),
      DistributionRow(name: "written", figures: statistics.checkpointedSize, format: Format.bytes),
      DistributionRow(name: "in-flight", figures: statistics.processedData, format: Format.bytes),
      DistributionRow(name: "persisted", figures: statistics.persistedData, format: Format.bytes),
    ]
    let table = DistributionRow.table
    let placement = table.placement(in: rect)
    // Two rows stay for what was restored and the last savepoint.
    let room = max(1, rect.rows - (size.columns < 100 ? 4 : 3))
    table.draw(rows.prefix(room), at: placement, charset: settings.charset, in: &frame)
    drawRestored(statistics, of: model, in: rect, frame: &frame)
  }

  private func drawRestored(
    _ statistics: CheckpointStatistics, of model: JobModel, in rect: Rect, frame: inout Frame
  ) {
    guard rect.rows >= 4 else { return }
    var lines: [(String, String)] = []
    if let restored = statistics.restored {
      let what = restored.isSavepoint ? "savepoint" : "checkpoint"
      lines.append(
        (
          "restored",
          "\(what) \(restored.id.number) at \(settings.clock.brief(restored.at, now: now))  "
            + (restored.path ?? "")
        ))
    } else {
      let wordings = ["not from a checkpoint or savepoint", "from nothing"]
      lines.append(("restored", LinePart.first(wordings, width: rect.columns - 13)))
    }
    if let savepoint = statistics.latestSavepoint {
      let age = serverKnownAt.since(savepoint.lastAcknowledgedAt ?? savepoint.triggeredAt)
      let place = savepoint.isDiscarded ? "discarded since" : savepoint.restorePath ?? ""
      lines.append(("savepoint", "\(Format.age(age)) ago  \(place)"))
    } else {
      lines.append(("savepoint", "none taken"))
    }
    // Without a box of its own the configuration is told in a line.
    if size.columns < 100, let configuration = model.checkpointConfiguration?.value {
      lines.append(("config", configurationLine(configuration, width: rect.columns - 13)))
    }
    for (index, line) in lines.enumerated() {
      let row = rect.endRow - lines.count + index
      frame.put(line.0, column: rect.column + 1, row: row, style: .dim)
      frame.put(
        line.1,
        column: rect.column + 12, row: row, limit: rect.columns - 13, charset: settings.charset)
    }
  }

  private func configurationLine(_ configuration: CheckpointConfiguration, width: Int) -> String {
    let interval = configuration.interval.map { "every \(Format.interval($0))" } ?? "off"
    var parts = [LinePart(interval, importance: 5)]
    if let timeout = configuration.timeout {
      parts.append(LinePart("timeout \(Format.interval(timeout))", importance: 4))
    }
    let mode = (configuration.mode ?? "-").replacing("_", with: " ")
    parts.append(LinePart(mode, importance: 2))
    if configuration.isUnaligned == true { parts.append(LinePart("unaligned", importance: 3)) }
    if let backend = configuration.stateBackend { parts.append(LinePart(backend, importance: 1)) }
    return LinePart.line(parts, separator: ", ", width: width)
  }

  private func configurationLines(_ model: JobModel) -> [(label: String, value: String)] {
    guard let configuration = model.checkpointConfiguration?.value else {
      return [("", emptyText(model, .checkpointConfiguration(model.id)))]
    }
    func text(_ duration: Duration?) -> String { duration.map { Format.interval($0) } ?? "-" }
    func text(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "-" }
    // Integer.MAX_VALUE is how Java says that there is no limit.
    let tolerated = configuration.tolerableFailures.map { count in
      count >= Int(Int32.max) ? "any number of failures" : "\(count) failures in a row"
    }
    let kept: String
    if let deletes = configuration.externalizedDeletesOnCancellation {
      kept = deletes ? "deleted on cancel" : "kept on cancel"
    } else {
      kept = "deleted when the job ends"
    }
    return [
      ("interval", configuration.interval.map { Format.interval($0) } ?? "off"),
      ("timeout", text(configuration.timeout)),
      (
        "pause, parallel",
        "\(text(configuration.minPause)), \(configuration.maxConcurrent.map(String.init) ?? "-")"
      ),
      (
        "mode",
        (configuration.mode ?? "-").replacing("_", with: " ")
          + (configuration.isUnaligned == true ? ", unaligned" : "")
      ),
      ("tolerates", tolerated ?? "-"),
      ("state backend", configuration.stateBackend ?? "-"),
      ("storage", configuration.storage ?? "-"), ("externalized", kept),
      ("changelog", text(configuration.isChangelogEnabled)),
    ]
  }
}
