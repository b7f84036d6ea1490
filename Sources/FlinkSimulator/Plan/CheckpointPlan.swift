/// The checkpoint configuration of a job and how its checkpoints fare.
struct CheckpointPlan: Sendable {
  var interval: Duration
  var timeout: Duration = .minutes(10)
  var minimumPause: Duration = .zero
  var isUnaligned = false
  var tolerableFailures: Int64 = 0
  var stateBackend = "HashMapStateBackend"
  /// Only what changed is written (RocksDB): this share of the state.
  var incrementalShare: Double?
  /// How long one takes, give or take a third.
  var duration: Duration
  var trouble: CheckpointTrouble = .none
}

enum CheckpointTrouble: Sendable {
  case none
  /// Barriers stand in the queue before the hot subtask: `added` more each hour since `since`, up to
  /// twice the duration; one in `expiring` takes longer than the time-out.
  case pressed(added: Duration, since: Double, expiring: Int)
  /// A subtask of `vertex` fails to write its state; one in `succeeding` gets through.
  case declining(vertex: Int, succeeding: Int)
}
