/// Where a checkpoint stands. What only one outcome has is its payload, so the two cannot disagree.
package enum CheckpointStatus: Hashable, Sendable {
  case inProgress
  /// `path` is nil where the storage keeps no external file; `isDiscarded` once it was subsumed and removed.
  case completed(path: String?, isDiscarded: Bool)
  /// The server's message, often nil (`failure_message` lies in the details of some versions only).
  case failed(cause: String?)
  /// A status this version of flinktop has not heard of.
  case other(String)
}

/// One checkpoint or savepoint of `/jobs/:id/checkpoints` history, or of its details.
package struct Checkpoint: Hashable, Sendable {
  package var id: CheckpointID
  package let status: CheckpointStatus
  /// `status.isCutOffByCause`, looked for once: each row and each verdict asks.
  let isCutOffByCause: Bool
  package var isSavepoint: Bool
  /// `CANONICAL` or `NATIVE`, 1.17 on.
  package var savepointFormat: String?
  /// `CHECKPOINT`, `UNALIGNED_CHECKPOINT`, `SAVEPOINT`, `SYNC_SAVEPOINT` ... as the server spells it.
  package var type: String?
  package var triggeredAt: Timestamp
  /// When the last subtask acknowledged; nil while none has (-1 on the wire).
  package var lastAcknowledgedAt: Timestamp?
  /// End to end; while in progress the time so far.
  package var duration: Duration?
  /// Full size of the state.
  package var stateSize: ByteCount?
  /// What this checkpoint wrote (1.16 on; less than `stateSize` where incremental).
  package var checkpointedSize: ByteCount?
  /// In-flight data processed during alignment, and persisted by an unaligned checkpoint.
  package var processedData: ByteCount?
  package var persistedData: ByteCount?
  package var subtasks: Int
  package var acknowledgedSubtasks: Int
  /// True where the server says that it is not externally addressable: it lies in the JobManager's memory.
  package var isInJobManagerOnly: Bool
  /// True for a completed checkpoint that the cluster lists no more: whether it was discarded since is not known.
  package var isUnlisted = false
  /// True where a span told of it and not the REST API: then subtasks are not known, and in 1.20 not whether it is a savepoint.
  package var isOfSpan = false
  /// What its span tells besides, where one came.
  package var span: CheckpointSpan?

  package init(
    id: CheckpointID, status: CheckpointStatus, isSavepoint: Bool, savepointFormat: String?,
    type: String?, triggeredAt: Timestamp, lastAcknowledgedAt: Timestamp?, duration: Duration?,
    stateSize: ByteCount?, checkpointedSize: ByteCount?, processedData: ByteCount?,
    persistedData: ByteCount?, subtasks: Int, acknowledgedSubtasks: Int,
    isInJobManagerOnly: Bool = false
  ) {
    self.id = id
    self.status = status
    isCutOffByCause = status.isCutOffByCause
    self.isSavepoint = isSavepoint
    self.savepointFormat = savepointFormat
    self.type = type
    self.triggeredAt = triggeredAt
    self.lastAcknowledgedAt = lastAcknowledgedAt
    self.duration = duration
    self.stateSize = stateSize
    self.checkpointedSize = checkpointedSize
    self.processedData = processedData
    self.persistedData = persistedData
    self.subtasks = subtasks
    self.acknowledgedSubtasks = acknowledgedSubtasks
    self.isInJobManagerOnly = isInJobManagerOnly
  }
}

/// Minimum, average, maximum and percentiles over the completed checkpoints of a job.
///
/// Values are milliseconds or bytes, as the property that holds it says. Percentiles are nil in 1.13 and
/// where the server says "NaN".
package struct Distribution: Hashable, Sendable {
  package var min: Double
  package var average: Double
  package var max: Double
  package var p50: Double?
  package var p90: Double?
  package var p95: Double?
  package var p99: Double?
  package var p999: Double?

  package init(
    min: Double, average: Double, max: Double, p50: Double?, p90: Double?, p95: Double?,
    p99: Double?, p999: Double?
  ) {
    self.min = min
    self.average = average
    self.max = max
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
    self.p99 = p99
    self.p999 = p999
  }
}

/// `/jobs/:id/checkpoints`: counts, summary and the ten entries of history that Flink keeps.
package struct CheckpointStatistics: Hashable, Sendable {
  /// Cumulative since the JobManager knows the job. `failed` and `total` count triggers that never got an entry.
  package struct Counts: Hashable, Sendable {
    package var total: Int
    package var inProgress: Int
    package var completed: Int
    package var failed: Int
    package var restored: Int

    package init(total: Int, inProgress: Int, completed: Int, failed: Int, restored: Int) {
      self.total = total
      self.inProgress = inProgress
      self.completed = completed
      self.failed = failed
      self.restored = restored
    }
  }

  /// The checkpoint or savepoint that the job was last started from.
  package struct Restored: Hashable, Sendable {
    package var id: CheckpointID
    package var at: Timestamp
    package var isSavepoint: Bool
    package var path: String?

    package init(id: CheckpointID, at: Timestamp, isSavepoint: Bool, path: String?) {
      self.id = id
      self.at = at
      self.isSavepoint = isSavepoint
      self.path = path
    }
  }

  package var counts: Counts
  /// End-to-end duration in milliseconds; nil until one completed.
  package var duration: Distribution?
  /// Checkpointed size (1.13: state size) in bytes; nil until one completed.
  package var checkpointedSize: Distribution?
  /// Full state size in bytes; nil until one completed.
  package var stateSize: Distribution?
  package var processedData: Distribution?
  package var persistedData: Distribution?
  package var latestCompleted: Checkpoint?
  package var latestFailed: Checkpoint?
  package var latestSavepoint: Checkpoint?
  package var restored: Restored?
  /// Newest first, ten at most (`web.checkpoints.history`).
  package var history: [Checkpoint]

  package init(
    counts: Counts, duration: Distribution?, checkpointedSize: Distribution?,
    stateSize: Distribution?, processedData: Distribution?, persistedData: Distribution?,
    latestCompleted: Checkpoint?, latestFailed: Checkpoint?, latestSavepoint: Checkpoint?,
    restored: Restored?, history: [Checkpoint]
  ) {
    self.counts = counts
    self.duration = duration
    self.checkpointedSize = checkpointedSize
    self.stateSize = stateSize
    self.processedData = processedData
    self.persistedData = persistedData
    self.latestCompleted = latestCompleted
    self.latestFailed = latestFailed
    self.latestSavepoint = latestSavepoint
    self.restored = restored
    self.history = history
  }
}

