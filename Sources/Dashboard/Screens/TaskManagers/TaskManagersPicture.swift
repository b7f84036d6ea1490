import StreamModel
import TerminalUI

extension ScreenPicture<TaskManagersScreen> {
  /// What keeps us from the cluster, else how many TaskManagers there are and what they have to give.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    guard let listed = cluster.answers[.taskManagers] else { return }
    let all = listed.value
    let slots = all.reduce(0) { $0 + $1.slots }
    let free = all.reduce(0) { $0 + $1.freeSlots }
    var spans = [
      Span("\(all.count) \(cluster.traits.workers(all.count))", .title),
      Span("   \(max(0, slots - free)) of \(slots) slots used", .dim),
    ]
    if cluster.traits.hasTopologies { spans = containersHead(all) }
    let blocked = all.count(where: \.isBlocked)
    if blocked > 0 { spans.append(Span("   \(blocked) blocked", .warning)) }
    if let error = cluster.failing[.taskManagers] {
      let age = Format.age(now.since(listed.receivedAt))
      spans.append(Span("   \(age) old: \(text(error))", .warning))
    }
    drawHeadLines([spans], in: &frame)
  }

  /// A row each, and the selected one in full below.
  func draw(in frame: inout Frame) {
    let layout = TaskManagersLayout(size)
    let table = screen.table
    let list = taskManagerList
    let inside = Box.draw(
      layout.list, title: cluster.traits.workers(2).capitalizedFirst,
      remark: table.filterRemark(settings.charset) + listAge
        + list.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard let listed = cluster.answers[.taskManagers] else {
      return drawReason(waitingText(.taskManagers), in: layout.table, frame: &frame)
    }
    guard !listed.value.isEmpty else {
      return drawReason(
        cluster.traits.hasTopologies
          ? "No topology that is looked at has told a plan with containers."
          : "No \(cluster.traits.worker) has registered: nothing can run.", in: layout.table,
        frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(
        noMatchText(cluster.traits.worker, table.filter), in: layout.table, frame: &frame)
    }
    let rows = Dictionary(taskManagerRows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let placement = list.placement(hiding: table.hidden, in: layout.table)
    list.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = table.cursor.flatMap({ rows[$0] }), !layout.detail.isEmpty {
      drawDetail(of: row, in: layout.detail, frame: &frame)
    }
  }

  /// How old the list is, where that is not as old as one expects.
  private var listAge: String {
    guard let listed = cluster.answers[.taskManagers] else { return "" }
    let age = now.since(listed.receivedAt)
    return age > .seconds(10) ? "\(Format.age(age)) old \(settings.charset.separator) " : ""
  }

  private func drawDetail(of row: TaskManagerRow, in rect: Rect, frame: inout Frame) {
    let age = row.detail.map { "\(Format.age(now.since($0.receivedAt))) ago" } ?? ""
    let inside = Box.draw(
      rect, title: row.id.text, remark: age, charset: settings.charset, in: &frame)
    guard row.detail != nil || row.container != nil else {
      return drawReason(waitingText(.taskManager(row.id)), in: inside, frame: &frame)
    }
    for (index, line) in detailLines(of: row).prefix(inside.rows).enumerated() {
      let label = line.label + String(repeating: " ", count: max(1, 16 - line.label.count))
      frame.put(
        [Span(label, .dim), Span(line.value, line.role)], column: inside.column + 1,
        row: inside.row + index, limit: inside.columns - 2, charset: settings.charset)
    }
  }

  private typealias Line = (label: String, value: String, role: Role)

  private func detailLines(of row: TaskManagerRow) -> [Line] {
    if let container = row.container { return containerLines(container) }
    guard let detail = row.detail?.value else { return [] }
    let metrics = detail.metrics
    var lines: [Line] = [
      ("heap", text(metrics.heap), .text), ("managed", text(metrics.managed), .text),
      ("network", text(metrics.network) + segments(metrics), .text),
      ("direct", text(directly: metrics), .text), ("other JVM", text(metrics.nonHeap), .text),
      garbageLine(of: row, metrics),
      ("slots", slots(of: row), .text),
    ]
    let hardware = row.taskManager.hardware
    let cores = hardware.cores.map { "\($0) cores" } ?? "- cores"
    let memory = hardware.physicalMemory.map { Format.bytes(Double($0.bytes)) } ?? "-"
    lines.append(("machine", "\(cores), \(memory) of memory", .text))
    let process = row.taskManager.memory.totalProcess
    lines.append(
      ("process", process.map { "\(Format.bytes(Double($0.bytes))) configured" } ?? "-", .text))
    lines.append(("address", row.taskManager.path ?? "-", .dim))
    return lines
  }

  /// `512 MiB of 1.0 GiB, 48%`.
  private func text(_ memory: TaskManagerMetrics.Memory) -> String {
    func size(_ count: ByteCount?) -> String {
      count.map { Format.bytes(Double($0.bytes)) } ?? "-"
    }
    let share = memory.share.map { ", \(Format.percent($0.value))" } ?? ""
    let limit = memory.limit.map { " of \(size($0))" } ?? ""
    return size(memory.used) + limit + share
  }

  /// Flink tells what is used as the bound too.
  private func text(directly metrics: TaskManagerMetrics) -> String {
    metrics.direct.used.map { Format.bytes(Double($0.bytes)) } ?? "-"
  }

  private func segments(_ metrics: TaskManagerMetrics) -> String {
    guard let all = metrics.networkSegments, let free = metrics.availableNetworkSegments else {
      return ""
    }
    return "   \(free) of \(all) buffers free"
  }

  /// `4 of 4 used: orders 2, payments 2`.
  private func slots(of row: TaskManagerRow) -> String {
    var counts: [JobID: Int] = [:]
    for slot in row.detail?.value.allocatedSlots ?? [] { counts[slot.job, default: 0] += 1 }
    let jobs = counts.map { (name: cluster.job($0.key)?.shownName ?? $0.key.text, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    let whose =
      jobs.isEmpty ? "" : ": " + jobs.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    return "\(row.usedSlots) of \(row.taskManager.slots) used" + whose
  }
}
