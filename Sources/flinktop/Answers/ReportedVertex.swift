import Dashboard
import StreamModel

/// The vertex of a job that a report is about.
struct ReportedVertex: Sendable {
  var job: ReportedJob
  var reference: String

  /// Nil where there is none, or more than one.
  func vertex(in cluster: ClusterModel) -> Vertex? {
    let vertices = job.id(in: cluster).flatMap { cluster.job($0)?.detail?.value.vertices }
    return vertices.flatMap { VertexReference.only(reference, among: $0) }
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try job.check(cluster)
    guard let id = job.id(in: cluster), let detail = cluster.job(id)?.detail?.value,
      vertex(in: cluster) == nil
    else { return }
    let names = detail.vertices.map { $0.shortName.cutForSentence }.joined(separator: ", ")
    let count = VertexReference.matches(reference, among: detail.vertices).count
    let wanted = reference.cutForSentence
    throw count == 0
      ? Failure(.notFound, "No vertex of this job is called '\(wanted)'; there are \(names).")
      : Failure(.wrongUsage, "'\(wanted)' means \(count) vertices of this job: \(names).")
  }

  func member(in cluster: ClusterModel) -> (String, JSONValue) {
    (
      "vertex",
      .optional(vertex(in: cluster)) {
        .object([("id", .string($0.id.text)), ("name", .string($0.name))])
      }
    )
  }
}
