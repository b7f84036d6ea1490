import StreamModel

/// What the tracker knows a topology by. As a job's id: `lab-east/ops/devel/wordcount`, each part percent-encoded.
struct TopologyName: Hashable, Sendable {
  var cluster: String
  /// Empty where the tracker does not tell it.
  var role: String
  var environ: String
  var name: String

  init(cluster: String, role: String, environ: String, name: String) {
    self.cluster = cluster
    self.role = role
    self.environ = environ
    self.name = name
  }

  /// Nil for what is no id of a topology.
  init?(_ job: JobID) {
    let parts = job.text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let names = parts.compactMap(HeronRoute.decoded)
    guard names.count == 4, !names[0].isEmpty, !names[3].isEmpty else { return nil }
    self.init(cluster: names[0], role: names[1], environ: names[2], name: names[3])
  }

  var id: JobID {
    JobID([cluster, role, environ, name].map(HeronRoute.encoded).joined(separator: "/"))
  }

  /// What each question about a topology is asked with. The role is left out: both generations find it without.
  var parameters: [(String, String)] {
    [("cluster", cluster), ("environ", environ), ("topology", name)]
  }
}

/// A container of a topology, as the id of a process: `container_1/lab-east/ops/devel/wordcount`: what tells it from
/// others first, as lists cut it.
struct ContainerName: Hashable, Sendable {
  var topology: TopologyName
  /// From 0, where the topology manager runs.
  var number: Int

  init(_ topology: TopologyName, _ number: Int) {
    self.topology = topology
    self.number = number
  }

  /// Nil for what is no id of a container.
  init?(_ worker: TaskManagerID) {
    guard let slash = worker.text.firstIndex(of: "/"),
      let topology = TopologyName(JobID(String(worker.text[worker.text.index(after: slash)...])))
    else { return nil }
    let first = worker.text[..<slash]
    guard first.hasPrefix("container_"), let number = Int(first.dropFirst(10)), number >= 0 else {
      return nil
    }
    self.init(topology, number)
  }

  var id: TaskManagerID { TaskManagerID("container_\(number)/\(topology.id.text)") }
}
