import StreamModel
import TerminalUI

/// The Checkpoints screen: the history of a job, one checkpoint by vertex, one vertex of it by subtask.
struct CheckpointsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "checkpoints", title: "Checkpoints", key: "3", summary: "Checkpoints of the job",
    topic: .job, actsOnJobs: true, needs: [.checkpoints])
  static let bindings: [Binding<CheckpointsScreen>] = [
    .opening("open: by vertex, then by subtask"),
    Binding(
      "spans", [.character("O")], "older ones too, and more of each: by the spans in the log",
      footer: "older", group: .look, rank: 7,
      refusal: { screen, context in
        if let reason = context.cluster.capabilities.refusals[.recoveryTrace] {
          return reason.asSentence
        }
        return screen.asksForSpans ? "The log is looked through for spans already." : nil
      }
    ) { screen, context in
      screen.asksForSpans = true
      return [
        .say(
          "Looks through the \(context.cluster.traits.controller)'s log for spans.", .note)
      ]
    },
  ]

  var job: JobID
  var history = TableState<CheckpointID>()
  var open: CheckpointID?
  /// The one that the screen was opened for: Esc leads from it to where one came from.
  private var reached: CheckpointID?
  /// The log is looked through for spans of checkpoints: all of it is sent, so it is not done unasked.
  private(set) var asksForSpans = false
  /// Vertices of the open one, of which the slowest comes first.
  var vertices = TableState<VertexID>()
  var openVertex: VertexID?
  /// Subtasks of the open vertex, by their index.
  var subtasks = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  func trail(in context: Context) -> [String] { open.map { ["\($0.number)"] } ?? [] }

  mutating func settle(in context: Context) {
    guard let model = context.cluster.job(job) else { return }
    history.arrange(context.checkpointRows(of: model), in: CheckpointTable.table)
    history.scroll(height: CheckpointsLayout(context.size).table.visibleRows)
    guard let open else { return }
    let height = max(0, picture(in: context).box(of: open, of: model).rows - 3)
    vertices.arrange(
      context.checkpointVertexRows(open, of: model), in: CheckpointVertexTable.table)
    vertices.scroll(height: height)
    guard let openVertex else { return }
    subtasks.arrange(
      model.checkpointSubtaskRows(open, openVertex) ?? [], in: CheckpointSubtaskTable.table)
    subtasks.scroll(height: height)
  }

  func demand(in context: Context) -> Demand {
    let trace =
      asksForSpans ? context.cluster.recoveryTraceQuestion(of: job, now: context.now) : nil
    return Demand(
      // The verdict is shown here too, and lives on these.
      openJob: job, visibleVertices: verticesToAsk(in: context), openCheckpoint: open,
      // The open one, else the one under the cursor, which is the slowest until the user moves.
      openCheckpointVertex: open == nil ? nil : openVertex ?? vertices.cursor,
      questions: trace.map { [AnyQuestion($0)] } ?? [])
  }

  private func verticesToAsk(in context: Context) -> [VertexID] {
    guard let model = context.cluster.job(job) else { return [] }
    let worstFirst = VertexTable.table.arranged(
      context.vertexRows(of: model), by: VertexTable.worstFirst)
    return Array(worstFirst.order.prefix(max(8, context.size.rows)))
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    guard let model = context.cluster.job(job) else { return nil }
    guard let open else {
      return context.historyList(
        history, of: model, in: CheckpointsLayout(context.size).table.list)
    }
    let inside = picture(in: context).box(of: open, of: model)
      .inset(left: 1, top: 1, right: 1, bottom: 1)
    if openVertex == nil {
      let table = CheckpointVertexTable.table
      return CurrentList(
        "Vertices", table, vertices, at: table.placement(hiding: vertices.hidden, in: inside))
    }
    let table = CheckpointSubtaskTable.fitted(width: inside.columns - 2)
    return CurrentList(
      "Subtasks", table, subtasks, at: table.placement(hiding: subtasks.hidden, in: inside))
  }

  mutating func inList(_ action: TableAction) {
    if open == nil {
      history.take(action)
    } else if openVertex == nil {
      vertices.take(action)
    } else {
      subtasks.take(action)
    }
  }

  func canOpen(in context: Context) -> Bool {
    guard openVertex == nil else { return false }
    return open == nil ? history.cursor != nil : vertices.cursor != nil
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    if open == nil {
      if let cursor = history.cursor { show(cursor) }
    } else if openVertex == nil {
      vertices.hasMoved = true
      openVertex = vertices.cursor
      subtasks.rewind()
    }
    return []
  }

  /// Shows one checkpoint by vertex, with the cursor on its slowest.
  private mutating func show(_ checkpoint: CheckpointID) {
    history.hasMoved = true
    open = checkpoint
    reached = nil
    vertices.rewind()
    openVertex = nil
  }

  mutating func reach(_ subject: Subject, in context: Context) {
    guard case .checkpoint(_, let checkpoint) = subject else { return }
    history.select(checkpoint)
    show(checkpoint)
    reached = checkpoint
  }

  mutating func back(in context: Context) -> Bool {
    if clearFilter(in: context) {
      return true
    } else if openVertex != nil {
      openVertex = nil
    } else if open != nil, open != reached {
      open = nil
    } else {
      return false
    }
    return true
  }

  func copied(in context: Context) -> String? {
    let entry = (open ?? history.cursor).flatMap { context.cluster.job(job)?.knownCheckpoint($0) }
    return entry?.restorePath ?? job.text
  }
}
