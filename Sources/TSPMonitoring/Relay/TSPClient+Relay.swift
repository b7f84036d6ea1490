import ServerAnswers
import StreamModel

/// What is asked of the Flink behind TSP.
extension TSPClient {
  /// An answer, so that one that is nil differs from none.
  struct Relayed<Answer> {
    var answer: Answer
  }

  /// What Flink answers in TSP's stead; nil where TSP is to be asked.
  func relayed<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void
  ) async throws(SourceError) -> Relayed<Q.Answer>? {
    guard let flink, memory.version?.hasFlink != false else { return nil }
    if FlinkBehind.ofCluster.contains(Q.kind) {
      return Relayed(answer: try await flink.answer(question, arrived: arrived))
    }
    guard let asked = try await inFlink(question) else { return nil }
    return Relayed(answer: try await flink.answer(asked, arrived: arrived))
  }

  /// The same question by Flink's id of the job; nil for one that is about none.
  private func inFlink<Q: Question>(_ question: Q) async throws(SourceError) -> Q? {
    if var accumulators = question as? AccumulatorsQuestion {
      switch accumulators.owner {
      case .job(let job): accumulators.owner = .job(try await flinkJob(of: job))
      case .vertex(let job, let vertex):
        accumulators.owner = .vertex(try await flinkJob(of: job), vertex)
      case .attempt(let job, let vertex, let subtask, let attempt):
        accumulators.owner = .attempt(
          try await flinkJob(of: job), vertex, subtask: subtask, attempt: attempt)
      }
      return accumulators as? Q
    }
    guard var about = question as? any QuestionAboutJob else { return nil }
    let job: JobID = about.job
    about.job = try await flinkJob(of: job)
    return about as? Q
  }

  /// An answer about the metrics of a part of a job, or of a process: of these TSP tells none.
  func flinkAnswer<Q: Question>(
    _ source: MetricSource, _ question: (MetricSource) -> Q
  ) async throws(SourceError) -> Q.Answer {
    guard let flink else {
      throw .unsupported("metrics of that are not provided by TSP: a job as a whole has some")
    }
    let source: MetricSource =
      switch source {
      case .job(let job): .job(try await flinkJob(of: job))
      case .vertex(let job, let vertex): .vertex(try await flinkJob(of: job), vertex)
      case .subtask(let job, let vertex, let index):
        .subtask(try await flinkJob(of: job), vertex, index)
      case .subtasks(let job, let vertex): .subtasks(try await flinkJob(of: job), vertex)
      case .coordinator(let job, let vertex): .coordinator(try await flinkJob(of: job), vertex)
      case .controller, .worker, .workers: source
      }
    return try await flink.answer(question(source))
  }

  /// A job as its Flink tells of it, under its uuid; nil where Flink can't be asked.
  func flinkDetail(of job: JobUUID) async throws(SourceError) -> JobDetail? {
    guard let flink, memory.version?.hasFlink != false else { return nil }
    do throws(SourceError) {
      var detail = try await flink.answer(JobQuestion(try await flinkJob(of: job)))
      detail.id = job.id
      return detail
    } catch {
      guard error.isOfFlinkBehind else { throw error }
      return nil
    }
  }

  // MARK: Which job of Flink's it is

  private func flinkJob(of job: JobID) async throws(SourceError) -> JobID {
    try await flinkJob(of: try JobUUID(job))
  }

  /// Flink's id of the run that TSP means by a uuid. It must be there under that name: a `--flink` of another cluster would
  /// tell of another job.
  func flinkJob(of job: JobUUID) async throws(SourceError) -> JobID {
    guard let flink else { throw .unsupported("not provided by TSP") }
    let listed = if let list = memory.list { list } else { try await jobList() }
    guard let run = listed.jobs.first(where: { $0.uuid == job }) else {
      throw .notFound("TSP lists no job of that name")
    }
    guard let jid = run.jid else {
      throw .unsupported("this TSP does not tell which job of Flink's it is")
    }
    if flink.knows(jid, as: job) { return jid }
    flink.note(try await flink.answer(.jobs))
    if flink.knows(jid, as: job) { return jid }
    throw .unusable(
      "The Flink at \(flink.address) has no job \(FailureText.oneLine(jid.text)) of that name: "
        + "is it the Flink behind this TSP? (--flink)")
  }

  /// The jobs of a list as Flink's own list tells of them; without those that Flink does not have, and without any where
  /// it does not answer.
  func flinkJobs(of list: JobList) async -> [JobUUID: JobSummary] {
    guard let flink, !list.isOfRunning, let summaries = try? await flink.answer(.jobs) else {
      return [:]
    }
    flink.note(summaries)
    let byID = Dictionary(summaries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let stops = memory.stops
    var told: [JobUUID: JobSummary] = [:]
    for run in list.jobs {
      // The run that was stopped is waited for, whichever is listed first by now.
      let stopped = stops[run.uuid]?.jid
      guard let jid = stopped ?? run.jid, let summary = byID[jid], summary.name == run.uuid.text
      else { continue }
      if stopped != nil, summary.state.isTerminal {
        memory.noteEnd(ofStopped: run.uuid, at: now())
      }
      told[run.uuid] = summary
    }
    return told
  }
}
