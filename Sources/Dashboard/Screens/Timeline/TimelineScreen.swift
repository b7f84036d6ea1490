import StreamModel
import TerminalUI

/// The Timeline screen: when a job, its vertices, their subtasks and the attempts of those were in which state.
struct TimelineScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "timeline", title: "Timeline", key: nil,
    summary: "Timeline of a job: its states, vertices, subtasks, attempts", topic: .job,
    needs: [.subtaskTimes])

  var job: JobID
  var table = TableState<TimelineID>()
  /// Vertices and subtasks whose parts are shown.
  var opened: Set<TimelineID> = []
  /// Where the cursor goes once it is listed: its vertex has to answer first.
  var awaited: TimelineID?
  /// How much time is seen; nil for all of it.
  var span: Duration?
  /// Where that ends; nil for now, or the end of the job.
  var end: Timestamp?

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }

  func rows(in context: Context) -> [TimelineRow] {
    context.timelineRows(of: job, opened: opened)
  }

  func vertex(in context: Context) -> VertexID? { table.cursor?.vertex }

  func subtask(in context: Context) -> Int? { table.cursor?.subtask }

  mutating func settle(in context: Context) {
    let rows = rows(in: context)
    if let id = awaited, rows.contains(where: { $0.id == id }) {
      awaited = nil
      table.select(id)
    }
    table.arrange(rows, in: TimelineTable.table)
    table.scroll(height: TimelineLayout(context.size).table.rows - 1)
  }

  /// What is opened, as far as it is seen: a vertex, a subtask, and each of its attempts once.
  func demand(in context: Context) -> Demand {
    let seen = table.visible(height: TimelineLayout(context.size).table.rows - 1)
    var questions = [AnyQuestion(.exceptions(job))]
    var asked: Set<TimelineID> = []
    for id in seen {
      guard let vertex = id.vertex else { continue }
      let whole = TimelineID(vertex: vertex)
      if opened.contains(whole), asked.insert(whole).inserted {
        questions.append(AnyQuestion(.subtaskTimes(job, vertex)))
      }
      guard let subtask = id.subtask else { continue }
      let part = TimelineID(vertex: vertex, subtask: subtask)
      if opened.contains(part), asked.insert(part).inserted {
        questions.append(AnyQuestion(.subtask(job, vertex, subtask)))
      }
      guard let attempt = id.attempt else { continue }
      let current = context.cluster.answers[.subtask(job, vertex, subtask)]?.value.subtasks.first
      if let number = current?.attempt, attempt < number {
        questions.append(AnyQuestion(.attempt(job, vertex, subtask, attempt: attempt)))
      }
    }
    return Demand(openJob: job, questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func list(in context: Context) -> CurrentList? {
    CurrentList("Timeline", TimelineTable.table, table, at: placement(in: context))
  }

  /// Where room is short it goes to the bars: the line at the foot has the times.
  func placement(in context: Context) -> TablePlacement {
    let isNarrow = context.size.columns < 110
    return TimelineTable.table.placement(
      hiding: table.hidden.union(isNarrow ? ["start", "end"] : []),
      in: TimelineLayout(context.size).table)
  }

  mutating func inList(_ action: TableAction) {
    awaited = nil
    table.take(action)
  }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { table.cursor?.vertex != nil }

  /// Shows the parts of what is under the cursor, or hides them; of an attempt, its subtask.
  mutating func open(in context: Context) -> [ScreenEffect] {
    guard let id = table.cursor, let vertex = id.vertex else { return [] }
    if let subtask = id.subtask, id.attempt != nil {
      return [.go(Place(SubtaskScreen.self, .subtask(job, vertex, subtask)))]
    }
    if opened.remove(id) == nil { opened.insert(id) }
    return []
  }

  /// Comes for a vertex, or for a subtask of it.
  mutating func reach(_ subject: Subject, in context: Context) {
    switch subject {
    case .vertex(_, let vertex):
      opened.insert(TimelineID(vertex: vertex))
      table.hasMoved = true
      table.select(TimelineID(vertex: vertex))
    case .subtask(_, let vertex, let subtask):
      let id = TimelineID(vertex: vertex, subtask: subtask)
      opened.formUnion([TimelineID(vertex: vertex), id])
      table.hasMoved = true
      table.select(TimelineID(vertex: vertex))
      awaited = id
    default: break
    }
  }

  /// To all of the time.
  mutating func back(in context: Context) -> Bool {
    guard span != nil else { return clearFilter(in: context) }
    (span, end) = (nil, nil)
    return true
  }

  func copied(in context: Context) -> String? {
    guard let id = table.cursor, let row = rows(in: context).first(where: { $0.id == id }) else {
      return nil
    }
    return row.host ?? id.vertex?.text ?? job.text
  }
}

/// Where the parts of the Timeline screen lie.
struct TimelineLayout {
  /// With its frame.
  var frame: Rect
  /// The axis and the bars.
  var table: Rect
  /// Checkpoints, backpressure and lag along the same time; empty where rows are scarce.
  var tracks: Rect
  /// What there is to say of the row under the cursor; empty where rows are scarce.
  var detail: Rect
  /// What the bars mean; empty where rows are scarce.
  var legend: Rect

  init(_ size: Size) {
    frame = ScreenLayout(size).body
    let inside = frame.inset(left: 1, top: 1, right: 1, bottom: 1)
    let detailRows = inside.rows < 10 ? 0 : inside.rows < 20 ? 2 : 3
    let legendRows = inside.rows < 7 ? 0 : 1
    let trackRows = inside.rows < 16 ? 0 : TimelineTracks.count
    table = inside.inset(bottom: trackRows + detailRows + legendRows)
    tracks = inside.inset(top: table.rows, bottom: detailRows + legendRows)
    detail = inside.inset(top: table.rows + trackRows, bottom: legendRows)
    legend = inside.inset(top: inside.rows - legendRows)
  }
}
