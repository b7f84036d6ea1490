/// What a container of a topology has in the place of slots: who runs in it, and where.
package struct TopologyContainer: Hashable, Sendable {
  /// The topology that it is of.
  package var job: JobID
  /// From 0 within the topology.
  package var number: Int
  /// Nil where it is planned, and has not told where it is.
  package var host: String?
  /// Of the stream manager, through which all tuples of the container go.
  package var port: Int?
  package var pid: Int?
  /// Of the shell, which the tracker asks for files and tools.
  package var shellPort: Int?
  /// Where its files are on the host.
  package var folder: String?
  /// Ids of what runs in it: `container_1_split_3`.
  package var instances: [String]
  /// What the packing plan gives it: processors and memory.
  package var cores: Double?
  package var memory: ByteCount?

  package init(job: JobID, number: Int) {
    self.job = job
    self.number = number
    instances = []
  }
}
