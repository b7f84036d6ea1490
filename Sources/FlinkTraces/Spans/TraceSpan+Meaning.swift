package import StreamModel

/// What the attributes of Flink's own spans mean. Nil is what a release does not tell.
extension TraceSpan {
  /// Spans of tasks and subtasks have only the variable of the metric scope, those of 1.20 only the attribute.
  package var job: JobID? {
    (attributes.text("jobId") ?? attributes.text("job_id")).map { JobID($0.lowercased()) }
  }

  /// 2.x.
  package var jobName: String? { attributes.text("job_name") }

  /// The JobManager's address. 2.x.
  package var host: String? { attributes.text("host") }

  /// The checkpoint that it is about, or that a job was started from; nil for a start without one.
  package var checkpoint: CheckpointID? {
    attributes.count("checkpointId").map { CheckpointID($0) }
  }

  /// Of a span of a task or a subtask. 2.x.
  package var vertex: VertexID? { attributes.text("jobVertexId").map { VertexID($0) } }

  /// Counted from 0. 2.x.
  package var subtask: Int? { attributes.count("subtaskId").flatMap { Int(exactly: $0) } }

  /// `COMPLETED`, `FAILED`, of a checkpoint or of the initialisation of a job: there it says that a subtask failed
  /// meanwhile. Nil for all other spans.
  package var status: String? {
    attributes.text("checkpointStatus") ?? attributes.text("initializationStatus")
  }

  package var hasFailed: Bool { status == "FAILED" || kind == .jobFailure }

  /// `Checkpoint`, `Full Checkpoint` or `Savepoint`, which has one name for both formats. 2.x; of 1.20 nobody can tell
  /// a savepoint by its span.
  package var checkpointType: String? { attributes.text("checkpointType") }

  package var isSavepoint: Bool? { checkpointType.map { $0.hasPrefix("Savepoint") } }

  /// 2.x. False also for a checkpoint that failed before a subtask had acknowledged it, whatever is configured.
  package var isUnaligned: Bool? { truth("isUnaligned") }

  /// Of a failure (1.20): whether the job may start again, and whether all of it failed.
  package var canRestart: Bool? { truth("canRestart") }
  package var isGlobalFailure: Bool? { truth("isGlobalFailure") }

  /// The state of a checkpoint, or that was restored. Of a failed checkpoint: what was acknowledged until then.
  package var fullSize: ByteCount? { size("fullSize") }

  /// What a checkpoint wrote: less than the state where it is incremental.
  package var checkpointedSize: ByteCount? { size("checkpointedSize") }

  /// The size of a checkpoint's `_metadata`; nil where it failed. 2.x.
  package var metadataSize: ByteCount? { size("metadataSize") }

  private func size(_ name: String) -> ByteCount? {
    attributes.count(name).map { ByteCount(bytes: $0) }
  }

  private func truth(_ name: String) -> Bool? { attributes.text(name).flatMap { Bool($0) } }
}
