import StreamModel

extension TSPEndpoints {
  /// `jobs/overview`, which tells names only. How a job stands is asked for one by one, within a budget; where Flink's own
  /// address is known, its list tells it of all.
  static let jobs = TSPEndpoint<JobsQuestion>(
    asks: ["/jobs/overview/", "/job/:uuid/status/", "/metainfo/getVersion/"]
  ) { (_, client) async throws(SourceError) in
    // What lists jobs as TSP does, and has no version of it, is a Flink.
    if client.memory.version == nil { try await client.learnVersion() }
    let list = try await client.jobList()
    if client.memory.beginVersion(at: client.now()) { _ = try? await client.learnVersion() }
    let flink = await client.flinkJobs(of: list)
    await client.learnStates(of: list) { flink[$0] == nil }
    return client.summaries(of: list, flink: flink)
  }
}

extension TSPClient {
  /// The list; it is remembered.
  func jobList() async throws(SourceError) -> JobList {
    let list = try await read(.overview, as: JobList.init(overview:))
    memory.note(list, at: now())
    return list
  }

  /// For so long at most a list waits for states; the rest comes with the next ones.
  private static let longestLearning: Duration = .milliseconds(1500)
  private static let longestStatus: Duration = .seconds(2)
  private static let failuresToGiveUp = 3

  /// Asks how those jobs stand whose turn it is. What can't be told stays as it was.
  fileprivate func learnStates(of list: JobList, where isUntold: (JobUUID) -> Bool) async {
    // A list of running jobs tells their state itself.
    guard !list.isOfRunning else { return }
    let end = now().advanced(by: Self.longestLearning)
    var failures = 0
    for job in memory.statusesDue(of: list, at: now(), where: isUntold) where now() < end {
      memory.beginStatus(of: job, at: now())
      do throws(SourceError) {
        _ = try await status(of: job, within: Self.longestStatus)
      } catch {
        // One that can't be told says nothing of the next ones; several do.
        if error.isAboutTheServer { failures += 1 }
        if error == .cancelled || failures >= Self.failuresToGiveUp { return }
      }
    }
  }

  /// The jobs of a list. `flink` has those that Flink itself told of, by their names.
  fileprivate func summaries(of list: JobList, flink: [JobUUID: JobSummary]) -> [JobSummary] {
    let now = now()
    let stops = memory.stops
    var summaries = list.jobs.map { run in
      if var summary = flink[run.uuid] {
        summary.id = run.uuid.id
        summary.name = run.uuid.text
        return summary
      }
      if list.isOfRunning { return JobSummary(run.uuid, state: .running) }
      guard let told = memory.told(of: run.uuid) else {
        return JobSummary(run.uuid, state: .untold)
      }
      return JobSummary(run.uuid, told, stopped: stops[run.uuid], at: now)
    }
    guard list.isOfRunning else { return summaries }
    // What was stopped and runs no more has ended as it was to: no other word comes of it.
    let listed = Set(list.runs.map(\.uuid))
    for (job, _) in stops where !listed.contains(job) {
      memory.noteEnd(ofStopped: job, at: now)
      summaries.append(JobSummary(job, state: .canceled))
    }
    return summaries
  }
}

extension JobSummary {
  /// One of which nothing more is known.
  init(_ job: JobUUID, state: JobState) {
    self.init(
      id: job.id, name: job.text, state: state, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil, tasks: .untold)
    isStateTold = state != .untold
  }

  /// As it was told. What an earlier run of the same uuid ended in says nothing of the one that was stopped.
  init(_ job: JobUUID, _ told: TSPMemory.Told, stopped: StoppedRun?, at now: Timestamp) {
    let report = told.report
    self.init(job, state: report.state ?? .untold)
    if let stopped, state.isTerminal, stopped.jid != report.jid {
      state = .untold
      isStateTold = false
    }
    startTime = report.startTime
    let hasEnded = state.isTerminal
    if let length = report.duration {
      // It goes on since it was told.
      duration = hasEnded ? length : length + max(.zero, now.since(told.at))
      endTime = hasEnded ? report.startTime?.advanced(by: length) : nil
    }
  }
}
