/// A savepoint's binary format (`formatType`, 1.15 on).
package enum SavepointFormat: String, Hashable, Sendable, CaseIterable {
  /// The same for every state backend: fit for upgrades and for changing the backend. Flink's default.
  case canonical = "CANONICAL"
  /// The state backend's own: faster to take and to restore.
  case native = "NATIVE"
}

/// What the user asked for.
package enum OperationKind: Hashable, Sendable {
  /// `POST /jobs/:id/savepoints`. A nil directory is the cluster's default.
  case savepoint(targetDirectory: String?, format: SavepointFormat?)
  /// `POST /jobs/:id/stop`: savepoint, then the sources stop; with `drain` a final watermark goes first.
  case stop(drain: Bool, targetDirectory: String?, format: SavepointFormat?)
  /// `PATCH /jobs/:id?mode=cancel`.
  case cancel
  /// `POST /jobs/:id/checkpoints`, 1.17 on.
  case checkpoint
  /// `PUT /jobs/:id/resource-requirements`, 1.18 on.
  case rescale(Rescale)
  /// `POST /jars/upload`: a file of this machine, by its path.
  case upload(path: String)
  /// `POST /jars/:id/run`. The job gets the operation's id.
  case run(JarRun)
  /// `POST /jars/:id/plan`: it runs the jar's `main`, though no job.
  case plan(JarRun)
  /// `DELETE /jars/:id`.
  case deleteJar(JarID)
  /// `POST /savepoint-disposal`.
  case dispose(path: String)
  /// `DELETE /cluster`.
  case shutdown
  /// `POST /jobmanager/profiler`, `/taskmanagers/:id/profiler`: for so many seconds. It costs the process some CPU, and
  /// changes nothing else.
  case profile(LogOwner, Profile.Mode, seconds: Int)
  /// `POST /applications/:id/cancel`, 2.3 on: all its jobs, without savepoints.
  case cancelApplication(ApplicationID)
  /// `DELETE /datasets/:id`.
  case deleteDataSet(DataSetID)
  /// `POST /jobs`: a job graph. The graph has the job's id, which only the answer tells.
  case submit(JobSubmission)
  /// What only Heron can do to a topology, through its API server.
  case topology(TopologyControl)

  /// Where a savepoint was asked to go; nil for the cluster's default, and where none is taken.
  package var targetDirectory: String? {
    switch self {
    case .savepoint(let directory, _), .stop(_, let directory, _): directory
    case .cancel, .checkpoint, .rescale, .upload, .run, .plan, .deleteJar, .dispose, .shutdown,
      .profile, .cancelApplication, .deleteDataSet, .submit, .topology:
      nil
    }
  }

  /// True where the outcome is asked for by an id that the cluster gives out.
  package var hasTrigger: Bool {
    switch self {
    case .savepoint, .stop, .checkpoint, .dispose, .deleteDataSet: true
    case .cancel, .rescale, .upload, .run, .plan, .deleteJar, .shutdown, .profile,
      .cancelApplication, .submit, .topology:
      false
    }
  }

  /// True where that id can be chosen by who asks, in versions that know it.
  package var takesTriggerID: Bool {
    switch self {
    case .savepoint, .stop, .checkpoint: true
    case .cancel, .dispose, .rescale, .upload, .run, .plan, .deleteJar, .shutdown, .profile,
      .cancelApplication, .deleteDataSet, .submit, .topology:
      false
    }
  }

  /// `savepoint`, `stop`, `drain`, `cancel`, `rescale`...: the word on screen and in JSON.
  package var name: String {
    switch self {
    case .savepoint: "savepoint"
    case .stop(let drain, _, _): drain ? "drain" : "stop"
    case .cancel: "cancel"
    case .checkpoint: "checkpoint"
    case .rescale: "rescale"
    case .upload: "upload"
    case .run: "run"
    case .plan: "plan"
    case .deleteJar: "deletion"
    case .dispose: "disposal"
    case .shutdown: "shutdown"
    case .profile: "profile start"
    case .cancelApplication: "cancel"
    case .deleteDataSet: "deletion"
    case .submit: "submission"
    case .topology(let control): control.kind.rawValue
    }
  }
}

/// One thing asked of a cluster, mostly of one job, held fast from the moment the user pressed the key.
package struct OperationRequest: Hashable, Sendable {
  /// The cluster that it was asked of. No other one carries it out.
  package var cluster: ClusterID
  /// 32 hexadecimal digits, made once; sent as `triggerId` where the version knows it, so that the operation can be
  /// asked about though no answer came.
  package var id: String
  package var kind: OperationKind
  /// The job that it is about: of a run and of a submission the one that it starts. Nil for what is about none.
  package var job: JobID?
  /// What it is about, for people: a job's name, a jar's, the path of a savepoint.
  package var targetName: String

  package init(
    in cluster: ClusterID, id: String, kind: OperationKind, job: JobID, jobName: String
  ) {
    self.cluster = cluster
    self.id = id
    self.kind = kind
    self.job = job
    targetName = jobName
  }

  /// One that is about no job that there is.
  package init(in cluster: ClusterID, id: String, kind: OperationKind, about targetName: String) {
    self.cluster = cluster
    self.id = id
    self.kind = kind
    // A job's id may be chosen, so that it is known though no answer comes.
    if case .run = kind { job = JobID(id) }
    self.targetName = targetName
  }
}

