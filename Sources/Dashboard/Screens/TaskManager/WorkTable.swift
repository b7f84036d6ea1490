import StreamModel
import TerminalUI

/// What a TaskManager runs: a job that has slots on it, or a vertex of such a job.
struct WorkRow {
  enum ID: Hashable, Comparable, Sendable {
    case job(JobID)
    case vertex(JobID, VertexID)

    var job: JobID {
      switch self {
      case .job(let job), .vertex(let job, _): job
      }
    }
  }

  var id: ID
  var name: String
  /// In a word, with its colour; nil where nothing runs there, or where it is not known.
  var state: (name: String, role: Role)?
  /// Of a job.
  var slots: Int?
  /// Subtasks that are there; nil until they were told. Of a job from 2.x on.
  var tasks: Int?
  /// Subtasks that the vertex has in all.
  var parallelism: Int?
  /// Rates and shares of those that are there.
  var figures: Observed<CountedFigures>?
  /// Flink does not count what a source reads, nor what a sink writes.
  var isSource = false
  var isSink = false
  /// When what is there was told.
  var toldAt: Timestamp?
  /// A later answer contradicts it.
  var isOver = false
  var now: Timestamp

  var isJob: Bool {
    if case .job = id { true } else { false }
  }

  /// `2/4`: so many of its subtasks are there.
  fileprivate var taskText: CellText {
    guard let tasks else { return .unknown }
    guard !isJob else { return cell(CellText(String(tasks))) }
    let text = "\(tasks)/\(parallelism.map(String.init) ?? "-")"
    return tasks == 0 ? CellText(text, .dim) : cell(CellText(text))
  }

  /// Dim where it is old.
  fileprivate func cell(_ cell: CellText) -> CellText {
    guard isOver || toldAt.map({ FigureAge(of: $0, at: now) != .current }) == true else {
      return cell
    }
    var old = cell
    old.role = .dim
    return old
  }

  fileprivate var shownFigures: CountedFigures? {
    figures.flatMap {
      isOver || FigureAge(of: $0.receivedAt, at: now) == .expired ? nil : $0.value
    }
  }

  fileprivate func figure<Value>(
    _ value: Value?, _ cell: (Value) -> CellText
  ) -> CellText {
    if isJob || tasks == 0 { return CellText("") }
    guard let value, let figures else { return .unknown }
    var shown = cell(value)
    if FigureAge(of: figures.receivedAt, at: now) == .old { shown.role = .dim }
    return shown
  }

  fileprivate var recordsIn: Rate? { isSource ? nil : shownFigures?.recordsIn }
  fileprivate var recordsOut: Rate? { isSink ? nil : shownFigures?.recordsOut }
}

/// The table of the jobs that have slots on a TaskManager, each with its vertices.
enum WorkTable {
  static let table = Table<WorkRow, WorkRow.ID>(
    columns: [
      TableColumn(
        "task", ColumnSpec("JOB AND TASK", minimum: 20, maximum: 70), canBeHidden: false,
        cell: { row, _ in
          row.isJob
            ? CellText(row.name, .title, isBold: true)
            : CellText("  " + row.name, row.tasks == 0 ? .dim : .title)
        }, key: { .text($0.name.lowercased()) }),
      TableColumn(
        "slots", ColumnSpec("SLOTS", minimum: 5, alignment: .right, dropOrder: 2),
        cell: { row, _ in row.cell(CellText(row.slots.map(String.init) ?? "")) },
        key: { .number($0.slots.map(Double.init)) }),
      TableColumn(
        "tasks", ColumnSpec("TASKS", minimum: 6, alignment: .right),
        cell: { row, _ in row.taskText }, key: { .number($0.tasks.map(Double.init)) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 12, dropOrder: 1),
        cell: { row, _ in
          row.state.map { row.cell(CellText($0.name, $0.role)) }
            ?? (row.tasks == 0 ? CellText("none here", .dim) : .unknown)
        }, key: { .text($0.state?.name ?? "") }),
      share("busy", "BUSY", dropOrder: 3, high: 0.9, .busy) { $0.busy },
      share("backpressure", "BACKP.", dropOrder: 4, high: 0.5, .backpressured) {
        $0.backpressured
      },
      rate("in", "IN/s", dropOrder: 6) { $0.recordsIn },
      rate("out", "OUT/s", dropOrder: 5) { $0.recordsOut },
    ], givenOrder: "jobs, with their tasks in plan order", id: \.id,
    searched: { [$0.name, $0.state?.name ?? "", $0.tasks == 0 ? "none here" : ""] })

  private static func share(
    _ name: String, _ title: String, dropOrder: Int, high: Double, _ role: Role,
    _ share: @escaping @Sendable (Pressure) -> Ratio?
  ) -> TableColumn<WorkRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: title.count + 1, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        row.figure(row.shownFigures?.pressure.flatMap(share)) {
          let isHigh = $0.value >= high
          return CellText(Format.percent($0.value), isHigh ? role : .text, isBold: isHigh)
        }
      }, key: { .share($0.shownFigures?.pressure.flatMap(share)) })
  }

  private static func rate(
    _ name: String, _ title: String, dropOrder: Int,
    _ rate: @escaping @Sendable (WorkRow) -> Rate?
  ) -> TableColumn<WorkRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 6, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        row.figure(rate(row)) { CellText(Format.count($0.perSecond)) }
      }, key: { .rate(rate($0)) })
  }
}