/// `/jobs/:id/checkpoints/config`.
package struct CheckpointConfiguration: Hashable, Sendable {
  /// `exactly_once` or `at_least_once`.
  package var mode: String?
  /// Nil where periodic checkpoints are off (Long.MAX_VALUE on the wire).
  package var interval: Duration?
  package var timeout: Duration?
  package var minPause: Duration?
  package var maxConcurrent: Int?
  package var isUnaligned: Bool?
  package var tolerableFailures: Int?
  package var stateBackend: String?
  package var storage: String?
  /// Nil where checkpoints are not kept after the job ended; else whether a cancel deletes them.
  package var externalizedDeletesOnCancellation: Bool?
  package var isChangelogEnabled: Bool?

  package init(
    mode: String?, interval: Duration?, timeout: Duration?, minPause: Duration?,
    maxConcurrent: Int?, isUnaligned: Bool?, tolerableFailures: Int?,
    stateBackend: String?, storage: String?, externalizedDeletesOnCancellation: Bool?,
    isChangelogEnabled: Bool?
  ) {
    self.mode = mode
    self.interval = interval
    self.timeout = timeout
    self.minPause = minPause
    self.maxConcurrent = maxConcurrent
    self.isUnaligned = isUnaligned
    self.tolerableFailures = tolerableFailures
    self.stateBackend = stateBackend
    self.storage = storage
    self.externalizedDeletesOnCancellation = externalizedDeletesOnCancellation
    self.isChangelogEnabled = isChangelogEnabled
  }
}

/// One checkpoint with its vertices (`/jobs/:id/checkpoints/details/:cid`).
package struct CheckpointDetail: Hashable, Sendable {
  /// What one vertex contributed.
  package struct VertexPart: Hashable, Sendable {
    package var vertex: VertexID
    package var status: String
    package var lastAcknowledgedAt: Timestamp?
    package var duration: Duration?
    package var stateSize: ByteCount?
    package var checkpointedSize: ByteCount?
    package var subtasks: Int
    package var acknowledgedSubtasks: Int

    package init(
      vertex: VertexID, status: String, lastAcknowledgedAt: Timestamp?, duration: Duration?,
      stateSize: ByteCount?, checkpointedSize: ByteCount?, subtasks: Int, acknowledgedSubtasks: Int
    ) {
      self.vertex = vertex
      self.status = status
      self.lastAcknowledgedAt = lastAcknowledgedAt
      self.duration = duration
      self.stateSize = stateSize
      self.checkpointedSize = checkpointedSize
      self.subtasks = subtasks
      self.acknowledgedSubtasks = acknowledgedSubtasks
    }
  }

  package var checkpoint: Checkpoint
  package var vertices: [VertexPart]

  package init(checkpoint: Checkpoint, vertices: [VertexPart]) {
    self.checkpoint = checkpoint
    self.vertices = vertices
  }
}

/// One subtask's part of a checkpoint (`.../details/:cid/subtasks/:vid`).
///
/// A completed one has all four phases; an unacknowledged one has none.
package struct SubtaskCheckpoint: Hashable, Sendable {
  /// The four phases that an acknowledged subtask went through, in order.
  package struct Phases: Hashable, Sendable {
    /// From the trigger until the first barrier arrived: large under backpressure.
    package var startDelay: Duration
    /// From the first to the last barrier.
    package var alignment: Duration
    /// The part of the snapshot that stops processing.
    package var sync: Duration
    /// The part written in the background; for an unaligned checkpoint it includes alignment.
    package var async: Duration

    package init(startDelay: Duration, alignment: Duration, sync: Duration, async: Duration) {
      self.startDelay = startDelay
      self.alignment = alignment
      self.sync = sync
      self.async = async
    }
  }

  /// From 0.
  package var index: Int
  package var acknowledgedAt: Timestamp?
  package var duration: Duration?
  package var phases: Phases?
  package var stateSize: ByteCount?
  package var checkpointedSize: ByteCount?
  package var processedData: ByteCount?
  package var persistedData: ByteCount?
  package var isUnaligned: Bool
  package var isAborted: Bool

  package init(
    index: Int, acknowledgedAt: Timestamp?, duration: Duration?, phases: Phases?,
    stateSize: ByteCount?, checkpointedSize: ByteCount?, processedData: ByteCount?,
    persistedData: ByteCount?, isUnaligned: Bool, isAborted: Bool
  ) {
    self.index = index
    self.acknowledgedAt = acknowledgedAt
    self.duration = duration
    self.phases = phases
    self.stateSize = stateSize
    self.checkpointedSize = checkpointedSize
    self.processedData = processedData
    self.persistedData = persistedData
    self.isUnaligned = isUnaligned
    self.isAborted = isAborted
  }
}
