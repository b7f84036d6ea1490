import StreamModel
import TerminalUI

/// The Rescales screen: when the parallelism of a job was changed, why, and how that went.
struct RescalesScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "rescales", title: "Rescales", key: nil,
    summary: "Rescales of a job: cause, outcome, parallelism (2.3 on)", topic: .job,
    needs: [.rescales])

  var job: JobID
  var table = TableState<String>()

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  /// Of the one under the cursor.
  func question(in context: Context) -> RescaleQuestion? {
    context.rescaleRows(of: job).first { $0.record.id == table.cursor }.map {
      RescaleQuestion(job, $0.record.id, isOver: $0.record.endTime != nil)
    }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.rescaleRows(of: job), in: RescaleTable.table)
    table.scroll(height: RescalesLayout(context.size).table.rows - 1)
  }

  func demand(in context: Context) -> Demand {
    Demand(
      openJob: job,
      questions: [
        AnyQuestion(.rescales(job)), AnyQuestion(.rescaleOverview(job)),
        AnyQuestion(.rescaleSummary(job)), AnyQuestion(.rescaleSettings(job)),
      ]
        + (question(in: context).map { [AnyQuestion($0)] } ?? []))
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Rescales", RescaleTable.table, table,
      at: RescaleTable.table.placement(
        hiding: table.hidden, in: RescalesLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func copied(in context: Context) -> String? { table.cursor }
}

extension ScreenPicture<RescalesScreen> {
  func draw(in frame: inout Frame) {
    let layout = RescalesLayout(size)
    let table = screen.table
    drawStatistics(in: layout.head, frame: &frame)
    let inside = Box.draw(
      layout.list, title: "Rescales",
      remark: table.filterRemark(settings.charset) + ageRemark(RescalesQuestion(screen.job))
        + RescaleTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    let question = RescalesQuestion(screen.job)
    let rows = rescaleRows(of: screen.job)
    guard !rows.isEmpty else {
      let isTold = cluster.answers[question] != nil && cluster.failing[question] == nil
      let none =
        "None is remembered: web.adaptive-scheduler.rescale-history.size above 0 keeps them."
      return drawReason(
        isTold ? none : waitingText(question), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("rescale", table.filter), in: layout.table, frame: &frame)
    }
    let placement = RescaleTable.table.placement(hiding: table.hidden, in: layout.table)
    RescaleTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { id in rows.first { $0.record.id == id } }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if !layout.detail.isEmpty { drawDetail(in: layout.detail, frame: &frame) }
  }

  /// The rescale under the cursor by vertex, and what the scheduler did.
  private func drawDetail(in rect: Rect, frame: inout Frame) {
    let inside = Box.draw(rect, title: "Parallelism", charset: settings.charset, in: &frame)
    guard let question = screen.question(in: context) else { return }
    guard let detail = cluster.answers[question]?.value else {
      return drawReason(waitingText(question), in: inside, frame: &frame)
    }
    let phases = detail.phases.map { phase in
      let lasted = phase.duration.map { " \(Format.duration($0))" } ?? ""
      return SafeText.plain(phase.name) + lasted
    }
    frame.put(
      phases.joined(separator: "   "), column: inside.column + 1, row: inside.endRow - 1,
      limit: inside.columns - 2, style: .dim, charset: settings.charset)
    let placement = RescaleTable.vertices.placement(in: inside.inset(bottom: 1))
    RescaleTable.vertices.draw(
      detail.vertices, at: placement, charset: settings.charset, in: &frame)
  }
}

/// Where the parts of the Rescales screen lie.
struct RescalesLayout {
  /// What is told of all of them, with its frame; empty where rows are scarce.
  var head: Rect
  /// With its frame.
  var list: Rect
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect

  init(_ size: Size) {
    let whole = ScreenLayout(size).body
    let above = whole.rows < 18 ? 0 : 6
    head = whole.inset(bottom: whole.rows - above)
    let body = whole.inset(top: above)
    let below = body.rows < 14 ? 0 : body.rows / 2
    list = body.inset(bottom: below)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - below)
  }
}
