import StreamModel
import TerminalUI

/// The Clusters screen: all that are watched, to go from one to another.
struct ClustersScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "clusters", title: "Clusters", key: "@", summary: "Clusters that are watched",
    topic: .cluster, tellsOfAllJobs: true)
  static let bindings: [Binding<ClustersScreen>] = [.opening("show the jobs of the cluster")]

  var table = TableState<ClusterID>()

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
    table.hasMoved = true
    table.select(context.watched.id)
  }

  var subject: Subject { .cluster }

  mutating func settle(in context: Context) {
    table.arrange(context.clusterRows, in: ClusterTable.table)
    table.scroll(height: ClustersLayout(context.size).table.rows - 1)
  }

  func demand(in context: Context) -> Demand { Demand() }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Clusters", ClusterTable.table, table,
      at: ClusterTable.table.placement(
        hiding: table.hidden, in: ClustersLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  func canOpen(in context: Context) -> Bool { table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    table.cursor.map { [.go(Place(JobsScreen.self, .cluster, cluster: $0))] } ?? []
  }

  /// The endpoint, as it is shown: without credentials.
  func copied(in context: Context) -> String? {
    table.cursor.flatMap { context.place(of: $0) }
      .map { context.clusters[$0].model.identity.endpoint }
  }
}

/// Where the parts of the Clusters screen lie.
struct ClustersLayout {
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let rows = body.rows < 12 ? 0 : body.rows / 2
    list = body.inset(bottom: rows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - rows)
  }
}
