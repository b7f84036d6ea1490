import StreamModel
import TerminalUI

extension DashboardState {
  /// Goes on by the rows that are seen at once, one row staying in view.
  mutating func moveByPage(_ direction: Int) {
    if isInGraph {
      goInGraph { $0.layout.page(from: $1, by: direction, in: $0.pane) }
    } else {
      moveCursor(by: direction * max(1, visibleRows - 1))
    }
  }

  /// Goes to the first of a list or the last.
  mutating func moveToEnd(_ direction: Int) {
    if isInGraph {
      goInGraph { graph, _ in graph.layout.end(direction) }
    } else {
      moveCursor(by: direction * 1_000_000)
    }
  }

  private var isInGraph: Bool { screen == .job && job?.pane == .graph }

  mutating func moveCursor(by step: Int) {
    switch screen {
    case .jobs: moveJobCursor(by: step)
    case .job: moveInJob(by: step)
    case .checkpoints: moveInCheckpoints(by: step)
    case .operations:
      let ids = operations.map(\.id)
      operationsScreen.selected = Self.moved(operationsScreen.selected, in: ids, by: step)
    }
  }

  private mutating func moveJobCursor(by step: Int) {
    jobs.hasMoved = true
    jobs.selected = Self.moved(jobs.selected, in: listedJobs(), by: step)
  }

  private mutating func moveInJob(by step: Int) {
    guard let screen = job, let model = cluster.job(screen.id) else { return }
    switch screen.pane {
    case .vertices, .watermarks:
      job?.hasMoved = true
      let ids = screen.pane == .vertices ? listedVertices().map(\.id) : watermarkOrder(of: model)
      job?.vertex = Self.moved(screen.vertex, in: ids, by: step)
    case .graph: moveInGraph(step < 0 ? .up : .down)
    case .checkpoints:
      let ids = model.checkpoints?.history.map(\.id) ?? []
      job?.checkpoint = Self.moved(screen.checkpoint, in: ids, by: step)
    }
  }

  private mutating func moveInCheckpoints(by step: Int) {
    guard let screen = checkpoints, let model = cluster.job(screen.job) else { return }
    if let open = screen.open {
      if let vertex = screen.openVertex {
        let part = JobModel.CheckpointPart(checkpoint: open, vertex: vertex)
        let count = model.checkpointSubtasks[part]?.value.count ?? 0
        let offset = screen.subtaskOffset + step.clamped(to: -count...count)
        let last = max(0, count - visibleRows)
        checkpoints?.subtaskOffset = offset.clamped(to: 0...last)
      } else {
        let ids = model.checkpointDetails[open].map { vertexOrder($0.value, in: model) } ?? []
        checkpoints?.vertex = Self.moved(screen.vertex, in: ids, by: step)
      }
    } else {
      let ids = model.checkpoints?.history.map(\.id) ?? []
      checkpoints?.selected = Self.moved(screen.selected, in: ids, by: step)
    }
  }

  /// Goes to the neighbouring box of the graph; the view follows.
  mutating func moveInGraph(_ direction: GraphLayout.Direction) {
    goInGraph { $0.layout.neighbour(of: $1, direction: direction) }
  }

  private mutating func goInGraph(_ next: (GraphPaneState, VertexID) -> VertexID?) {
    guard isInGraph, let graph = job?.graph, let current = job?.vertex,
      let vertex = next(graph, current)
    else { return }
    job?.hasMoved = true
    job?.vertex = vertex
  }

  /// The id `step` places on from `current`, stopping at either end; the first where nothing is selected.
  static func moved<ID: Equatable>(_ current: ID?, in ids: [ID], by step: Int) -> ID? {
    guard !ids.isEmpty else { return nil }
    guard let index = current.flatMap({ ids.firstIndex(of: $0) }) else { return ids[0] }
    return ids[(index + step).clamped(to: 0...(ids.count - 1))]
  }

  mutating func changeTab(by step: Int) {
    switch screen {
    case .jobs: jobs.tab = jobs.tab.next(by: step)
    case .job:
      if let pane = job?.pane { job?.pane = pane.next(by: step) }
    case .checkpoints, .operations: break
    }
  }

  mutating func changeSort(by step: Int) {
    switch screen {
    case .jobs:
      jobs.sort = jobs.sort.next(by: step, among: JobsLayout(size).sortableColumns)
      say("Sorted by \(jobs.sort.title).")
    case .job:
      guard let sort = job?.vertexSort, let columns = sortableVertexColumns else { return }
      let next = sort.next(by: step, among: columns)
      job?.vertexSort = next
      say("Vertices \(next.orderWords).")
    case .checkpoints, .operations: break
    }
  }

  mutating func reverseOrder() {
    switch screen {
    case .jobs: jobs.isReversed.toggle()
    case .job:
      if sortableVertexColumns != nil { job?.isReversed.toggle() }
    case .checkpoints, .operations: break
    }
  }

