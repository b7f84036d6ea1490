/// A share together with the vertex it belongs to.
package struct VertexShare: Hashable, Sendable {
  package var vertex: VertexID
  package var ratio: Ratio

  package init(vertex: VertexID, ratio: Ratio) {
    self.vertex = vertex
    self.ratio = ratio
  }
}

/// Everything known of one job.
///
/// Its row of the list lies in the model itself; the rest lies behind one reference, so that a list of a
/// thousand jobs is cheap to copy and to bring up to date.
package struct JobModel: Sendable, Identifiable {
  /// One vertex's subtasks in one checkpoint.
  package struct CheckpointPart: Hashable, Sendable {
    package var checkpoint: CheckpointID
    package var vertex: VertexID

    package init(checkpoint: CheckpointID, vertex: VertexID) {
      self.checkpoint = checkpoint
      self.vertex = vertex
    }
  }

  package var summary: Observed<JobSummary>
  /// The JobManager's clock minus ours, as known when the job was last brought up to date.
  package var clockOffset: Duration = .zero
  /// When the job entered its present state, on our clock: as the server says, else between the two lists that saw it
  /// change; nil where neither tells.
  package var stateSince: Timestamp?
  /// When the job started, by the duration that the server gives: free of clock differences. The earliest that any
  /// answer told, so that a slow answer makes no job younger; nil where no duration is given.
  package internal(set) var aliveSince: Timestamp?
  /// Since when there are tasks that wait to be deployed (CREATED or SCHEDULED); nil while there are none.
  package var tasksWaitingSince: Timestamp?
  /// Since when some of them are SCHEDULED, and since when some are DEPLOYING or INITIALIZING; nil while none is.
  package internal(set) var tasksScheduledSince: Timestamp?
  package internal(set) var tasksStartingSince: Timestamp?
  /// Since when the job has been RUNNING with no task that runs; nil while one does.
  package internal(set) var nothingRunsSince: Timestamp?

  /// When its tasks last began or ceased to run as a whole, on our clock: what was told of them before that is of
  /// another run. Nil while no list told of a change.
  package internal(set) var runChangedAt: Timestamp?
  /// When the run before the one that is under way, or that is waited for, was last known to go on.
  var runEndedAt: Timestamp?

  /// When the run that is under way began; nil while some of a streaming job's tasks do not run.
  var runStart: RunStart?

  var readings: Boxed<JobReadings>
  private static let nothingRead = Boxed(JobReadings())

  package init(_ summary: JobSummary, receivedAt: Timestamp) {
    self.summary = Observed(summary, receivedAt: receivedAt)
    readings = Self.nothingRead
  }

  package var id: JobID { summary.value.id }
  package var name: String { summary.value.name }
  /// The name, or words for there being none.
  package var shownName: String {
    name.allSatisfy(\.isWhitespace) ? "(no name) \(id.text.prefix(8))" : name
  }
  package var state: JobState { summary.value.state }

  /// The vertex of that id in the last structure.
  package func vertex(_ id: VertexID) -> Vertex? {
    detail?.value.vertices.first { $0.id == id }
  }

  /// True where no answer about the job itself was taken in since it was as `former`.
  package func hasSameReadings(as former: JobModel) -> Bool {
    readings.isSame(as: former.readings)
  }

  /// True where its metrics mean something.
  var isProcessing: Bool { state.isProcessing }

  /// A moment on the JobManager's clock, on ours.
  package func onOurClock(_ serverTime: Timestamp) -> Timestamp {
    serverTime.advanced(by: .zero - clockOffset)
  }
}
