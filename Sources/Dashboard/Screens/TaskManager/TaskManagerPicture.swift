import StreamModel
import TerminalUI

extension ScreenPicture<TaskManagerScreen> {
  /// What keeps us from the cluster or from the TaskManager, else how it stands.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    if isGone {
      let text =
        standingText(of: screen.owner, "what was known of it stays").flatMap {
          CellWidth.of($0) <= size.columns - 2 ? $0 : nil
        } ?? standingText(of: screen.owner, nil)
      return drawHeadLines([[Span(text ?? "", .warning)]], in: &frame)
    }
    guard let row = screen.row(in: context) else { return }
    let manager = row.taskManager
    var spans = [Span(manager.id.text, .title)]
    if manager.isBlocked { spans.append(Span("   blocked: it takes no new tasks", .warning)) }
    spans.append(Span("   \(row.usedSlots) of \(manager.slots) slots used", .dim))
    let age = row.heartbeatAge
    let isLate = age.map(TaskManagerTable.role(ofHeartbeat:)) == .warning
    spans.append(
      Span(
        "   heartbeat \(age.map { "\(Format.age($0)) ago" } ?? "-")", isLate ? .warning : .dim))
    spans.append(Span("   data port \(manager.dataPort.map(String.init) ?? "-")", .dim))
    if let error = cluster.failing[.taskManager(screen.id)] {
      spans.insert(Span("\(text(error).asSentence) ", .warning), at: 0)
    }
    drawHeadLines([spans.whole(width: size.columns - 2)], in: &frame)
  }

  func draw(in frame: inout Frame) {
    let layout = TaskManagerLayout(size)
    if !layout.memory.isEmpty { drawMemory(in: layout.memory, frame: &frame) }
    if !layout.process.isEmpty { drawProcess(in: layout.process, frame: &frame) }
    drawWork(layout, in: &frame)
  }

  private var isGone: Bool { standing(of: screen.owner) != .there }

  /// Its metrics as far as they are shown. Of one that is gone the last ones stay.
  private var metrics: TaskManagerMetrics? {
    guard let detail = screen.detail,
      isGone || FigureAge(of: detail.receivedAt, at: now) != .expired
    else { return nil }
    return detail.value.metrics
  }

  /// Why nothing is known of it.
  private var unknownText: String {
    standingText(of: screen.owner, "nothing of it is known")
      ?? waitingText(.taskManager(screen.id))
  }

  /// How old the figures are.
  private var age: String {
    screen.detail.map { "\(Format.age(now.since($0.receivedAt))) ago" } ?? ""
  }

  private var isOld: Bool {
    screen.detail.map { isGone || FigureAge(of: $0.receivedAt, at: now) != .current } ?? true
  }

  // MARK: Work

  private func drawWork(_ layout: TaskManagerLayout, in frame: inout Frame) {
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: isGone ? "What it ran" : "What it runs",
      remark: table.filterRemark(settings.charset) + WorkTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard let detail = screen.detail else {
      return drawReason(unknownText, in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(
        table.filter.isEmpty ? emptyText(detail.value) : noMatchText("job or task", table.filter),
        in: layout.table, frame: &frame)
    }
    let rows = Dictionary(
      workRows(on: screen.id, of: detail).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let placement = WorkTable.table.placement(hiding: table.hidden, in: layout.table)
    WorkTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// 1.13 has an empty list whatever runs there.
  private func emptyText(_ detail: TaskManagerDetail) -> String {
    guard detail.taskManager.freeSlots < detail.taskManager.slots else {
      return "None of its slots is used."
    }
    let version = cluster.capabilities.version ?? "-"
    return "\(cluster.traits.shortName) \(version) does not tell which jobs have its slots."
  }

  // MARK: Memory

  /// How the memory was dealt out as one bar, then each part with what is in use of it.
  private func drawMemory(in rect: Rect, frame: inout Frame) {
    let memory = screen.row(in: context)?.taskManager.memory
    let title = memory?.totalProcess.map { "Memory: \(MemoryPool.text($0))" } ?? "Memory"
    let inside = Box.draw(rect, title: title, remark: age, charset: settings.charset, in: &frame)
    guard let memory else { return drawReason(unknownText, in: inside, frame: &frame) }
    let charset = settings.charset
    let pools = MemoryPool.all(of: memory, metrics)
    let sizes = pools.map { Double($0.size?.bytes ?? 0) }
    let sum = sizes.reduce(0, +)
    if sum > 0 {
      let cells = Bar.cells(sizes.map { $0 / sum }, width: inside.columns - 2)
      let spans = zip(pools.indices, cells).map { index, count in
        Span(String(repeating: fill(index).0, count: count), fill(index).1)
      }
      frame.put(
        spans, column: inside.column + 1, row: inside.row, limit: inside.columns - 2,
        charset: charset)
    }
    for (index, pool) in pools.enumerated() where index + 1 < inside.rows {
      let row = inside.row + 1 + index
      let mark = Span(String(fill(index).0) + " ", fill(index).1)
      let name = pool.name + String(repeating: " ", count: max(1, 10 - pool.name.count))
      frame.put(
        [mark, Span(name, .dim)], column: inside.column + 1, row: row, limit: 12, charset: charset)
      drawUse(of: pool, row: row, in: inside, frame: &frame)
    }
  }

  /// What tells one part from its neighbours, without colour too.
  private func fill(_ index: Int) -> (Character, Role) {
    let charset = settings.charset
    let fills = [
      (charset.busyFill, Role.busy), (charset.backpressuredFill, .backpressured),
      (charset.idleFill, .idle),
    ]
    return fills[index % fills.count]
  }

  private func drawUse(of pool: MemoryPool, row: Int, in rect: Rect, frame: inout Frame) {
    let start = rect.column + 13
    // With what else is known of a part where there is room for it.
    let cells = max(0, min(24, rect.columns - (rect.columns < 84 ? 42 : 74)))
    let role: Role = isOld ? .dim : pool.isFull ? .warning : .text
    if let share = pool.share, cells > 0 {
      frame.put(
        Bar.text(share, width: cells, charset: settings.charset), column: start, row: row,
        style: Style(role == .text ? .graph : role))
    }
    let column = start + (cells > 0 ? cells + 1 : 0)
    let use = pool.text
    let blanks = String(repeating: " ", count: max(2, 25 - use.count))
    let room = rect.endColumn - 1 - column
    let spans = [Span(use, role), Span(pool.note.isEmpty ? "" : blanks + pool.note, .dim)]
    frame.put(
      spans.whole(width: room), column: column, row: row, limit: room, charset: settings.charset)
  }

  // MARK: The process

  private func drawProcess(in rect: Rect, frame: inout Frame) {
    let inside = Box.draw(
      rect, title: "Its JVM", remark: age, charset: settings.charset, in: &frame)
    guard let row = screen.row(in: context), let detail = screen.detail?.value else {
      return drawReason(unknownText, in: inside, frame: &frame)
    }
    let charts = [
      Chart(
        label: "heap", series: detail.heapSeries, span: .seconds(900), scale: .fromZero,
        role: .graph, format: { Format.bytes($0) }),
      Chart(
        label: "GC", series: detail.garbageSeries, span: .seconds(900), scale: .fromZero,
        role: .graph, format: { Format.percent($0) }),
    ]
    let all = lines(of: row)
    // What moves goes before what was set when it started.
    let shown = all.prefix(2) + (inside.rows < 4 ? [] : all.dropFirst(2).prefix(inside.rows - 4))
    for (index, line) in shown.enumerated() {
      let place = index < 2 ? index : index + charts.count
      let label = line.label + String(repeating: " ", count: max(1, 8 - line.label.count))
      frame.put(
        [Span(label, .dim), Span(line.value, isOld && index < 2 ? .dim : line.role)],
        column: inside.column + 1, row: inside.row + place, limit: inside.columns - 2,
        charset: settings.charset)
    }
    for (index, chart) in charts.enumerated() where index + 2 < inside.rows {
      drawChart(
        chart, column: inside.column + 1, row: inside.row + 2 + index,
        width: inside.columns - 2, in: &frame)
    }
  }

  private typealias Line = (label: String, value: String, role: Role)

  private func lines(of row: TaskManagerRow) -> [Line] {
    let hardware = row.taskManager.hardware
    let cores = hardware.cores.map { "\($0) cores" } ?? "- cores"
    let load = metrics?.cpuLoad.map { "CPU \(Format.percent($0.value))" } ?? "CPU -"
    let threads = metrics?.threads.map { "\($0) threads" } ?? "- threads"
    let machine = MemoryPool.text(hardware.physicalMemory)
    let manager = row.taskManager
    return [
      ("process", "\(load) of \(cores), \(threads), \(machine) in the machine", .text),
      garbageLine(of: row, metrics),
      ("slots", "\(manager.slots): \(text(manager.resources))", .text),
      ("free", "\(manager.freeSlots): \(text(manager.freeResources))", .text),
      ("address", manager.path ?? "-", .dim),
    ]
  }

  /// What slots have to give: the profile of their resources.
  private func text(_ resources: TaskManager.Resources?) -> String {
    guard let resources else { return "-" }
    let cores = resources.cores.map { Format.fixed($0, 1) } ?? "-"
    return "\(cores) cores, \(MemoryPool.text(resources.taskHeap)) heap, "
      + "\(MemoryPool.text(resources.managed)) managed, \(MemoryPool.text(resources.network)) network"
  }
}

extension ContextReader {
  /// `2% of the time lately   G1 Young Generation 120 in 4.2s`.
  func garbageLine(
    of row: TaskManagerRow, _ metrics: TaskManagerMetrics?
  ) -> (label: String, value: String, role: Role) {
    let share = row.garbageShare.map { "\(Format.percent($0.value)) of the time lately   " } ?? ""
    let collectors = (metrics?.collectors ?? []).filter { $0.name != "All" }.map { collector in
      let count = collector.collections.map(String.init) ?? "-"
      let time = collector.time.map { Format.duration($0) } ?? "-"
      return "\(collector.name.replacing("_", with: " ")) \(count) in \(time)"
    }
    let text = metrics == nil ? "" : share + collectors.joined(separator: ", ")
    return (
      "GC", text.isEmpty ? "-" : text,
      row.garbageShare.map(TaskManagerTable.role(ofGarbage:)) ?? .text
    )
  }
}
