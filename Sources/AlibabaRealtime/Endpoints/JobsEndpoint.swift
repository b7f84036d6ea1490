import StreamModel

extension AlibabaEndpoints {
  /// `ListJob`, at most once a minute; `BatchGetInstanceRunSummary` for how their instances stand; and `ListInstance` for
  /// since when, where an instance is new.
  static let jobs = AlibabaEndpoint<JobsQuestion> { (_, client) async throws(SourceError) in
    let jobs = try await client.listedJobs()
    let runs = try await client.runs(of: jobs.map(\.name))
    await client.learnInstances(of: runs)
    let byJob = Dictionary(runs.map { ($0.job, $0) }, uniquingKeysWith: { first, _ in first })
    let now = client.now()
    return jobs.map { job in
      let run = byJob[job.name]
      return JobSummary(job, run, run.flatMap(client.memory.instance(of:)), at: now)
    }
  }
}

extension AlibabaClient {
  private static let pageSize = 50
  /// More pages of a list are not asked for.
  private static let mostPages = 20
  /// What comes and goes seldom is asked for again after so long.
  private static let listAge: Duration = .seconds(60)
  /// So many names go into one question, in a query of bounded length.
  private static let mostNames = 50
  private static let longestNames = 1500

  /// The jobs of the project, as they were listed within the last minute.
  func listedJobs() async throws(SourceError) -> [FoasJob] {
    let time = now()
    if let jobs = memory.jobs(within: Self.listAge, of: time) { return jobs }
    var jobs: [FoasJob] = []
    var names: Set<String> = []
    for job in try await pages(of: .listJob, FoasJob.page(list:))
    where names.insert(job.name).inserted {
      jobs.append(job)
    }
    memory.keep(jobs, at: time)
    return jobs
  }

  /// How the instances of jobs stand; jobs without one are left out.
  func runs(of names: [String]) async throws(SourceError) -> [FoasRun] {
    var runs: [FoasRun] = []
    var rest = names[...]
    while !rest.isEmpty {
      var batch: [String] = []
      var length = 0
      while let name = rest.first, batch.count < Self.mostNames {
        length += WireText.formPart(name).utf8.count + 3
        if length > Self.longestNames, !batch.isEmpty { break }
        batch.append(name)
        rest.removeFirst()
      }
      let told = try await ask(
        .runSummaries, query: [("jobNames", batch.joined(separator: ","))])
      runs += FoasRun.all(summaries: told)
    }
    memory.keep(runs)
    return runs
  }

  /// Asks since when instances run, where one of them is not known; without an answer it stays unknown.
  fileprivate func learnInstances(of runs: [FoasRun]) async {
    guard runs.contains(where: { memory.instance(of: $0) == nil }),
      memory.beginAskingForInstances(within: Self.listAge, at: now())
    else { return }
    if let instances = try? await pages(of: .listInstance, FoasInstance.page(list:)) {
      memory.keep(instances)
    }
  }

  /// A list that comes in pages, up to the count that it tells.
  private func pages<Value>(
    of operation: FoasOperation, _ read: (AnswerTree) -> (values: [Value], total: Int64?)?
  ) async throws(SourceError) -> [Value] {
    var values: [Value] = []
    for index in 1...Self.mostPages {
      let tree = try await ask(
        operation, query: [("pageIndex", "\(index)"), ("pageSize", "\(Self.pageSize)")])
      guard let page = read(tree) else {
        throw .malformed(what: "there is no list in the answer", on: operation.name)
      }
      values += page.values
      // Of a list that does not tell how long it is, a page that is not full is the last.
      if page.values.isEmpty || Int64(values.count) >= page.total ?? .max { break }
      if page.total == nil, page.values.count < Self.pageSize { break }
    }
    return values
  }
}

extension JobSummary {
  /// How many tasks there are is not told, nor when the state changed.
  init(_ job: FoasJob, _ run: FoasRun?, _ instance: FoasInstance?, at now: Timestamp) {
    let state = run?.state ?? .other(FoasRun.noInstance)
    let end = state.isTerminal ? instance?.endedAt : nil
    let until = state.isTerminal ? end : now
    self.init(
      id: JobID(jobName: job.name), name: job.name, state: state, startTime: instance?.startedAt,
      endTime: end,
      duration: instance?.startedAt.flatMap { start in until.map { max(.zero, $0.since(start)) } },
      lastModification: end ?? instance?.startedAt, tasks: .untold)
  }
}
