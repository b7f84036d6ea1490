import StreamModel
import TerminalUI

extension ScreenPicture<JobManagerScreen> {
  /// What keeps us from the cluster, else what the JobManager is and what its users may do.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    drawHeadLines([headWordings.first(width: size.columns - 2)], in: &frame)
  }

  /// What it is and what its users may do, in fewer and fewer words.
  private var headWordings: [[Span]] {
    let capabilities = cluster.capabilities
    var version = [
      Span("\(cluster.traits.shortName) \(capabilities.version ?? "-")", .title)
    ]
    if let at = cluster.restartedAt {
      let time = "\(settings.clock.brief(at, now: now)), \(Format.age(now.since(at))) ago"
      version.append(Span("   restarted \(time)", .warning))
    }
    // `c0f8d1a @ 2026-06-14T16:29:03+02:00`: the commit alone tells as much.
    let revision = capabilities.revision
    let revisions = [revision, revision.map { String($0.prefix { $0 != " " }) }].map { text in
      text.map { [Span("   \($0)", .dim)] } ?? []
    }
    let features = [
      ("submit", capabilities.allowsSubmit), ("cancel", capabilities.allowsCancel),
      ("rescale", capabilities.allowsRescale),
    ].map { what, isAllowed in "\(what) \(isAllowed.map { $0 ? "yes" : "no" } ?? "-")" }
    let rights = [Span("   \(features.joined(separator: ", "))", .dim)]
    return [
      version + revisions[0] + rights, version + revisions[1] + rights, version + rights,
      version + revisions[1], version,
    ]
  }

  func draw(in frame: inout Frame) {
    let layout = JobManagerLayout(size)
    if !layout.process.isEmpty { drawProcess(in: layout.process, frame: &frame) }
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Configuration",
      remark: table.filterRemark(settings.charset) + environmentRemark
        + SettingTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard cluster.answers[.controllerConfiguration] != nil else {
      return drawReason(
        waitingText(.controllerConfiguration), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      let text = table.filter.isEmpty ? "Nothing is set." : noMatchText("setting", table.filter)
      return drawReason(text, in: layout.table, frame: &frame)
    }
    let rows = settingRows
    let placement = SettingTable.table.placement(hiding: table.hidden, in: layout.table)
    SettingTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows.indices.contains($0) ? rows[$0] : nil }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = screen.selected(in: context) {
      drawDetail(CellText(row.whole), in: layout.detail, frame: &frame)
    }
  }

  /// Why nothing is told of the JVM's options, where that is so.
  private var environmentRemark: String {
    let separator = " \(settings.charset.separator) "
    if cluster.capabilities.refusals[.controllerEnvironment] != nil {
      return "JVM options not told by \(cluster.traits.shortName) before 1.16" + separator
    }
    guard cluster.answers[.controllerEnvironment] == nil,
      let error = cluster.failing[.controllerEnvironment]
    else { return "" }
    return "JVM options: \(text(error))" + separator
  }

  // MARK: The process

  private func drawProcess(in rect: Rect, frame: inout Frame) {
    let told = cluster.answers[.controller]
    let age = told.map { "\(Format.age(now.since($0.receivedAt))) ago" } ?? ""
    let inside = Box.draw(
      rect, title: "Its JVM", remark: age, charset: settings.charset, in: &frame)
    guard let told else {
      return drawReason(waitingText(.controller), in: inside, frame: &frame)
    }
    guard FigureAge(of: told.receivedAt, at: now) != .expired else {
      return drawReason(waitingText(.controller), in: inside, frame: &frame)
    }
    let metrics = told.value.metrics
    let isOld = FigureAge(of: told.receivedAt, at: now) == .old
    let bars: [(String, TaskManagerMetrics.Memory)] = [
      ("heap", metrics.heap), ("non-heap", metrics.nonHeap), ("metaspace", metrics.metaspace),
    ]
    var row = inside.row
    for (label, memory) in bars {
      drawBar(label, memory, isOld: isOld, row: row, in: inside, frame: &frame)
      row += 1
    }
    for (label, value, role) in lines(of: told.value) where row < inside.endRow - 1 {
      let padded = label + String(repeating: " ", count: max(1, 12 - label.count))
      frame.put(
        [Span(padded, .dim), Span(value, isOld ? .dim : role)], column: inside.column + 1,
        row: row, limit: inside.columns - 2, charset: settings.charset)
      row += 1
    }
    drawChart(
      Chart(
        label: "heap", series: told.value.heapSeries, span: .seconds(900), scale: .fromZero,
        role: .graph, format: { Format.bytes($0) }), column: inside.column + 1, row: row,
      width: inside.columns - 2, in: &frame)
  }

  private func drawBar(
    _ label: String, _ memory: TaskManagerMetrics.Memory, isOld: Bool, row: Int, in rect: Rect,
    frame: inout Frame
  ) {
    func size(_ count: ByteCount?) -> String {
      count.map { Format.bytes(Double($0.bytes)) } ?? "-"
    }
    let cells = max(8, min(40, rect.columns - 44))
    frame.put(label, column: rect.column + 1, row: row, style: .dim)
    let share = memory.share
    let bar = share.map {
      Bar.text($0.value, width: cells, charset: settings.charset)
    }
    frame.put(
      bar ?? "", column: rect.column + 13, row: row,
      style: Style(isOld ? .dim : (share?.value ?? 0) >= 0.9 ? .warning : .graph))
    let percent = share.map { ", \(Format.percent($0.value))" } ?? ""
    let limit = memory.limit.map { " of \(size($0))" } ?? ""
    frame.put(
      size(memory.used) + limit + percent, column: rect.column + 14 + cells, row: row,
      limit: rect.columns - 15 - cells, style: isOld ? .dim : .text, charset: settings.charset)
  }

  private func lines(of told: ControllerDetail) -> [(String, String, Role)] {
    let metrics = told.metrics
    let direct =
      metrics.direct.used.map { "\(Format.bytes(Double($0.bytes))) direct" } ?? "- direct"
    let threads = metrics.threads.map { "\($0) threads" } ?? "- threads"
    let load = metrics.cpuLoad.map { "CPU \(Format.percent($0.value))" } ?? "CPU -"
    let share = told.garbage.timePerSecond.flatMap { Ratio($0.inSeconds) }
    let lately = share.map { "\(Format.percent($0.value)) of the time lately   " } ?? ""
    let collectors = metrics.collectors.filter { $0.name != "All" }.map { collector in
      let count = collector.collections.map(String.init) ?? "-"
      let time = collector.time.map { Format.duration($0) } ?? "-"
      return "\(collector.name.replacing("_", with: " ")) \(count) in \(time)"
    }
    let garbage = lately + collectors.joined(separator: ", ")
    return [
      ("process", "\(direct)   \(threads)   \(load)", .text),
      (
        "GC", garbage.isEmpty ? "-" : garbage, share.map(TaskManagerTable.role(ofGarbage:)) ?? .text
      ),
    ]
  }
}