  /// The columns that the vertices can be sorted by; nil, having said so, while they are not on the screen.
  private var sortableVertexColumns: [VertexColumn]? {
    mutating get {
      guard let rect = jobLayout.panes.first(where: { $0.pane == .vertices })?.rect else {
        say("Only the vertices have an order to change: Tab goes to them.")
        return nil
      }
      let placed = VertexColumn.place(width: rect.columns - 2)
      return placed.map { VertexColumn.allCases[$0.index] }.filter(\.isSortable)
    }
  }

  mutating func mark() {
    guard let selected = jobs.cursor else { return }
    if jobs.marked.remove(selected) == nil { jobs.marked.insert(selected) }
    moveJobCursor(by: 1)
  }

  mutating func show(_ target: ScreenKind) {
    let id = job?.id ?? jobs.cursor
    switch target {
    case .jobs, .operations: screen = target
    case .job, .checkpoints:
      let chosen = screen == .jobs ? jobs.cursor ?? id : id
      guard let chosen else { return say("Select a job first.") }
      openJob(chosen)
      if target == .checkpoints { openCheckpoints(of: chosen, at: nil) }
    }
  }

  mutating func openJob(_ id: JobID) {
    jobs.hasMoved = true
    jobs.selected = id
    if job?.id != id { job = JobScreenState(id: id) }
    if checkpoints?.job != id { checkpoints = nil }
    screen = .job
  }

  private mutating func openCheckpoints(of id: JobID, at checkpoint: CheckpointID?) {
    if checkpoints?.job != id { checkpoints = CheckpointsScreenState(job: id) }
    if let checkpoint {
      checkpoints?.selected = checkpoint
      openCheckpoint(checkpoint)
    }
    screen = .checkpoints
  }

  /// Shows one checkpoint by vertex, with the cursor on its slowest.
  private mutating func openCheckpoint(_ id: CheckpointID?) {
    checkpoints?.open = id
    checkpoints?.vertex = nil
    checkpoints?.vertexOffset = 0
    checkpoints?.openVertex = nil
  }

  mutating func open() {
    switch screen {
    case .jobs:
      if let selected = jobs.cursor { openJob(selected) }
    case .job:
      guard let screen = job else { return }
      if screen.pane == .checkpoints {
        openCheckpoints(of: screen.id, at: screen.checkpoint)
      } else if screen.vertex != nil {
        // From here on the box is about this vertex, whichever is the worst.
        job?.hasMoved = true
        job?.isVertexOpen = true
      }
    case .checkpoints:
      guard let screen = checkpoints else { return }
      if screen.open == nil {
        openCheckpoint(screen.selected)
      } else if screen.openVertex == nil {
        checkpoints?.openVertex = screen.vertex
        checkpoints?.subtaskOffset = 0
      }
    case .operations:
      guard let operation = selectedOperation else { return }
      overlay = .operation(id: operation.id, offset: 0)
    }
  }

  /// One step back: out of a detail, out of a zoom, out of a filter, out of a screen.
  mutating func back() {
    if let notice, notice.severity >= .warning { self.notice = nil }
    switch screen {
    case .jobs:
      if !jobs.filter.isEmpty {
        jobs.filter = ""
      } else if !jobs.marked.isEmpty {
        jobs.marked = []
      } else {
        dismissedOperations.formUnion(operations.filter(\.state.isSettled).map(\.id))
      }
    case .job:
      if job?.isVertexOpen == true {
        job?.isVertexOpen = false
      } else if job?.isZoomed == true {
        job?.isZoomed = false
      } else {
        screen = .jobs
      }
    case .checkpoints:
      if checkpoints?.openVertex != nil {
        checkpoints?.openVertex = nil
      } else if checkpoints?.open != nil {
        checkpoints?.open = nil
      } else {
        screen = .job
      }
    case .operations: screen = .jobs
    }
  }

  mutating func click(column: Int, row: Int) -> [Effect] {
    guard overlay == nil, wall == nil, screen == .jobs else { return [] }
    let table = JobsLayout(size).table
    let ids = listedJobs()
    let index = jobs.offset + row - table.row
    guard row >= table.row, row < table.endRow, ids.indices.contains(index) else { return [] }
    jobs.hasMoved = true
    if jobs.selected == ids[index] { openJob(ids[index]) } else { jobs.selected = ids[index] }
    return []
  }
}

extension Int {
  func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}

extension CaseIterable where Self: Equatable {
  /// The case `step` places on, around the ends.
  func next(by step: Int, among cases: [Self] = Array(Self.allCases)) -> Self {
    guard !cases.isEmpty, let index = cases.firstIndex(of: self) else { return cases.first ?? self }
    return cases[((index + step) % cases.count + cases.count) % cases.count]
  }
}
