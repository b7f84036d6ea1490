package import StreamModel

/// What the screen is drawn from: the cluster and the operations of this run, at one moment.
package struct MonitorSnapshot: Sendable {
  package var cluster: ClusterModel
  /// Newest first, 500 at most.
  package var operations: [Operation]

  package init(cluster: ClusterModel, operations: [Operation]) {
    self.cluster = cluster
    self.operations = operations
  }
}
