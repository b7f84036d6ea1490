import StreamModel
import TerminalUI

/// The Recoveries screen: each start and restart of a job, why it was, and what took how long.
struct RecoveriesScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "recoveries", title: "Recoveries", key: nil,
    summary: "Starts and restarts of a job: cause, checkpoint, how long, phases", topic: .job,
    supposes: [.recoveryTrace])

  static let bindings: [Binding<Self>] = [
    .opening("show the checkpoint that a restart went back to", footer: "checkpoint")
  ]

  /// Of so many vertices the times of subtasks are asked for: one request each.
  private static let mostVertices = 50

  var job: JobID
  var table = TableState<Int64>()

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  func layout(in context: Context) -> RecoveriesLayout {
    let phases = context.recoveries(of: job).map(\.phases.count).max() ?? 0
    return RecoveriesLayout(context.size, phases: phases)
  }

  func selected(in context: Context) -> Recovery? {
    context.recoveries(of: job).first { $0.at?.milliseconds == table.cursor }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.recoveryRows(of: job), in: RecoveryTable.table)
    table.scroll(height: layout(in: context).table.rows - 1)
  }

  /// The log while something may be missing, and the times of subtasks while nobody
  /// tells when the last restart was done.
  func demand(in context: Context) -> Demand {
    let cluster = context.cluster
    var questions = [AnyQuestion(.exceptions(job)), AnyQuestion(.rescales(job))]
    if let question = cluster.recoveryTraceQuestion(of: job, now: context.now) {
      questions.append(AnyQuestion(question))
    }
    if let newest = context.recoveries(of: job).first, newest.runningAt != nil,
      newest.endedAt == nil, let vertices = cluster.job(job)?.detail?.value.vertices,
      vertices.count <= Self.mostVertices
    {
      questions += vertices.map { AnyQuestion(.subtaskTimes(job, $0.id)) }
    }
    return Demand(
      openJob: job,
      questions: questions.filter { cluster.capabilities.refusals[$0.kind] == nil })
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Recoveries", RecoveryTable.table, table,
      at: RecoveryTable.table.placement(
        hiding: table.hidden, in: layout(in: context).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { selected(in: context)?.checkpoint != nil }

  /// To the checkpoint that it went back to.
  mutating func open(in context: Context) -> [ScreenEffect] {
    guard let checkpoint = selected(in: context)?.checkpoint?.value else { return [] }
    return [.go(Place(CheckpointsScreen.self, .checkpoint(job, checkpoint)))]
  }

  func copied(in context: Context) -> String? { selected(in: context)?.failure }
}

/// Where the parts of the Recoveries screen lie.
struct RecoveriesLayout {
  /// The trend, with its frame; empty where rows are scarce.
  var head: Rect
  /// With its frame.
  var list: Rect
  var table: Rect
  /// The phases of the one under the cursor, with their frame; empty where rows are scarce.
  var detail: Rect

  /// A cause, an origin, and the frame.
  private static let besidesPhases = 4
  private static let leastList = 6

  /// `phases` is how many the longest waterfall has, so that the list keeps its height while the cursor moves.
  init(_ size: Size, phases: Int) {
    let whole = ScreenLayout(size).body
    let above = whole.rows < 24 ? 0 : 3
    head = whole.inset(bottom: whole.rows - above)
    let body = whole.inset(top: above)
    let below =
      body.rows < 14 ? 0 : min(Self.besidesPhases + max(1, phases), body.rows - Self.leastList)
    list = body.inset(bottom: below)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - below)
  }
}
