import StreamModel
import TerminalUI

/// What an expression comes to in a row of a table.
package struct FormulaFigure: Hashable, Sendable {
  var value: Double
  /// As a chart would write it.
  var text: String
  var role: Role
}

/// A row that expressions may have a figure of: a subtask, a vertex, a TaskManager.
package protocol FormulaRow: SendableMetatype {
  /// By the names of the columns.
  var formulas: [String: FormulaFigure] { get }
}

/// A named expression of the board as a column: each of its series is in the row of what it is a series of.
struct FormulaColumn: Hashable, Sendable {
  /// The widest it gets.
  private static let widest = 14

  var formula: FormulaChart
  /// By what rows are about. A vertex has the largest of its subtasks, or where the limit is a lower one the smallest.
  private(set) var figures: [Subject: FormulaFigure] = [:]

  /// Rows are about several of them, of which this one counts.
  var isOfWholes = false

  /// `=late`: unlike that of any column that is always there.
  var name: String { plainTitle.lowercased() }
  private var plainTitle: String { "=" + SafeText.plain(formula.name ?? "") }
  /// `=late`, or in a table of wholes `max =late`.
  var title: String { isOfWholes ? (isUpper ? "max " : "min ") + plainTitle : plainTitle }
  private var isUpper: Bool { formula.limit?.isUpper ?? true }

  fileprivate var spec: ColumnSpec {
    let width = min(Self.widest, max(7, CellWidth.of(title) + 1))
    return ColumnSpec(title, minimum: width, alignment: .right, dropOrder: 1)
  }

  fileprivate init(
    _ formula: FormulaChart, _ reading: FormulaReading, in reader: some ContextReader
  ) {
    self.formula = formula
    let newest = reading.lines.compactMap { $0.last?.at }.max()
    let age = reading.receivedAt.map { FigureAge(of: $0, at: reader.now) } ?? .expired
    guard let newest, age != .expired else { return }
    for line in reading.lines {
      // What has ended says nothing of now.
      guard let last = line.last, newest.since(last.at) <= reader.longestBoardStep,
        let subject = line.instance.flatMap({ reading.subjects[$0] })
      else { continue }
      let isCrossed = formula.limit?.isCrossed(by: last.value) ?? false
      let figure = FormulaFigure(
        value: last.value, text: formula.unit.text(last.value, clock: reader.settings.clock),
        role: age == .old ? .dim : isCrossed ? .warning : .text)
      figures[subject] = figure
      guard case .subtask(let job, let vertex, _) = subject else { continue }
      let whole = figures[.vertex(job, vertex)]
      if whole.map({ isUpper ? $0.value < figure.value : $0.value > figure.value }) ?? true {
        figures[.vertex(job, vertex)] = figure
      }
    }
  }
}

extension [FormulaColumn] {
  /// What they have of a row.
  func figures(of subject: Subject) -> [String: FormulaFigure] {
    isEmpty
      ? [:]
      : Dictionary(
        compactMap { column in column.figures[subject].map { (column.name, $0) } },
        uniquingKeysWith: { first, _ in first })
  }
}

extension Table where Row: FormulaRow {
  /// With the columns that expressions fill, behind all others.
  func with(_ columns: [FormulaColumn]) -> Table {
    guard !columns.isEmpty else { return self }
    var table = self
    table.columns += columns.map { column in
      let name = column.name
      return TableColumn(
        name, column.spec,
        cell: { row, _ in
          row.formulas[name].map { CellText($0.text, $0.role) } ?? .unknown
        }, key: { .number($0.formulas[name]?.value) })
    }
    return table
  }
}

extension ContextReader {
  /// The expressions that are columns of a table: those of which a series is one of what `isRow` knows.
  func formulaColumns(_ isRow: (Subject) -> Bool) -> [FormulaColumn] {
    var names: Set<String> = []
    return context.board.charts.compactMap(\.formula).compactMap { formula in
      guard formula.isColumn, formula.name != nil,
        let reading = context.board.formulas[formula.expression],
        reading.subjects.values.contains(where: isRow)
      else { return nil }
      let column = FormulaColumn(formula, reading, in: self)
      return names.insert(column.name).inserted ? column : nil
    }
  }

  /// Those of the vertices of a job.
  func formulaColumns(ofVerticesOf job: JobID) -> [FormulaColumn] {
    let columns = formulaColumns { subject in
      if case .subtask(job, _, _) = subject { true } else { false }
    }
    return columns.map { column in
      var column = column
      column.isOfWholes = true
      return column
    }
  }

  /// Those of the subtasks of a vertex.
  func formulaColumns(ofSubtasksOf vertex: VertexID, in job: JobID) -> [FormulaColumn] {
    formulaColumns { subject in
      if case .subtask(job, vertex, _) = subject { true } else { false }
    }
  }

  /// Those of the TaskManagers.
  var formulaColumnsOfWorkers: [FormulaColumn] {
    formulaColumns { subject in
      if case .taskManager = subject { true } else { false }
    }
  }
}

extension ExpressionPlan {
  /// What each instance is, by what the expression calls it.
  var subjects: [String: Subject] {
    Dictionary(
      targetsBySelector.values.joined().compactMap { target in
        target.subject.map { (target.instance, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension ExpressionPlan.Target {
  /// What it is a metric of, where that is a row of some table.
  fileprivate var subject: Subject? {
    switch source {
    case .subtasks(let job, let vertex):
      Int(id.prefix { $0 != "." }).map { .subtask(job, vertex, $0) }
    case .worker(let id): .taskManager(id)
    default: nil
    }
  }
}

extension Context {
  /// Why a chart can't be a column; nil where it can, or where that is not known yet.
  func columnRefusal(of chart: BoardChart) -> String? {
    guard let formula = chart.formula else {
      return "Only an expression can be a column: = writes one."
    }
    guard !formula.isColumn else { return nil }
    guard formula.name != nil else {
      return "A column needs a name: e changes the expression to NAME = EXPRESSION."
    }
    guard let reading = board.formulas[formula.expression], !reading.lines.isEmpty else {
      return nil
    }
    let isOfRows = reading.lines.contains { $0.instance.flatMap { reading.subjects[$0] } != nil }
    return isOfRows
      ? nil
      : "It comes to no figure of a subtask or \(cluster.traits.worker): a column takes a series of each, as TS(..., *, ...) is."
  }
}
