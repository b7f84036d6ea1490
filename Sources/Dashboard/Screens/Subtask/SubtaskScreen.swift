import StreamModel
import TerminalUI

/// The Subtask screen: one subtask of a vertex, its attempts, and the accumulators of the one under the cursor.
struct SubtaskScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "subtask", title: "Subtask", key: nil,
    summary: "A subtask: its attempts and accumulators", topic: .subtask)

  enum Pane {
    case attempts, accumulators
  }

  var job: JobID
  var vertex: VertexID
  var index: Int
  var pane = Pane.attempts
  var attempts = TableState<Int>()
  var accumulators = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard case .subtask(let job, let vertex, let index) = subject else { return nil }
    self.job = job
    self.vertex = vertex
    self.index = index
  }

  var subject: Subject { .subtask(job, vertex, index) }

  func pointed(in context: Context) -> Subject? { subject }

  func trail(in context: Context) -> [String] {
    [context.cluster.job(job)?.vertex(vertex)?.shortName ?? vertex.text, "subtask \(index)"]
  }

  func rows(in context: Context) -> [AttemptRow] {
    context.attemptRows(of: index, of: vertex, in: job)
  }

  /// The attempt under the cursor.
  func selected(in context: Context) -> AttemptRow? {
    rows(in: context).first { $0.number == attempts.cursor }
  }

  /// Nil until an attempt is known.
  var accumulatorsQuestion: AccumulatorsQuestion? {
    attempts.cursor.map { .accumulators(.attempt(job, vertex, subtask: index, attempt: $0)) }
  }

  func accumulatorRows(in context: Context) -> [AccumulatorRow] {
    accumulatorsQuestion.map { context.accumulatorRows($0) } ?? []
  }

  mutating func settle(in context: Context) {
    let layout = SubtaskLayout(context.size)
    attempts.arrange(rows(in: context), in: AttemptTable.table)
    attempts.scroll(height: layout.attemptTable.rows - 1)
    accumulators.arrange(accumulatorRows(in: context), in: AccumulatorTable.table)
    accumulators.scroll(height: layout.accumulatorTable.rows - 1)
  }

  /// The subtask, its accumulators, and each former attempt that is seen, once.
  func demand(in context: Context) -> Demand {
    var questions = [
      AnyQuestion(.subtask(job, vertex, index)), AnyQuestion(.subtaskWatermarks(job, vertex)),
    ]
    questions += accumulatorsQuestion.map { [AnyQuestion($0)] } ?? []
    let current = context.subtaskRow(index, of: vertex, in: job)?.subtask.attempt ?? 0
    let seen = attempts.visible(height: SubtaskLayout(context.size).attemptTable.rows - 1)
    questions += seen.filter { $0 < current }.map {
      AnyQuestion(.attempt(job, vertex, index, attempt: $0))
    }
    return Demand(openJob: job, questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func list(in context: Context) -> CurrentList? {
    let layout = SubtaskLayout(context.size)
    return switch pane {
    case .attempts:
      CurrentList(
        "Attempts", AttemptTable.table, attempts,
        at: AttemptTable.table.placement(hiding: attempts.hidden, in: layout.attemptTable))
    case .accumulators:
      CurrentList(
        "Accumulators", AccumulatorTable.table, accumulators,
        at: AccumulatorTable.table.placement(
          hiding: accumulators.hidden, in: layout.accumulatorTable))
    }
  }

  mutating func inList(_ action: TableAction) {
    switch pane {
    case .attempts: attempts.take(action)
    case .accumulators: accumulators.take(action)
    }
  }

  mutating func hold() {
    switch pane {
    case .attempts: attempts.hasMoved = true
    case .accumulators: accumulators.hasMoved = true
    }
  }

  func canOpen(in context: Context) -> Bool {
    switch pane {
    case .attempts: selected(in: context)?.attempt?.taskManager != nil
    case .accumulators: accumulators.cursor != nil
    }
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    switch pane {
    case .attempts:
      let manager = selected(in: context)?.attempt?.taskManager
      return manager.map { [.go(Place(TaskManagersScreen.self, .taskManager($0)))] } ?? []
    case .accumulators:
      let row = accumulatorRows(in: context).first { $0.id == accumulators.cursor }
      return row.map { [$0.reading] } ?? []
    }
  }

  func copied(in context: Context) -> String? {
    switch pane {
    case .attempts: selected(in: context)?.place
    case .accumulators:
      accumulatorRows(in: context).first { $0.id == accumulators.cursor }?.accumulator.value
    }
  }
}

/// Where the parts of the Subtask screen lie.
struct SubtaskLayout {
  /// With their frames.
  var detail: Rect
  var attempts: Rect
  var accumulators: Rect
  /// Inside of them.
  var attemptTable: Rect
  var accumulatorTable: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let detailRows = body.rows < 16 ? 0 : 8
    let rest = body.inset(top: detailRows)
    let below = rest.rows < 8 ? 0 : rest.rows * 4 / 10
    detail = body.inset(bottom: rest.rows)
    attempts = rest.inset(bottom: below)
    accumulators = rest.inset(top: rest.rows - below)
    attemptTable = attempts.inset(left: 1, top: 1, right: 1, bottom: 1)
    accumulatorTable = accumulators.inset(left: 1, top: 1, right: 1, bottom: 1)
  }
}
