import StreamModel
import TerminalUI

extension DashboardState {
  /// Brings selections and offsets back into what there is, after anything changed.
  mutating func normalize() {
    let listed = listedJobs()
    jobs.isSelectionShown = !listed.isEmpty
    if !jobs.hasMoved, !listed.isEmpty {
      jobs.selectedRow = 0
      jobs.selected = listed.first
    } else if let selected = jobs.selected, let row = listed.firstIndex(of: selected) {
      jobs.selectedRow = row
    } else if listed.isEmpty {
      // Behind a filter the job is found again; one that vanished is still to be told of.
      let isGone = jobs.selected.map { cluster.vanishedAt($0) != nil } ?? true
      if jobs.filter.isEmpty, cluster.jobsReceivedAt != nil, !isGone { jobs.selected = nil }
    } else {
      jobs.selectedRow = min(jobs.selectedRow, listed.count - 1)
      jobs.selected = listed[jobs.selectedRow]
    }
    jobs.marked.formIntersection(cluster.jobOrder)
    jobs.offset = Scrolling.offset(
      selected: listed.isEmpty ? nil : jobs.selectedRow, count: listed.count,
      height: JobsLayout(size).table.rows, current: jobs.offset)
    normalizeJob()
    let ids = operations.map(\.id)
    if !operationsScreen.hasMoved || operationsScreen.selected.map({ !ids.contains($0) }) ?? true {
      operationsScreen.selected = ids.first
    }
    let selected = operationsScreen.selected.flatMap { ids.firstIndex(of: $0) }
    let first = Scrolling.offset(
      selected: selected, count: ids.count, height: OperationsLayout(size).table.visibleRows,
      current: operationsScreen.offset)
    operationsScreen.offset = first
    advanceWall()
  }

  private mutating func normalizeJob() {
    guard let screen = job, let model = cluster.job(screen.id) else { return }
    let vertices = listedVertices().map(\.id)
    let isListed = screen.vertex.map { vertices.contains($0) } ?? false
    if !screen.hasMoved || !isListed { job?.vertex = vertices.first }
    let history = model.checkpoints?.history.map(\.id) ?? []
    if !screen.hasMovedInCheckpoints || screen.checkpoint.map({ !history.contains($0) }) ?? true {
      job?.checkpoint = history.first
    }
    normalizeGraph(model)
    normalizePaneOffsets(vertices: vertices, of: model)
    guard let open = checkpoints, open.job == model.id else { return }
    if !open.hasMoved || open.selected.map({ !history.contains($0) }) ?? true {
      checkpoints?.selected = history.first
    }
    let row = checkpoints?.selected.flatMap { history.firstIndex(of: $0) }
    checkpoints?.offset = Scrolling.offset(
      selected: row, count: history.count, height: CheckpointsLayout(size).table.visibleRows,
      current: open.offset)
    if let checkpoint = open.open, let detail = model.checkpointDetails[checkpoint]?.value {
      let ids = vertexOrder(detail, in: model)
      if !open.hasMovedInVertices || open.vertex.map({ !ids.contains($0) }) ?? true {
        checkpoints?.vertex = ids.first
      }
      let selected = checkpoints?.vertex.flatMap { ids.firstIndex(of: $0) }
      let height = checkpointBox(checkpoint, of: model).rows - 3
      checkpoints?.vertexOffset = Scrolling.offset(
        selected: selected, count: ids.count, height: height, current: open.vertexOffset)
    }
  }

  /// Keeps the windows of the Job screen's panes where they are as long as the cursor is in them.
  private mutating func normalizePaneOffsets(vertices: [VertexID], of model: JobModel) {
    guard let screen = job else { return }
    for (pane, rect) in jobLayout.panes {
      let height = max(0, rect.rows - 3)
      func offset(in ids: [VertexID], from current: Int) -> Int {
        Scrolling.offset(
          selected: screen.vertex.flatMap { ids.firstIndex(of: $0) }, count: ids.count,
          height: height, current: current)
      }
      switch pane {
      case .vertices:
        let first = offset(in: vertices, from: screen.vertexOffset)
        job?.vertexOffset = first
      case .watermarks:
        let first = offset(in: watermarkOrder(of: model), from: screen.watermarkOffset)
        job?.watermarkOffset = first
      case .checkpoints:
        guard let log = model.checkpoints else { break }
        let row = job?.checkpoint.flatMap { id in log.history.firstIndex { $0.id == id } }
        job?.checkpointOffset = Scrolling.offset(
          selected: row, count: log.history.count,
          height: CheckpointsPaneLayout(framed: rect).table.visibleRows,
          current: screen.checkpointOffset)
      case .graph: break
      }
    }
  }
}
