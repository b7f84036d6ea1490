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

  var isInGraph: Bool { screen == .job && job?.pane == .graph }

  /// Moves the cursor of what has the keys by some rows.
  mutating func moveCursor(by step: Int) {
    if isInGraph { moveInGraph(step < 0 ? .up : .down) } else { inList(.move(by: step)) }
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

  /// Goes to another tab of the jobs, or to another pane.
  mutating func changeTab(by step: Int) {
    isListStale = true
    switch screen {
    case .jobs: jobs.tab = jobs.tab.next(by: step)
    case .job:
      if let pane = job?.pane { job?.pane = pane.next(by: step) }
    case .checkpoints, .operations: break
    }
  }

  /// Marks the job under the cursor, or takes its mark away, and goes on.
  mutating func mark() {
    if screen == .jobs { inList(.mark) }
  }
}

extension CaseIterable where Self: Equatable {
  /// The case `step` places on, around the ends.
  func next(by step: Int) -> Self {
    let cases = Array(Self.allCases)
    guard !cases.isEmpty, let index = cases.firstIndex(of: self) else { return cases.first ?? self }
    return cases[((index + step) % cases.count + cases.count) % cases.count]
  }
}
