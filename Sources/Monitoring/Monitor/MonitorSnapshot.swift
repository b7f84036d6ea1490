package import StreamModel

/// What the screen is drawn from: the cluster and the operations of this run, at one moment.
package struct MonitorSnapshot: Sendable {
  package var cluster: ClusterModel
  /// Newest first, 500 at most.
  package var operations: [Operation]
  /// False where all that is new in it came by itself, so that it may wait a moment to be shown together with what else
  /// changes on the screen. True for first data, what follows from a key, and another state of the connection.
  package var isUrgent: Bool

  package init(cluster: ClusterModel, operations: [Operation], isUrgent: Bool = true) {
    self.cluster = cluster
    self.operations = operations
    self.isUrgent = isUrgent
  }
}
