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

  /// Moves the cursor of what has the keys by some rows.
  mutating func moveCursor(by step: Int) {
    switch screen {
    case .jobs: moveJobCursor(by: step)
    case .job: moveInJob(by: step)
    case .checkpoints: moveInCheckpoints(by: step)
    case .operations:
      let ids = operations.map(\.id)
      operationsScreen.hasMoved = true
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
      job?.hasMovedInCheckpoints = true
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
        checkpoints?.hasMovedInVertices = true
        checkpoints?.vertex = Self.moved(screen.vertex, in: ids, by: step)
      }
    } else {
      let ids = model.checkpoints?.history.map(\.id) ?? []
      checkpoints?.hasMoved = true
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

  /// Goes to another tab of the jobs, or to another pane.
  mutating func changeTab(by step: Int) {
    switch screen {
    case .jobs: jobs.tab = jobs.tab.next(by: step)
    case .job:
      if let pane = job?.pane { job?.pane = pane.next(by: step) }
    case .checkpoints, .operations: break
    }
  }

  /// Marks the job under the cursor, or takes its mark away, and goes on.
  mutating func mark() {
    guard let selected = jobs.cursor else { return }
    if jobs.marked.remove(selected) == nil { jobs.marked.insert(selected) }
    moveJobCursor(by: 1)
  }
}

extension Int {
  /// The nearest number inside a range.
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
