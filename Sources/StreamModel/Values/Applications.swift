/// A program with the jobs that it has started: `/applications/overview` (2.3 on). A job that was submitted alone has one of
/// its own.
package struct ApplicationSummary: Hashable, Sendable, Identifiable {
  package var id: ApplicationID
  /// `SingleJobApplication(orders)`, or the class that was started. It may hold anything at all.
  package var name: String
  /// Named as those of jobs are, but for `CANCELING`, which has one L.
  package var state: JobState
  package var startTime: Timestamp?
  /// Nil while it has not ended.
  package var endTime: Timestamp?
  package var duration: Duration?
  /// How many of its jobs are in which state.
  package var jobs: [JobState: Int]

  package init(
    id: ApplicationID, name: String, state: JobState, startTime: Timestamp?, endTime: Timestamp?,
    duration: Duration?, jobs: [JobState: Int]
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.startTime = startTime
    self.endTime = endTime
    self.duration = duration
    self.jobs = jobs
  }
}

/// One application: `/applications/:id`.
package struct ApplicationDetail: Hashable, Sendable {
  package var id: ApplicationID
  package var name: String
  package var state: JobState
  /// When it entered each state that it was in, the earliest first.
  package var times: [StateEntry]
  package var jobs: [JobSummary]

  /// When a state was entered.
  package struct StateEntry: Hashable, Sendable {
    package var state: JobState
    package var at: Timestamp

    package init(state: JobState, at: Timestamp) {
      self.state = state
      self.at = at
    }
  }

  package init(
    id: ApplicationID, name: String, state: JobState, times: [StateEntry], jobs: [JobSummary]
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.times = times
    self.jobs = jobs
  }
}

/// What failed in an application: `/applications/:id/exceptions`.
package struct ApplicationFailure: Hashable, Sendable {
  package var at: Timestamp?
  /// The one useful line of the trace.
  package var cause: String
  /// As the server has it, of many lines.
  package var trace: String
  /// The job that brought it down, where it was one.
  package var job: JobID?

  package init(at: Timestamp?, cause: String, trace: String, job: JobID?) {
    self.at = at
    self.cause = cause
    self.trace = trace
    self.job = job
  }
}
