import StreamModel

/// What the schedule remembers of one job: how often it changed, so that what only changes then is asked then.
struct JobHistory: Sendable {
  /// Counts changes of state or end, from 0 when first seen.
  private(set) var stateEra = 0
  /// Counts what a new failure may have come with: a troubled state entered, or a restart.
  private(set) var failureEra = 0
  /// Counts restarts that were noticed.
  private(set) var restartEra = 0

  /// Counts what the configuration of the job may have come to be known or changed with.
  var configurationEra: Int { restartEra + stateEra }

  private var state: JobState
  private var endTime: Timestamp?
  private var lastRestart: Timestamp?

  init(_ job: JobModel) {
    state = job.state
    endTime = job.summary.value.endTime
    lastRestart = job.restartTimes.last
  }

  /// Compares with what was known before.
  mutating func update(_ job: JobModel) {
    let hasRestarted = job.restartTimes.last.map { $0 != lastRestart } ?? false
    lastRestart = job.restartTimes.last
    if hasRestarted { restartEra += 1 }
    if hasRestarted || (job.state != state && job.state.mayFollowFailure) { failureEra += 1 }
    if job.state != state || job.summary.value.endTime != endTime { stateEra += 1 }
    state = job.state
    endTime = job.summary.value.endTime
  }
}

extension JobState {
  /// A state that a failure leads to.
  var isTroubled: Bool { self == .restarting || self == .failing || self == .failed }

  /// One that it may have led to: with the adaptive scheduler a job that has lost its slots is CREATED again.
  var mayFollowFailure: Bool { isTroubled || self == .created || self == .reconciling }
}
