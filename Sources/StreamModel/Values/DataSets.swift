/// The result of a batch job that the cluster keeps for later jobs: `/datasets`.
package struct DataSet: Hashable, Sendable, Identifiable {
  package var id: DataSetID
  /// False where a part of it is missing, as after the loss of a process; nil where that is not told.
  package var isComplete: Bool?

  package init(id: DataSetID, isComplete: Bool?) {
    self.id = id
    self.isComplete = isComplete
  }
}