/// What the system said when an operation was sent.
package struct TriggerReceipt: Hashable, Sendable {
  /// Flink's `request-id`, to ask for the outcome with; nil where the outcome is seen elsewhere, as a cancel's in the
  /// job's state.
  package var triggerID: String?
  /// What an upload has made, and a plan.
  package var jar: JarID?
  package var plan: JobPlan?
  /// What a submission has started.
  package var job: JobID?
  /// What the server says to it in its own words.
  package var words: String?

  package init(
    triggerID: String?, jar: JarID? = nil, plan: JobPlan? = nil, job: JobID? = nil,
    words: String? = nil
  ) {
    self.triggerID = triggerID
    self.jar = jar
    self.plan = plan
    self.job = job
    self.words = words
  }
}

/// How much of a file has gone out.
package struct UploadProgress: Hashable, Sendable {
  package var sent: ByteCount
  package var total: ByteCount

  package init(sent: ByteCount, total: ByteCount) {
    self.sent = sent
    self.total = total
  }
}

/// Why sending an operation failed, and above all whether it may have been accepted.
package enum TriggerError: Error, Hashable, Sendable {
  /// The server, or flinktop itself, said no: nothing happened.
  case refused(SourceError)
  /// The server was not reached: nothing happened, and asking again is safe.
  case notSent(SourceError)
  /// The request went out and no answer came back: it may or may not have been accepted.
  case answerLost(SourceError)
}

/// What the system says of a triggered operation.
package enum TriggerStatus: Hashable, Sendable {
  case inProgress
  /// Location of the savepoint, or `checkpoint 17`; nil where there is none to tell.
  case completed(location: String?)
  /// The one useful line of `failure-cause`, and where the savepoint lies if one was made all the same.
  case failed(cause: String, location: String? = nil)
  /// The system has forgotten this trigger (404: kept for 5 minutes, and lost with the JobManager).
  case unknown
}

/// Where an operation stands.
package enum OperationState: Hashable, Sendable {
  /// Being sent.
  case sending
  /// Accepted; waiting for the outcome.
  case inProgress
  /// Sent, but the cluster does not answer now: whether it was accepted may not be known. flinktop goes on asking.
  case waiting(SourceError)
  /// Done on the cluster's word. For stop and cancel `jobState` is the state the job, or the application, ended in.
  case completed(location: String?, jobState: JobState?)
  /// The cluster's own reason, one line. `location` is of a savepoint that was made all the same, as by a stop whose
  /// job failed afterwards.
  case failed(cause: String, location: String? = nil)
  /// It may have happened: the answer was lost, or the cluster forgot the trigger. Says what to look at. `location` is
  /// of a savepoint that was seen and may be this operation's.
  case uncertain(reason: String, location: String? = nil)

  /// Where a savepoint lies that is there, however the operation came out.
  package var location: String? {
    switch self {
    case .sending, .inProgress, .waiting: nil
    case .completed(let location, _), .failed(_, let location), .uncertain(_, let location):
      location
    }
  }

  /// True once nothing more will be asked about it.
  package var isSettled: Bool {
    switch self {
    case .sending, .inProgress, .waiting: false
    case .completed, .failed, .uncertain: true
    }
  }
}

/// An operation of this run, as the Operations screen lists it.
package struct Operation: Hashable, Sendable, Identifiable {
  package var request: OperationRequest
  package var state: OperationState
  package var startedAt: Timestamp
  /// When it settled.
  package var endedAt: Timestamp?
  /// Flink's `request-id`, once known.
  package var triggerID: String?
  /// Of a savepoint that was seen to be there before the operation settled: a stop's, whose job is still to end.
  package var seenLocation: String?
  /// Of an upload under way.
  package var upload: UploadProgress?
  /// Of an upload that is done.
  package var jar: JarID?
  /// Of a jar's plan that is there.
  package var plan: JobPlan?
  /// What the server said where that is all that was asked for: what an update would do.
  package var words: String?
  /// How far it is, or what came of it, where the state alone says too little: `count 1 to 3`.
  package var remark: String?
  /// It is done as far as the cluster does it, and that is less than was asked: `remark` says what is missing.
  package var isShort = false

  package init(request: OperationRequest, startedAt: Timestamp) {
    self.request = request
    self.state = .sending
    self.startedAt = startedAt
  }

  package var id: String { request.id }

  /// Where a savepoint lies that is there, however far the operation is and however it came out.
  package var location: String? { state.location ?? seenLocation }

  /// True once it completed and left the job as it was to: FINISHED after a stop, CANCELED after a cancel. A job
  /// state that could not be learned counts for it, as the cluster said COMPLETED.
  package var endedAsAsked: Bool {
    guard case .completed(_, let state) = state, !isShort else { return false }
    guard let state else { return true }
    return switch request.kind {
    case .stop: state == .finished
    case .cancel, .cancelApplication: state == .canceled
    case .run, .submit: state == .running || state == .finished
    case .savepoint, .checkpoint, .rescale, .upload, .plan, .deleteJar, .dispose, .shutdown,
      .profile, .deleteDataSet, .topology:
      true
    }
  }
}
