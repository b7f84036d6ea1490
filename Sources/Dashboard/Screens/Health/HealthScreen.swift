import StreamModel
import TerminalUI

/// The Health screen: what is wrong with the jobs of the cluster, each in its whole sentence, and the way to where it
/// shows.
struct HealthScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "health", title: "Health", key: "0", summary: "Health: what is wrong, and where it shows",
    topic: .cluster, actsOnJobs: true, tellsOfAllJobs: true, showsSentences: true, isIndex: true)
  static let bindings: [Binding<HealthScreen>] = [.opening("show where it is seen", footer: "show")]

  var table = TableState<FindingID>(sort: FindingTable.worstFirst)

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  func job(in context: Context) -> JobID? { table.cursor?.job }

  func vertex(in context: Context) -> VertexID? { selected(in: context)?.finding.vertices.first }

  func selected(in context: Context) -> FindingRow? {
    guard let id = table.cursor else { return nil }
    return context.findingRows.first { $0.id == id }
  }

  /// The worst of the job that one came from.
  mutating func reach(_ subject: Subject, in context: Context) {
    guard let job = subject.job,
      let worst = context.findingRows.first(where: { $0.id.job == job })
    else { return }
    table.filter = ""
    table.hasMoved = true
    table.selected = worst.id
  }

  mutating func settle(in context: Context) {
    table.arrange(context.findingRows, in: FindingTable.table)
    table.scroll(height: HealthLayout(context.size).table.rows - 1)
  }

  /// All that the finding under the cursor goes by, so that it stays true while it is read; of the others what their
  /// rows on the Jobs screen ask.
  func demand(in context: Context) -> Demand {
    let seen = table.visible(height: HealthLayout(context.size).table.rows - 1).compactMap(\.job)
    var jobs: [JobID] = []
    for job in [table.cursor?.job].compactMap(\.self) + seen where !jobs.contains(job) {
      jobs.append(job)
    }
    let selected = selected(in: context)
    return Demand(
      visibleJobs: jobs, openJob: selected?.job?.id,
      visibleVertices: selected?.finding.vertices ?? [],
      questions: [AnyQuestion(.controller), AnyQuestion(.controllerErrors)])
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Health", FindingTable.table, table,
      at: FindingTable.table.placement(
        hiding: table.hidden, in: HealthLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { selected(in: context) != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    selected(in: context).map { [.go($0.evidence)] } ?? []
  }

  /// The whole sentence, to be told to somebody.
  func copied(in context: Context) -> String? {
    selected(in: context).map { "\($0.name): \($0.finding.sentence)" }
  }
}

/// Where the parts of the Health screen lie.
struct HealthLayout {
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let rows = body.rows < 12 ? 0 : min(14, body.rows / 2)
    list = body.inset(bottom: rows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - rows)
  }
}
