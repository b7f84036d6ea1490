import StreamModel
import TerminalUI

/// A vertex as far as it is needed to say what of it runs where.
struct VertexOutline {
  var id: VertexID
  var name: String
  var parallelism: Int?
  var isSource: Bool
  var isSink: Bool
}

extension ContextReader {
  /// The vertices of a job from what was told of it anyway, else from its plan; nil until either is there.
  func outline(of job: JobID) -> [VertexOutline]? {
    func outlines<Node>(
      _ nodes: [Node], _ outline: (Node) -> (VertexID, String, Int?, [Edge])
    ) -> [VertexOutline] {
      let read = Set(nodes.flatMap { outline($0).3.map(\.from) })
      return nodes.map { node in
        let (id, name, parallelism, inputs) = outline(node)
        return VertexOutline(
          id: id, name: name, parallelism: parallelism, isSource: inputs.isEmpty,
          isSink: !read.contains(id))
      }
    }
    if let vertices = cluster.job(job)?.detail?.value.vertices, !vertices.isEmpty {
      return outlines(vertices) { ($0.id, $0.shortName, $0.parallelism, $0.inputs) }
    }
    return cluster.answers[.jobPlan(job)].map { plan in
      outlines(plan.value.nodes) {
        ($0.id, Vertex.shortName(of: $0.name), $0.parallelism, $0.inputs)
      }
    }
  }

  /// The jobs that have slots there by name, each followed by its vertices in plan order.
  func workRows(on manager: TaskManagerID, of detail: Observed<TaskManagerDetail>?) -> [WorkRow] {
    var slots: [JobID: [TaskManagerDetail.AllocatedSlot]] = [:]
    for slot in detail?.value.allocatedSlots ?? [] { slots[slot.job, default: []].append(slot) }
    let jobs = slots.map { id, slots in
      let job = cluster.job(id)
      // What a restart contradicts is not known, nor what may have been counted in the midst of it: its vertices may have
      // been told since.
      let isOver =
        detail.map { told in
          cluster.laterWord(on: id, than: told.receivedAt) != nil
            || cluster.mayBeOutdated(id, toldAt: told.receivedAt)
        } ?? false
      let tasks = isOver ? [] : slots.compactMap(\.assignedTasks)
      return WorkRow(
        id: .job(id), name: job?.shownName ?? id.text,
        state: cluster.lostAt(id) != nil
          ? ("GONE", .critical) : job.map { ($0.state.name, $0.state.role) }, slots: slots.count,
        tasks: tasks.isEmpty ? nil : tasks.reduce(0, +), toldAt: detail?.receivedAt,
        isOver: isOver, now: now)
    }
    return jobs.sorted { ($0.name, $0.id.job.text) < ($1.name, $1.id.job.text) }.flatMap { job in
      [job] + (outline(of: job.id.job) ?? []).map { row(of: $0, in: job.id.job, on: manager) }
    }
  }

  private func row(
    of vertex: VertexOutline, in job: JobID, on manager: TaskManagerID
  ) -> WorkRow {
    let told = cluster.answers[.vertexWorkers(job, vertex.id)]
    let part = told?.value.parts[manager]
    let later = told.flatMap {
      cluster.laterWord(on: job, than: $0.receivedAt, began: part?.startTime)
    }
    return WorkRow(
      id: .vertex(job, vertex.id), name: vertex.name,
      state: part.map { part in
        let cell = part.state.cell(later)
        return (cell.text, cell.role)
      },
      tasks: told.map { _ in part?.tasks.total ?? 0 }, parallelism: vertex.parallelism,
      figures: told?.value.figures(on: manager), isSource: vertex.isSource, isSink: vertex.isSink,
      toldAt: told?.receivedAt, isOver: later != nil, now: now)
  }
}
