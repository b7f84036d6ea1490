import StreamModel
import TerminalUI

/// Which jobs the Jobs screen lists.
enum JobTab: String, CaseIterable, Hashable, Sendable {
  case all, alive, ended

  /// True where jobs in this state are listed.
  func contains(_ state: JobState) -> Bool {
    switch self {
    case .all: true
    case .alive: !state.isTerminal
    case .ended: state.isTerminal
    }
  }
}

/// The Jobs screen: what is listed, in which order, and where the user is in it.
struct JobsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "jobs", title: "Jobs", key: "1", summary: "Jobs", topic: .cluster, actsOnJobs: true,
    tellsOfAllJobs: true)

  var tab = JobTab.all
  var table = TableState<JobID>(sort: JobTable.worstFirst)

  init() {}
  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }
  func job(in context: Context) -> JobID? { table.cursor }

  static let bindings: [Binding<JobsScreen>] = [
    .opening("open the job"),
    Binding(
      "next-tab", [.tab], "next of all, alive, ended", footer: "tab", pace: .repeated
    ) { screen, _ in
      screen.tab = screen.tab.next(by: 1)
      return []
    },
    Binding("previous-tab", [.backTab], "previous tab", pace: .repeated) { screen, _ in
      screen.tab = screen.tab.next(by: -1)
      return []
    },
    Binding(
      "mark", [.space], "mark; an action then asks for all marked", footer: "mark", group: .look,
      rank: 5, pace: .repeated,
      refusal: { screen, _ in screen.table.cursor == nil ? "No job is listed." : nil }
    ) { screen, _ in
      screen.hold()
      screen.table.take(.mark)
      return []
    },
  ]

  mutating func settle(in context: Context) {
    if !context.keepsOrder || table.order.isEmpty { arrange(in: context) }
    table.scroll(height: JobsLayout(context.size).table.rows)
  }

  private mutating func arrange(in context: Context) {
    if !table.marked.isEmpty { table.marked.formIntersection(context.cluster.jobOrder) }
    let judgements = context.watched.judgements
    if table.sort == JobTable.worstFirst, table.filter.isEmpty, tab == .all {
      // They are in that order already.
      table.adopt(table.isReversed ? judgements.order.reversed() : judgements.order)
    } else {
      table.arrange(context.jobRows(tab), in: JobTable.table)
    }
    if table.order.isEmpty {
      // Behind a filter the job is found again; one that vanished is still to be told of.
      let isGone = table.selected.map { context.cluster.vanishedAt($0) != nil } ?? true
      if table.filter.isEmpty, context.cluster.jobsReceivedAt != nil, !isGone { table.select(nil) }
    }
  }

  func demand(in context: Context) -> Demand {
    let visible = table.visible(height: JobsLayout(context.size).table.rows)
    let selected = table.cursor.map { [$0] } ?? []
    return Demand(visibleJobs: selected + visible.filter { $0 != table.cursor })
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Jobs", JobTable.table.without(context.untoldOfJobs), table,
      at: picture(in: context).layout.placement)
  }

  mutating func inList(_ action: TableAction) {
    if case .go = action { hold() }
    table.take(action)
  }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    table.cursor.map { [.go(Place(JobScreen.self, .job($0)))] } ?? []
  }

  mutating func back(in context: Context) -> Bool {
    if !table.filter.isEmpty {
      table.filter = ""
    } else if !table.marked.isEmpty {
      table.marked = []
    } else {
      return false
    }
    return true
  }

  mutating func returned(from subject: Subject, in context: Context) {
    guard let job = subject.job else { return }
    hold()
    table.select(job)
  }

  func copied(in context: Context) -> String? { table.cursor?.text }

  func targets(in context: Context) -> ActionTargets {
    guard !table.marked.isEmpty else { return ActionTargets(jobs: table.cursor.map { [$0] } ?? []) }
    let marked = context.cluster.jobOrder.filter { table.marked.contains($0) }
    return ActionTargets(jobs: marked, areMarked: true, hidden: hiddenMarks)
  }

  /// Marked jobs that the filter or the tab hides.
  var hiddenMarks: Set<JobID> {
    table.marked.isEmpty ? [] : table.marked.subtracting(table.order)
  }

  mutating func click(column: Int, row: Int, in context: Context) -> ClickOutcome {
    guard row == ScreenLayout(context.size).header.row + 1 else { return .forList }
    let tabs = picture(in: context).tabs
    if let clicked = tabs.first(where: { $0.cells.contains(column) })?.tab { tab = clicked }
    return .taken
  }
}

extension CaseIterable where Self: Equatable {
  /// The case `step` places on, around the ends.
  func next(by step: Int) -> Self {
    let cases = Array(Self.allCases)
    guard !cases.isEmpty, let index = cases.firstIndex(of: self) else { return cases.first ?? self }
    return cases[((index + step) % cases.count + cases.count) % cases.count]
  }
}
