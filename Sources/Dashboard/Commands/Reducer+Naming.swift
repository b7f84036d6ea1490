import StreamModel
import TerminalUI

/// A TaskManager that was typed before it was known which there are.
struct AwaitedWorker: Sendable {
  var screen: any Screen.Type
  var text: String
}

/// What a name that is typed behind a word means. One that means nothing opens nothing: it is said what there is.
extension DashboardState {
  /// Shows a screen by its word, of what is typed behind it.
  mutating func show(named name: String, of text: String) {
    guard let screen = Screens.named(name) else { return }
    if let reason = refusal(of: screen) { return say(reason, .warning) }
    guard !text.isEmpty else { return show(screen) }
    switch screen.sign.topic {
    case .process where isController(text): go(to: Place(screen, .cluster))
    case .process, .worker: showWorker(named: text, on: screen)
    case .thing: showThing(named: text, on: screen)
    case .vertex: showVertex(named: text, on: screen)
    case .job, .subtask, .cluster:
      if let job = job(named: text) { go(to: Place(screen, .job(job.id))) }
    }
  }

  private func isController(_ text: String) -> Bool {
    text.lowercased() == cluster.traits.controller.lowercased()
  }

  // MARK: TaskManagers

  /// Shows a screen of the only TaskManager that a text means, as soon as it is known which there are.
  private mutating func showWorker(named text: String, on screen: any Screen.Type) {
    guard let listed = cluster.answers[.taskManagers]?.value else {
      if let reason = cluster.capabilities.refusals[.taskManagers] {
        return say(reason.capitalizedFirst.asSentence, .warning)
      }
      awaitedWorker = AwaitedWorker(screen: screen, text: text)
      return say("Asking which \(cluster.traits.workers(2)) there are.")
    }
    let fits = listed.filter { $0.id.text == text }
    let all = fits.isEmpty ? TaskManager.all(named: text, among: listed) : fits
    switch all.count {
    case 1: go(to: Place(screen, .taskManager(all[0].id)))
    case 0:
      let gone = standingText(of: .worker(TaskManagerID(text)), nil)
      let isKnown = cluster.departed[TaskManagerID(text)] != nil
      refuse(
        isKnown ? gone?.withoutStop ?? "" : "No \(cluster.traits.worker) has '\(text)' in its id",
        listed.map(\.id.text))
    default:
      refuse("'\(text)' fits \(all.count) \(cluster.traits.workers(2))", all.map(\.id.text))
    }
  }

  /// Goes where a TaskManager was typed that had to be waited for, or says that there is none.
  mutating func showAwaitedWorker() {
    guard let awaited = awaitedWorker else { return }
    let question = TaskManagersQuestion()
    if let error = cluster.failing[question] {
      awaitedWorker = nil
      return say(text(error).asSentence, .warning)
    }
    guard cluster.answers[question] != nil else { return }
    awaitedWorker = nil
    notice = nil
    if awaited.screen.sign.topic == .thing {
      showThing(named: awaited.text, on: awaited.screen)
    } else {
      showWorker(named: awaited.text, on: awaited.screen)
    }
  }

  var workerNames: [String] { cluster.answers[.taskManagers]?.value.map(\.id.text) ?? [] }

  // MARK: Things, vertices, jobs

  /// The process that knows all jobs, a vertex of the nearest job, a job or a TaskManager.
  private mutating func showThing(named text: String, on screen: any Screen.Type) {
    if isController(text) { return go(to: Place(screen, .cluster)) }
    let isJob = cluster.jobs.contains { $0.name == text }
    if let (job, vertex) = vertex(named: text, isExact: isJob) {
      return go(to: Place(screen, .vertex(job, vertex)))
    }
    let fits = workerNames.filter { $0.contains(text) }
    if jobs(named: text).isEmpty {
      if fits.count == 1 { return go(to: Place(screen, .taskManager(TaskManagerID(fits[0])))) }
      let isRefused = cluster.capabilities.refusals[.taskManagers] != nil
      if cluster.answers[.taskManagers] == nil, !isRefused {
        awaitedWorker = AwaitedWorker(screen: screen, text: text)
        return say("Asking which \(cluster.traits.workers(2)) there are.")
      }
      let workers = fits.isEmpty ? workerNames : fits
      let controller = cluster.traits.controller.lowercased()
      return refuse(
        fits.isEmpty
          ? "Nothing is called '\(text)'"
          : "'\(text)' fits \(fits.count) \(cluster.traits.workers(2))",
        fits.isEmpty ? [controller] + jobNames + nearestVertexNames + workers : workers)
    }
    if let job = job(named: text) { go(to: Place(screen, .job(job.id))) }
  }

