import StreamModel
import TerminalUI

/// The Profiles screen: the profiles of one process, and the flame graph of one of them.
struct ProfilesScreen: Screen {
  static let sign = ScreenSign(
    name: "profiles", title: "Profiles", key: nil,
    summary: "Profiles of the JobManager or a TaskManager", topic: .process, needs: [.profiles])

  private(set) var owner: LogOwner
  var table = TableState<ProfileRow.ID>()
  /// The file of the one that is open.
  var opened: String?
  var view = FlameView()

  init?(_ subject: Subject, in context: Context) {
    guard let owner = LogOwner(subject) else { return nil }
    self.owner = owner
  }

  var subject: Subject { owner.subject }

  func trail(in context: Context) -> [String] { opened.map { [$0] } ?? [] }

  func selected(in context: Context) -> Profile? {
    context.profileRows(of: owner).first { $0.id == table.cursor }?.profile
  }

  /// The file of the one that is open, or under the cursor.
  func file(in context: Context) -> String? { opened ?? selected(in: context)?.file }

  func graph(in context: Context) -> FlameGraph? {
    opened.flatMap { context.cluster.answers[.profilePage(owner, $0)]?.value.graph }
  }

  mutating func settle(in context: Context) {
    if context.cluster.answers[.profiles(owner)] == nil { owner = context.resolved(owner) }
    table.arrange(context.profileRows(of: owner), in: ProfileTable.table)
    table.scroll(height: ProfilesLayout(context.size).table.rows - 1)
    if let graph = graph(in: context) {
      view.settle(in: graph, rows: FlameGraphLayout(context.size).graph.rows)
    }
  }

  func demand(in context: Context) -> Demand {
    var questions: [AnyQuestion] = []
    if case .worker = owner { questions.append(AnyQuestion(.taskManagers)) }
    guard context.standing(of: owner) == .there else { return Demand(questions: questions) }
    if let opened {
      questions.append(AnyQuestion(.profilePage(owner, opened)))
    } else {
      questions.append(AnyQuestion(.profiles(owner)))
    }
    return Demand(questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    guard opened == nil else { return nil }
    return CurrentList(
      "Profiles", ProfileTable.table, table,
      at: ProfileTable.table.placement(
        hiding: table.hidden, in: ProfilesLayout(context.size).table))
  }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("A profile", "/ searches in it, Esc leads back to the list")
  }

  mutating func inList(_ action: TableAction) { if opened == nil { table.take(action) } }

  mutating func hold() {
    table.hasMoved = true
    if opened != nil { view.hasMoved = true }
  }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard opened != nil else { return moveInList(move, in: context) }
    guard let graph = graph(in: context) else { return }
    view.move(move, in: graph, rows: FlameGraphLayout(context.size).graph.rows)
  }

  func canOpen(in context: Context) -> Bool {
    guard opened != nil else { return selected(in: context)?.file != nil }
    return graph(in: context) != nil && view.zoom != view.cursor
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    guard opened == nil else {
      view.zoomIn()
      return []
    }
    opened = selected(in: context)?.file
    view = FlameView()
    return []
  }

  mutating func back(in context: Context) -> Bool {
    guard opened != nil else { return clearFilter(in: context) }
    if view.zoomOut() { return true }
    opened = nil
    return true
  }

  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    guard word == "search", opened != nil else { return nil }
    view.search = argument
    return []
  }

  func copied(in context: Context) -> String? {
    graph(in: context) == nil ? file(in: context) : view.cursor.last
  }
}

/// Where the parts of the Profiles screen lie.
struct ProfilesLayout {
  /// With its frame.
  var list: Rect
  /// The table inside of its frame, and the selected row whole.
  var table: Rect
  var detail: Rect

  init(_ size: Size) {
    list = ScreenLayout(size).body
    let parts = TableLayout(in: list.inset(left: 1, top: 1, right: 1, bottom: 1))
    table = parts.list
    detail = parts.detail
  }
}
