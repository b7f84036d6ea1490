import Dashboard
import FlinkREST
import StreamModel

/// What a job is waited for.
struct AwaitedState: Hashable, Sendable {
  /// Nil for any end.
  var state: JobState?

  /// Reads Flink's name in any case, or `ended`; nil for what is no state.
  init?(_ text: String) {
    let name = text.uppercased()
    if name == "ENDED" { return }
    guard let known = JobState.known.first(where: { $0.name == name }) else { return nil }
    state = known
  }

  /// True once a job is there. RUNNING is said of jobs that wait for slots too, so its tasks have to run.
  func isReached(by job: JobSummary) -> Bool {
    guard let state else { return job.state.isTerminal }
    guard job.state == state else { return false }
    return state != .running || job.tasks.haveStarted
  }
}

/// Looks at one job again and again, and changes nothing.
struct StateWait: Sendable {
  var connection: ClusterConnection
  var reference: String
  var wanted: AwaitedState

  /// For how long a job has not been listed. A JobManager that has just come back lists nothing yet, so that it takes
  /// several lists to say that a job is gone.
  struct Absence {
    private var lists = 0
    private var since: ContinuousClock.Instant?

    mutating func note(isListed: Bool, at now: ContinuousClock.Instant) {
      lists = isListed ? 0 : lists + 1
      since = isListed ? nil : since ?? now
    }

    func isFinal(at now: ContinuousClock.Instant) -> Bool {
      lists >= 3 && since.map { now - $0 >= .seconds(10) } ?? false
    }
  }

  /// The job once it is in the state. Ends with an error where it can't come there any more, or not in time.
  func run(for limit: Duration) async throws(Failure) -> JobSummary {
    let clock = ContinuousClock()
    let end = clock.now + limit
    var job = try await JobChoice.job(reference, listedBy: connection)
    var trouble: SourceError?
    var asksStatus = true
    var absence = Absence()
    while !Task.isCancelled {
      if wanted.isReached(by: job) { return job }
      let name = job.name.cutForSentence
      if job.state.isTerminal {
        throw Failure(
          .operationFailed, "\(name) is \(job.state.name), and will not be \(word) any more.")
      }
      guard clock.now < end else {
        let error = trouble.map { " \($0.description(in: connection.traits))" } ?? ""
        throw Failure(
          trouble == nil ? .operationFailed : .clusterUnreachable,
          "\(name) is still \(standing(of: job)) after \(limit.phrase).\(error)")
      }
      try? await Task.sleep(for: min(.seconds(1), end - clock.now))
      do throws(SourceError) {
        let now = try await look(at: job, &asksStatus)
        trouble = nil
        absence.note(isListed: now != nil, at: clock.now)
        if let now { job = now }
      } catch {
        trouble = error
      }
      if absence.isFinal(at: clock.now) {
        throw Failure(.notFound, "\(name) is not listed any more.")
      }
    }
    throw Failure(.operationFailed)
  }

  /// The job as it is now; nil where it is not listed any more. The state of one job alone is a few bytes, where the
  /// list may be of a thousand jobs: that is asked for only where the version tells no state alone (before 1.16), and
  /// where a state is reached that the list has to say more of.
  private func look(
    at job: JobSummary, _ asksStatus: inout Bool
  ) async throws(SourceError) -> JobSummary? {
    if asksStatus {
      do throws(SourceError) {
        var now = job
        now.state = try await connection.client.answer(.jobStatus(job.id))
        // Whether its tasks run, the list tells.
        guard now.state == .running, wanted.state == .running else { return now }
      } catch {
        switch error {
        case .unsupported, .notFound: asksStatus = false
        default: throw error
        }
      }
    }
    return try await connection.client.answer(.jobs).first { $0.id == job.id }
  }

  private var word: String { wanted.state?.name ?? "ended" }

  private func standing(of job: JobSummary) -> String {
    job.state == .running && wanted.state == .running
      ? "RUNNING with \(job.tasks[.running]) of \(job.tasks.total) tasks" : job.state.name
  }
}
