import StreamModel
import TerminalUI

/// The Accumulators screen: what the code of a job adds up, over all vertices or by one.
struct AccumulatorsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "accumulators", title: "Accumulators", key: nil,
    summary: "Accumulators of a job, or of a vertex", topic: .job, needs: [.accumulators])
  static let bindings: [Binding<AccumulatorsScreen>] = [
    .opening("the whole value", footer: "value"),
    beside("next-vertex", "]", "those of the next vertex alone", footer: "vertex", by: 1),
    beside("previous-vertex", "[", "of the previous vertex, or of the job", by: -1),
    Binding(
      "by-subtask", [.tab, .backTab], "of the vertex, or of each of its subtasks",
      footer: "subtasks", group: .look, rank: 1, pace: .repeated,
      refusal: { screen, _ in
        screen.vertex == nil ? "Those of a job are not told by subtask: ] goes to a vertex." : nil
      }
    ) { screen, _ in
      screen.isBySubtask.toggle()
      return []
    },
  ]

  var job: JobID
  /// Nil for the job.
  var vertex: VertexID?
  /// A vertex is opened to its subtasks.
  var isBySubtask = false
  var table = TableState<Int>()
  /// Of the subtasks.
  var parts = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let job) = subject else { return nil }
    self.job = job
  }

  var subject: Subject { .job(job) }
  var question: AccumulatorsQuestion {
    .accumulators(vertex.map { .vertex(job, $0) } ?? .job(job))
  }

  /// Nil where it is not opened to its subtasks.
  var partsQuestion: SubtaskAccumulatorsQuestion? {
    guard isBySubtask, let vertex else { return nil }
    return .subtaskAccumulators(job, vertex)
  }

  func vertex(in context: Context) -> VertexID? { vertex }

  func trail(in context: Context) -> [String] {
    guard let vertex else { return [] }
    let name = context.cluster.job(job)?.vertex(vertex)?.shortName ?? vertex.text
    return isBySubtask ? [name, "subtasks"] : [name]
  }

  /// The job, its first vertex, the second, and around the ends.
  private static func beside(
    _ name: String, _ key: Character, _ title: String, footer: String? = nil, by step: Int
  ) -> Binding<AccumulatorsScreen> {
    Binding(
      name, [.character(key)], title, footer: footer, group: .look, rank: 2, pace: .repeated
    ) { screen, context in
      let vertices = context.cluster.job(screen.job)?.detail?.value.vertices.map(\.id) ?? []
      let places: [VertexID?] = [nil] + vertices
      let place = places.firstIndex(of: screen.vertex) ?? 0
      screen.vertex = places[(place + step + places.count) % places.count]
      screen.table.rewind()
      screen.parts.rewind()
      return []
    }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.accumulatorRows(question), in: AccumulatorTable.table)
    table.scroll(height: AccumulatorsLayout(context.size).table.list.rows - 1)
    guard let partsQuestion else { return }
    parts.arrange(context.accumulatorRows(partsQuestion), in: AccumulatorTable.bySubtask)
    parts.scroll(height: AccumulatorsLayout(context.size).table.list.rows - 1)
  }

  func demand(in context: Context) -> Demand {
    Demand(
      openJob: job, questions: [partsQuestion.map { AnyQuestion($0) } ?? AnyQuestion(question)])
  }

  func draw(in context: Context, frame: inout Frame) {
    let layout = AccumulatorsLayout(context.size)
    let charset = context.settings.charset
    let whose =
      vertex.map { context.cluster.job(job)?.vertex($0)?.shortName ?? $0.text } ?? "all vertices"
    let shown = partsQuestion == nil ? table : parts
    let by = partsQuestion == nil ? "" : " by subtask"
    let inside = Box.draw(
      layout.frame, title: "Accumulators \(charset.separator) \(SafeText.plain(whose))\(by)",
      remark: shown.filterRemark(charset)
        + (partsQuestion.map(context.ageRemark) ?? context.ageRemark(question))
        + columns.orderWords(shown.sort),
      isFocused: true, charset: charset, in: &frame)
    if let partsQuestion {
      context.drawAccumulatorRows(
        partsQuestion, parts, in: layout.table.list, edge: inside, isFocused: true, frame: &frame)
    } else {
      context.drawAccumulatorRows(
        question, table, in: layout.table.list, edge: inside, isFocused: true, frame: &frame)
    }
    if let row = selected(in: context) {
      let value = String((row.accumulator.value ?? "-").prefix(2000))
      context.drawDetail(CellText(value), in: layout.table.detail, frame: &frame)
    }
  }

  private var columns: Table<AccumulatorRow, Int> {
    partsQuestion == nil ? AccumulatorTable.table : AccumulatorTable.bySubtask
  }

  private func selected(in context: Context) -> AccumulatorRow? {
    guard let partsQuestion else {
      return context.accumulatorRows(question).first { $0.id == table.cursor }
    }
    return context.accumulatorRows(partsQuestion).first { $0.id == parts.cursor }
  }

  func subtask(in context: Context) -> Int? {
    partsQuestion == nil ? nil : selected(in: context)?.part?.subtask
  }

  func list(in context: Context) -> CurrentList? {
    let shown = partsQuestion == nil ? table : parts
    return CurrentList(
      "Accumulators", columns, shown,
      at: columns.placement(
        hiding: shown.hidden, in: AccumulatorsLayout(context.size).table.list))
  }

  mutating func inList(_ action: TableAction) {
    if partsQuestion == nil { table.take(action) } else { parts.take(action) }
  }

  mutating func hold() {
    if partsQuestion == nil { table.hasMoved = true } else { parts.hasMoved = true }
  }

  mutating func back(in context: Context) -> Bool {
    if clearFilter(in: context) { return true }
    guard partsQuestion != nil else { return false }
    isBySubtask = false
    return true
  }

  func canOpen(in context: Context) -> Bool { selected(in: context) != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    selected(in: context).map { [$0.reading] } ?? []
  }

  func copied(in context: Context) -> String? { selected(in: context)?.accumulator.value }
}

/// Where the parts of the Accumulators screen lie.
struct AccumulatorsLayout {
  var frame: Rect
  var table: TableLayout

  init(_ size: Size) {
    frame = ScreenLayout(size).body
    table = TableLayout(in: frame.inset(left: 1, top: 1, right: 1, bottom: 1))
  }
}
