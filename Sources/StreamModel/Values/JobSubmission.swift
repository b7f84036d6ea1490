/// A job graph that is to be started, with what it needs: files of this machine.
package struct JobSubmission: Hashable, Sendable {
  /// The path of the graph, as Java serialised it.
  package var graph: String
  /// Paths of jars with the classes of the job.
  package var jars: [String]

  package init(graph: String, jars: [String] = []) {
    self.graph = graph
    self.jars = jars
  }
}
