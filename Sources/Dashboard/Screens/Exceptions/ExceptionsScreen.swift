import StreamModel
import TerminalUI

/// The Exceptions screen: what failed in a job, told apart by cause, and the whole trace of the last of each.
struct ExceptionsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "exceptions", title: "Exceptions", key: "4", summary: "Exceptions of the job, by cause",
    topic: .job, actsOnJobs: true, needs: [.exceptions])
  var job: JobID
  /// The causes, by their keys. Until the cursor is moved the one that failed last is under it.
  var table = TableState<String>()
  /// The trace fills the screen and has the keys.
  var isReading = false
  /// The first line of the trace that is seen.
  var offset = 0
  /// Frames that are not of the job's code are a line in all.
  var isFolded = false
  /// What is searched for in an open trace.
  var search = ""

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  func trail(in context: Context) -> [String] { isReading ? ["trace"] : [] }

  func groups(in context: Context) -> [ExceptionGroup] {
    context.cluster.answers[.exceptions(job)]?.value.grouped ?? []
  }

  func selected(in context: Context) -> ExceptionGroup? {
    groups(in: context).first { $0.key == table.cursor }
  }

  /// Where and when the selected failure was last.
  func failureMoment(in context: Context) -> Subject? {
    guard let newest = selected(in: context)?.newest, let at = newest.at else { return nil }
    // Before 1.18 host and port are all there is.
    let id =
      newest.origin.taskManager ?? newest.taskManager
      ?? newest.origin.location.map { TaskManagerID($0) }
    return id.map { .moment($0, at) }
  }

  mutating func settle(in context: Context) {
    let former = table.cursor
    table.arrange(groups(in: context).map(context.exceptionRow), in: ExceptionTable.table)
    table.scroll(height: ExceptionsLayout(context.size, isReading: false).table.rows - 1)
    let group = selected(in: context)
    if group == nil { isReading = false }
    if !isReading { search = "" }
    guard isReading, let group else {
      offset = 0
      return
    }
    // What is read is not replaced by another cause's trace.
    table.hasMoved = true
    if former != table.cursor { offset = 0 }
    let inside = ExceptionsLayout(context.size, isReading: true).inside
    let lines = lines(of: group, in: context, width: inside.columns - 2).count
    offset = offset.clamped(to: 0...max(0, lines - inside.rows))
  }

  func demand(in context: Context) -> Demand {
    Demand(openJob: job, questions: [AnyQuestion(.exceptions(job))])
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    guard !isReading else { return nil }
    let list = ExceptionsLayout(context.size, isReading: false).table
    return CurrentList(
      "Exceptions", ExceptionTable.table, table,
      at: ExceptionTable.table.placement(hiding: table.hidden, in: list))
  }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("A trace", "Esc leads back to the list")
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard isReading else { return moveInList(move, in: context) }
    let rows = ExceptionsLayout(context.size, isReading: true).inside.rows
    offset = move.applied(to: offset, rows: rows)
  }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { !isReading && selected(in: context) != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    isReading = selected(in: context) != nil
    offset = 0
    return []
  }

  mutating func back(in context: Context) -> Bool {
    guard isReading else { return clearFilter(in: context) }
    isReading = false
    return true
  }

  func copied(in context: Context) -> String? { selected(in: context)?.newest.cause }
}
