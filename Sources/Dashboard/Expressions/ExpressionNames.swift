package import StreamModel

/// What the first argument of a `TS` means at a cluster.
package enum ExpressionComponent: Hashable, Sendable {
  /// The process that knows all jobs.
  case controller
  /// Every process that runs tasks.
  case workers([TaskManagerID])
  case worker(TaskManagerID)
  case job(JobID)
  case vertex(JobID, Vertex)
}

/// Finds out what components are meant, as the other commands find jobs, vertices and TaskManagers.
package struct ExpressionNames: Sendable {
  /// So many jobs are looked through for a vertex whose job is not named.
  private static let mostJobs = 100
  /// So many that a name might mean are listed.
  private static let mostListed = 10

  package enum Outcome: Sendable {
    case found(ExpressionComponent)
    /// What has to be known first.
    case awaited([AnyQuestion])
    case failed(ExpressionFault)
  }

  package var cluster: ClusterModel

  package init(cluster: ClusterModel) { self.cluster = cluster }

  private var traits: SystemTraits { cluster.traits }
  private var jobs: [JobModel] { cluster.jobs }

  /// What a name means: the JobManager, all TaskManagers, a job, a vertex as `JOB/VERTEX`, and last a vertex of any job, a
  /// part of a TaskManager's id or the beginning of a job's. `column` is where it stands.
  package func outcome(of name: String, column: Int) -> Outcome {
    let lower = name.lowercased()
    if lower == traits.controller.lowercased() { return .found(.controller) }
    if lower == traits.workers(2).lowercased() {
      return missing([AnyQuestion(.taskManagers)]) ?? .found(.workers(workers))
    }
    let named = references(name).filter { $0.name == name || $0.id.text == name }
    if named.count == 1 { return .found(.job(named[0].id)) }
    if named.count > 1 { return .failed(ambiguous(name, column, named.map(text))) }
    for slash in name.indices where name[slash] == "/" {
      let job = references(String(name[..<slash]))
      guard job.count == 1 else { continue }
      return vertex(String(name[name.index(after: slash)...]), of: job[0], column)
    }
    return anything(name, column)
  }

  private func references(_ name: String) -> [JobSummary] {
    JobReference.matches(name, among: jobs.map(\.summary.value))
  }

  private var workers: [TaskManagerID] {
    cluster.answers[.taskManagers]?.value.map(\.id) ?? []
  }

  /// Nil where all of them are answered, or won't be.
  private func missing(_ questions: [AnyQuestion]) -> Outcome? {
    let missing = questions.filter { !cluster.hasOutcome(of: $0) }
    return missing.isEmpty ? nil : .awaited(missing)
  }

  private func vertices(of job: JobID) -> [Vertex] {
    cluster.job(job)?.detail?.value.vertices ?? []
  }

  private func vertex(_ name: String, of job: JobSummary, _ column: Int) -> Outcome {
    if let missing = missing([AnyQuestion(.job(job.id))]) { return missing }
    let vertices = vertices(of: job.id)
    let matches = VertexReference.matches(name, among: vertices)
    if matches.count == 1 { return .found(.vertex(job.id, matches[0])) }
    let names = vertices.map { $0.shortName.cutForSentence }.joined(separator: ", ")
    let (wanted, of) = (name.cutForSentence, job.name.cutForSentence)
    return .failed(
      matches.isEmpty
        ? ExpressionFault(
          .notFound,
          "No vertex of \(of) is called '\(wanted)' (column \(column)); there are \(names).")
        : ExpressionFault(
          .unclear,
          "'\(wanted)' (column \(column)) means \(matches.count) vertices of \(of): \(names)."))
  }

  /// One of the things that a name may mean when it is no job's.
  private struct Candidate {
    var component: ExpressionComponent
    var isExact: Bool
    var text: String
  }

  private func anything(_ name: String, _ column: Int) -> Outcome {
    let live = jobs.filter { !$0.state.isTerminal }
    let searched = live.count <= Self.mostJobs ? live : []
    let needed = [AnyQuestion(.taskManagers)] + searched.map { AnyQuestion(.job($0.id)) }
    if let missing = missing(needed) { return missing }
    let lower = name.lowercased()
    var candidates = workers.filter { $0.text.lowercased().contains(lower) }.map { worker in
      Candidate(component: .worker(worker), isExact: worker.text == name, text: worker.text)
    }
    candidates += references(name).map {
      Candidate(component: .job($0.id), isExact: false, text: text($0))
    }
    let all = searched.flatMap { job in vertices(of: job.id).map { (job: job, vertex: $0) } }
    let meant = Set(VertexReference.matches(name, among: all.map(\.vertex)).map(\.id))
    for (job, vertex) in all where meant.contains(vertex.id) {
      let isExact = [vertex.name, vertex.shortName, vertex.id.text].contains {
        $0.lowercased() == lower
      }
      candidates.append(
        Candidate(
          component: .vertex(job.id, vertex), isExact: isExact,
          text: "\(job.name.cutForSentence)/\(vertex.shortName.cutForSentence)"))
    }
    let exact = candidates.filter(\.isExact)
    let chosen = exact.isEmpty ? candidates : exact
    if chosen.count == 1 { return .found(chosen[0].component) }
    if chosen.count > 1 { return .failed(ambiguous(name, column, chosen.map(\.text))) }
    let names =
      jobs.map(\.name) + all.map(\.vertex.shortName)
      + [traits.controller.lowercased(), traits.workers(2).lowercased()]
    let near = NearNames(name, among: names).names.map(\.cutForSentence)
    let hint = near.isEmpty ? "." : "; did you mean \(near.joined(separator: " or "))?"
    guard live.count <= Self.mostJobs else {
      return .failed(
        ExpressionFault(
          .notFound,
          "No job is called '\(name.cutForSentence)' (column \(column)), and in \(live.count) jobs no "
            + "vertex is looked for: name it as JOB/VERTEX\(hint)"))
    }
    return .failed(
      ExpressionFault(
        .notFound,
        "No job, vertex or \(traits.worker) is called '\(name.cutForSentence)' (column \(column))\(hint)"
      ))
  }

  private func text(_ job: JobSummary) -> String {
    "\(job.id.text) \(job.name.cutForSentence) \(job.state.name)"
  }

  private func ambiguous(_ name: String, _ column: Int, _ texts: [String]) -> ExpressionFault {
    var list = Array(texts.prefix(Self.mostListed))
    if texts.count > list.count { list.append("and \(texts.count - list.count) more") }
    return ExpressionFault(
      .unclear,
      "'\(name.cutForSentence)' (column \(column)) means \(texts.count) things: "
        + "\(list.joined(separator: "; ")). A vertex is named as JOB/VERTEX.")
  }
}
