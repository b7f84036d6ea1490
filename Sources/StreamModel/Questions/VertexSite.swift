/// What the structure of a job says of one vertex, as far as it decides how to ask about it.
package struct VertexSite: Hashable, Sendable {
  package var name: String
  package var isSource: Bool
  package var hasDownstream: Bool

  package init(name: String, isSource: Bool, hasDownstream: Bool) {
    self.name = name
    self.isSource = isSource
    self.hasDownstream = hasDownstream
  }
}

extension JobDetail {
  /// Nil where the structure does not have that vertex.
  package func site(of id: VertexID) -> VertexSite? {
    guard let vertex = vertices.first(where: { $0.id == id }) else { return nil }
    let hasDownstream = vertices.contains { $0.inputs.contains { $0.from == id } }
    return VertexSite(name: vertex.name, isSource: vertex.isSource, hasDownstream: hasDownstream)
  }
}

extension ClusterModel {
  /// Nil where the structure of the job is not known, or does not have that vertex.
  func site(of vertex: VertexID, in job: JobID) -> VertexSite? {
    jobsByID[job]?.detail?.value.site(of: vertex)
  }
}
