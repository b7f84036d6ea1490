import StreamModel
import TerminalUI

/// The Configuration screen: how a job is run, and what its own code has set for itself.
struct ConfigurationScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "configuration", title: "Configuration", key: nil,
    summary: "Configuration of a job: execution, parameters", topic: .job)
  static let bindings: [Binding<ConfigurationScreen>] = [
    .opening("the whole value", footer: "value")
  ]

  var job: JobID
  var table = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  private func selected(in context: Context) -> SettingRow? {
    let rows = context.settingRows(of: job)
    return table.cursor.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.settingRows(of: job), in: SettingTable.ofJob)
    table.scroll(height: AccumulatorsLayout(context.size).table.list.rows - 1)
  }

  func demand(in context: Context) -> Demand {
    Demand(openJob: job, questions: [AnyQuestion(.jobConfiguration(job))])
  }

  func draw(in context: Context, frame: inout Frame) {
    let layout = AccumulatorsLayout(context.size)
    let charset = context.settings.charset
    let inside = Box.draw(
      layout.frame, title: "Configuration",
      remark: table.filterRemark(charset) + SettingTable.ofJob.orderWords(table.sort),
      isFocused: true, charset: charset, in: &frame)
    let rows = context.settingRows(of: job)
    guard !rows.isEmpty else {
      return context.drawReason(
        context.waitingText(.jobConfiguration(job)), in: layout.table.list, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return context.drawReason(
        context.noMatchText("setting", table.filter), in: layout.table.list, frame: &frame)
    }
    let placement = SettingTable.ofJob.placement(hiding: table.hidden, in: layout.table.list)
    SettingTable.ofJob.draw(
      table, at: placement, isFocused: true, charset: charset, in: &frame
    ) { rows.indices.contains($0) ? rows[$0] : nil }
    context.drawMore(
      placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = selected(in: context) {
      context.drawDetail(
        CellText(String(row.whole.prefix(2000))), in: layout.table.detail, frame: &frame)
    }
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Configuration", SettingTable.ofJob, table,
      at: SettingTable.ofJob.placement(
        hiding: table.hidden, in: AccumulatorsLayout(context.size).table.list))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    selected(in: context).map {
      [.show(.text(title: SafeText.plain($0.key), body: $0.value, offset: 0))]
    } ?? []
  }

  func copied(in context: Context) -> String? { selected(in: context)?.whole }
}

extension ContextReader {
  /// What a job is set to; empty until that was told.
  func settingRows(of job: JobID) -> [SettingRow] {
    guard let told = cluster.answers[.jobConfiguration(job)]?.value else { return [] }
    let facts: [(String, String?)] = [
      ("execution mode", told.executionMode), ("restart strategy", told.restartStrategy),
      ("parallelism", told.parallelism.map(String.init)),
      ("object reuse", told.reusesObjects.map { $0 ? "on" : "off" }),
    ]
    let rows =
      facts.map { (SettingRow.Kind.execution, $0.0, $0.1 ?? "-") }
      + told.userSettings.map { (.parameter, $0.key, $0.value) }
    return rows.enumerated().map {
      SettingRow(id: $0.offset, kind: $0.element.0, key: $0.element.1, value: $0.element.2)
    }
  }
}
