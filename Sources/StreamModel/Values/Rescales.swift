/// A change of a job's parallelism, or its first scheduling: `/jobs/:id/rescales/history` (2.3 on, adaptive scheduler).
package struct RescaleRecord: Hashable, Sendable {
  /// What tells it from others: a uuid.
  package var id: String
  /// `INITIAL_SCHEDULE`, `UPDATE_REQUIREMENT`, `NEW_RESOURCE_AVAILABLE`, `RECOVERABLE_FAILOVER`.
  package var cause: String?
  /// `COMPLETED`, `FAILED`, `IGNORED`; nil while it goes on.
  package var outcome: String?
  /// Why it ended so: `SUCCEEDED`.
  package var reason: String?
  /// Counted from 1 for one set of requirements.
  package var attempt: Int?
  package var startTime: Timestamp?
  /// Nil while it goes on.
  package var endTime: Timestamp?

  package init(
    id: String, cause: String?, outcome: String?, reason: String?, attempt: Int?,
    startTime: Timestamp?, endTime: Timestamp?
  ) {
    self.id = id
    self.cause = cause
    self.outcome = outcome
    self.reason = reason
    self.attempt = attempt
    self.startTime = startTime
    self.endTime = endTime
  }

  package var duration: Duration? {
    startTime.flatMap { start in endTime.map { max(.zero, $0.since(start)) } }
  }
}

/// A rescale, vertex by vertex and state by state of the scheduler: `/jobs/:id/rescales/details/:uuid`.
package struct RescaleDetail: Hashable, Sendable {
  package struct VertexPart: Hashable, Sendable {
    package var vertex: VertexID
    package var name: String
    /// Nil where it had none before, as at the first scheduling.
    package var before: Int?
    package var after: Int?
    package var desired: Int?
    /// The least that it could go on with.
    package var sufficient: Int?

    package init(
      vertex: VertexID, name: String, before: Int?, after: Int?, desired: Int?, sufficient: Int?
    ) {
      self.vertex = vertex
      self.name = name
      self.before = before
      self.after = after
      self.desired = desired
      self.sufficient = sufficient
    }
  }

  /// What the scheduler did: `Restarting`, and for how long.
  package struct Phase: Hashable, Sendable {
    package var name: String
    package var duration: Duration?

    package init(name: String, duration: Duration?) {
      self.name = name
      self.duration = duration
    }
  }

  package var record: RescaleRecord
  /// By name.
  package var vertices: [VertexPart]
  package var phases: [Phase]

  package init(record: RescaleRecord, vertices: [VertexPart], phases: [Phase]) {
    self.record = record
    self.vertices = vertices
    self.phases = phases
  }
}
