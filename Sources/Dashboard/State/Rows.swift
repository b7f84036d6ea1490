import StreamModel
import TerminalUI

/// The rows of the tables: what they show of the model, with what is needed to draw it.
extension ContextReader {
  func jobRow(_ job: JobModel) -> JobRow {
    JobRow(
      job: job, verdict: verdict(job.id), rank: context.watched.judgements.rank(of: job.id),
      charset: settings.charset, now: now,
      knownAt: knownAt, lostAt: cluster.lostAt(job.id))
  }

  /// The jobs under a tab, those included that the JobManager has lost.
  func jobRows(_ tab: JobTab) -> some Sequence<JobRow> {
    let lost = tab == .alive ? [] : cluster.lostJobs(at: now)
    let listed = cluster.jobs.filter { tab.contains($0.state) } + lost
    return listed.lazy.map { jobRow($0) }
  }

  func vertexRow(
    _ vertex: Vertex, of model: JobModel, culprits: Set<VertexID>, columns: [FormulaColumn] = []
  ) -> VertexRow {
    var row = VertexRow(
      vertex: vertex, model: model.vertices[vertex.id], job: model,
      isCulprit: culprits.contains(vertex.id), charset: settings.charset, now: now)
    row.formulas = columns.figures(of: .vertex(model.id, vertex.id))
    return row
  }

  /// The vertices of a job in plan order.
  func vertexRows(of model: JobModel) -> [VertexRow] {
    let culprits = Set(verdict(model.id).bottlenecks)
    let columns = formulaColumns(ofVerticesOf: model.id)
    return (model.detail?.value.vertices ?? []).map {
      vertexRow($0, of: model, culprits: culprits, columns: columns)
    }
  }

  func operationRow(_ operation: Operation) -> OperationRow {
    OperationRow(operation: operation, clock: settings.clock, now: now)
  }
}
