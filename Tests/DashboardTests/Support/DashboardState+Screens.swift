import StreamModel
import TerminalUI

@testable import Dashboard

/// The screens by their kinds, as tests read them, and set what no key leads to.
extension DashboardState {
  /// The title of the screen that is shown.
  var shown: String { visits.top.sign.title }

  private func visited<S: Screen>(_ type: S.Type) -> S? {
    visits.stack.lazy.compactMap { $0 as? S }.last
  }

  private mutating func set<S: Screen>(_ screen: S?) {
    guard let screen, let index = visits.stack.lastIndex(where: { $0 is S }) else { return }
    visits.stack[index] = screen
  }

  var jobs: JobsScreen {
    get { visited(JobsScreen.self) ?? JobsScreen() }
    set { set(newValue) }
  }
  var job: JobScreen? {
    get { visited(JobScreen.self) }
    set { set(newValue) }
  }
  var checkpoints: CheckpointsScreen? {
    get { visited(CheckpointsScreen.self) }
    set { set(newValue) }
  }
  var operationsTable: TableState<String>? { visited(OperationsScreen.self)?.table }
  var wall: WallScreen? {
    get { visited(WallScreen.self) }
    set { set(newValue) }
  }
  /// One cluster, as most tests have.
  init(settings: Settings, cluster: ClusterModel, size: Size, now: Timestamp) {
    self.init(settings: settings, clusters: [cluster], size: size, now: now)
  }

  /// Shows the wall, as `--wall` does from the start.
  mutating func showWall(rotation: Duration) {
    visits = Visits(root: WallScreen(rotation: rotation))
  }

  /// Rows that are seen at once of the list that has the keys.
  var visibleRows: Int { list?.placement.height ?? 1 }

  var jobLayout: JobLayout {
    job?.layout(in: context) ?? JobLayout(size, pane: .vertices, isZoomed: false)
  }

  var selectedOperation: StreamModel.Operation? {
    visited(OperationsScreen.self)?.selected(in: context)
  }
}