  private mutating func showVertex(named text: String, on screen: any Screen.Type) {
    let isJob = cluster.jobs.contains { $0.name == text }
    if let (job, vertex) = vertex(named: text, isExact: isJob) {
      return go(to: Place(screen, .vertex(job, vertex)))
    }
    let isOfJob = !jobs(named: text).isEmpty
    if !isOfJob, let (job, vertex) = otherVertex(named: text) {
      return go(to: Place(screen, .vertex(job, vertex)))
    }
    guard !isOfJob, !nearestVertexNames.isEmpty else {
      if let job = job(named: text) { showVertex(of: job.id, on: screen) }
      return
    }
    let fits = nearestVertices.map { VertexReference.matches(text, among: $0.1) } ?? []
    refuse(
      fits.count > 1
        ? "'\(text)' fits \(fits.count) vertices" : "No vertex or job is called '\(text)'",
      fits.count > 1 ? fits.map(\.shortName) : nearestVertexNames)
  }

  private var nearestVertices: (JobID, [Vertex])? {
    guard let job = visits.nearestJob(in: context),
      let vertices = cluster.job(job)?.detail?.value.vertices
    else { return nil }
    return (job, vertices)
  }

  private var nearestVertexNames: [String] { nearestVertices?.1.map(\.shortName) ?? [] }

  /// The only vertex of the nearest job that a text means, or unless it has to be exact may mean.
  private func vertex(named text: String, isExact: Bool) -> (JobID, VertexID)? {
    guard let (job, vertices) = nearestVertices,
      let vertex = VertexReference.only(text, among: vertices)
    else { return nil }
    let isCalledSo = [vertex.name, vertex.shortName].contains {
      $0.lowercased() == text.lowercased()
    }
    return isExact && !isCalledSo ? nil : (job, vertex.id)
  }

  /// The only vertex of the jobs looked into so far that is called so, where the nearest job has none that may be meant.
  private func otherVertex(named text: String) -> (JobID, VertexID)? {
    if let nearest = nearestVertices, !VertexReference.matches(text, among: nearest.1).isEmpty {
      return nil
    }
    let called = cluster.jobs.flatMap { job in
      (job.detail?.value.vertices ?? []).filter {
        [$0.name, $0.shortName].contains { $0.lowercased() == text.lowercased() }
      }.map { (job.id, $0.id) }
    }
    return called.count == 1 ? called[0] : nil
  }

  /// The jobs that a text may mean: those that are listed, and where none of them does those that the cluster has lost.
  private func jobs(named text: String) -> [JobSummary] {
    let listed = JobReference.matches(text, among: cluster.jobs.map(\.summary.value))
    let lost = cluster.lostJobs(at: now).map(\.summary.value)
    return listed.isEmpty ? JobReference.matches(text, among: lost) : listed
  }

  private var jobNames: [String] { cluster.jobs.map(\.shownName) }

  /// The only job that a typed name or the beginning of an id fits; nil, having said so, where there is none or more than
  /// one.
  mutating func job(named text: String) -> JobModel? {
    let matches = jobs(named: text)
    switch matches.count {
    case 0: refuse("No job is called '\(text)'", jobNames)
    case 1: return cluster.job(matches[0].id)
    default:
      refuse(
        "'\(text)' fits \(matches.count) jobs",
        matches.map { "\($0.name) \($0.id.text.prefix(8))" })
    }
    return nil
  }

  // MARK: Refusing

  /// Says in a line that a name means nothing, and what there is.
  mutating func refuse(_ reason: String, _ names: [String]) {
    var seen: Set<String> = []
    let names = names.filter { seen.insert($0).inserted }
    guard !names.isEmpty else { return say("\(reason): there is none.", .warning) }
    let start = "\(reason); there \(names.count == 1 ? "is" : "are") "
    let list = LinePart.words(
      names.map(SafeText.plain), separator: ", ", width: size.columns - 5 - CellWidth.of(start))
    say(list.isEmpty ? "\(reason)." : "\(start)\(list).", .warning)
  }
}

extension String {
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
