/// A figure that a job's own code adds up.
package struct Accumulator: Hashable, Sendable {
  package var name: String
  /// The class that adds it up: `LongCounter`.
  package var type: String?
  /// As the system prints it; nil where there is none.
  package var value: String?
  /// In base 64, as Java serialised it; nil where that was not asked for.
  package var serialized: String?

  package init(name: String, type: String?, value: String?, serialized: String? = nil) {
    self.name = name
    self.type = type
    self.value = value
    self.serialized = serialized
  }

  /// Bytes that it takes, roughly.
  var size: Int {
    MemoryLayout<Accumulator>.stride + name.utf8.count + (value?.utf8.count ?? 0)
      + (serialized?.utf8.count ?? 0)
  }
}

/// What accumulators are of.
package enum AccumulatorOwner: Hashable, Sendable {
  /// Over all vertices.
  case job(JobID)
  /// Over the current attempts of all its subtasks.
  case vertex(JobID, VertexID)
  /// Of one attempt of a subtask.
  case attempt(JobID, VertexID, subtask: Int, attempt: Int)
}

/// The accumulators of one subtask: of its attempt that runs, or ran last.
package struct SubtaskAccumulators: Hashable, Sendable {
  /// From 0.
  package var subtask: Int
  package var attempt: Int?
  /// As the version tells it: host and port, or the host alone.
  package var host: String?
  package var accumulators: [Accumulator]

  package init(subtask: Int, attempt: Int?, host: String?, accumulators: [Accumulator]) {
    self.subtask = subtask
    self.attempt = attempt
    self.host = host
    self.accumulators = accumulators
  }
}
