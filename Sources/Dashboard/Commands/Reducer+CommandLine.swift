import StreamModel
import TerminalUI

extension DashboardState {
  /// Does what a typed line asks for.
  mutating func run(_ line: CommandLineState) -> [Effect] {
    switch TypedCommand.parse(line.field.text) {
    case .action(let name):
      guard let binding = KeyMap.binding(named: name, on: visits.top.sign), binding.isThere(self)
      else {
        say("There is nothing to do that to on this screen: 1 shows the jobs.", .warning)
        break
      }
      return perform(binding)
    case .act(let kind, let text): return begin(kind, named: text)
    case .show(let name, let text): show(named: name, of: text)
    case .cluster(let text): showCluster(named: text)
    case .filter(let text):
      if list == nil, visits.top.take("filter", text, in: context) == nil {
        say(noListText("rows to filter"))
      }
      inList(.filter(text))
    case .sort(let word): sort(named: word)
    case .columns(let text): toggleColumns(text)
    case .theme(let name): return useTheme(name)
    case .ofScreen(let word, let text):
      guard let effects = visits.top.take(word, text, in: context) else {
        say("There is nothing to do that to on this screen: :logs leads to logs.", .warning)
        break
      }
      return effects.flatMap { carryOut($0) }
    case .interval(let interval):
      guard let shortest = Self.intervals.first, interval >= shortest else {
        let least = Self.intervals.first.map { Format.interval($0) } ?? ""
        say("The interval is at least \(least): the cluster's figures change no faster.", .warning)
        return []
      }
      setInterval(interval)
    case .unknown(let reason):
      if !reason.isEmpty { say(reason.capitalizedFirst.asSentence, .warning) }
    }
    return []
  }

  /// Shows a screen by its word, of the job that is typed behind it by name or id.
  private mutating func show(named name: String, of text: String) {
    guard let screen = Screens.named(name) else { return }
    if let reason = refusal(of: screen) { return say(reason, .warning) }
    guard !text.isEmpty else { return show(screen) }
    // The screen finds the one that is meant, once there is a list.
    if screen.sign.topic == .process || screen.sign.topic == .worker {
      return go(to: Place(screen, .taskManager(TaskManagerID(text))))
    }
    if screen.sign.topic == .thing {
      if let thing = thing(named: text) { go(to: Place(screen, thing)) }
      return
    }
    guard screen.sign.topic == .vertex else {
      if let job = job(named: text) { go(to: Place(screen, .job(job.id))) }
      return
    }
    let isJob = cluster.jobs.contains { $0.name == text }
    if let (job, vertex) = vertex(named: text, isExact: isJob) {
      go(to: Place(screen, .vertex(job, vertex)))
    } else if let job = job(named: text) {
      showVertex(of: job.id, on: screen)
    }
  }

  /// The process that knows all jobs, a vertex of the nearest job, a job or a TaskManager; nil, having said so, where a
  /// text means none of them.
  private mutating func thing(named text: String) -> Subject? {
    if text.lowercased() == cluster.traits.controller.lowercased() { return .cluster }
    let isJob = cluster.jobs.contains { $0.name == text }
    if let (job, vertex) = vertex(named: text, isExact: isJob) { return .vertex(job, vertex) }
    let workers = cluster.answers[.taskManagers]?.value.map(\.id) ?? []
    let fits = workers.filter { $0.text.contains(text) }
    let isListed = !JobReference.matches(text, among: cluster.jobs.map(\.summary.value)).isEmpty
    if !isListed, fits.count == 1 { return .taskManager(fits[0]) }
    // Not listed before a screen asked for them.
    if !isListed, workers.isEmpty, text.contains(":") { return .taskManager(TaskManagerID(text)) }
    return job(named: text).map { .job($0.id) }
  }

  /// The only vertex of the nearest job that a text means, or unless it has to be exact may mean.
  private func vertex(named text: String, isExact: Bool) -> (JobID, VertexID)? {
    guard let job = visits.nearestJob(in: context),
      let vertices = cluster.job(job)?.detail?.value.vertices,
      let vertex = VertexReference.only(text, among: vertices)
    else { return nil }
    let isCalledSo = [vertex.name, vertex.shortName].contains {
      $0.lowercased() == text.lowercased()
    }
    return isExact && !isCalledSo ? nil : (job, vertex.id)
  }

  /// Opens the dialog of an action on the job that was typed.
  private mutating func begin(_ kind: ActionKind, named text: String) -> [Effect] {
    if let reason = disabledReason(kind) {
      say(reason, .warning)
      return []
    }
    guard let job = job(named: text) else { return [] }
    return begin(kind, on: [job.id])
  }

  /// The only job that a typed name or the beginning of an id fits, those included that the cluster has lost; nil, having
  /// said so, where there is none or more than one.
  private mutating func job(named text: String) -> JobModel? {
    let jobs = cluster.jobs + cluster.lostJobs(at: now)
    let matches = JobReference.matches(text, among: jobs.map(\.summary.value))
    switch matches.count {
    case 0: say("No job is called '\(text)', nor does an id begin so.", .warning)
    case 1: return cluster.job(matches[0].id)
    default:
      let list = matches.prefix(4).map { "\($0.name) \($0.id.text.prefix(8))" }
      say("'\(text)' fits \(matches.count) jobs: \(list.joined(separator: ", ")).", .warning)
    }
    return nil
  }

  /// Whole lines that what is typed could become: arguments where the word is whole, and words that go on from it.
  func completions(of text: String) -> [String] {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let word = parts.first.map(String.init) ?? ""
    let rest = parts.count > 1 ? String(parts[1]) : ""
    let arguments = candidates(for: word).filter { $0.hasPrefix(rest) }.map { "\(word) \($0)" }
    guard parts.count < 2, !text.hasSuffix(" ") else { return arguments }
    return arguments
      + CommandLineEntry.table.map(\.word).filter { $0.hasPrefix(word) && $0 != word }
  }

  /// What may follow a word.
  private func candidates(for word: String) -> [String] {
    if ActionKind(rawValue: word) != nil { return cluster.jobs.map(\.name) }
    switch Screens.named(word)?.sign.topic {
    case .job: return cluster.jobs.map(\.name)
    case .vertex:
      let job = visits.nearestJob(in: context).flatMap { cluster.job($0) }
      return job?.detail?.value.vertices.map(\.shortName) ?? []
    case .worker, .process: return cluster.answers[.taskManagers]?.value.map(\.id.text) ?? []
    case .thing:
      return [cluster.traits.controller.lowercased()]
        + ["job", "subtasks", "logs"].flatMap { candidates(for: $0) }
    case .cluster, .subtask, nil: break
    }
    return switch word {
    case "theme": settings.themeNames
    case "ctx": context.clusters.map(\.model.identity.name)
    case "sort": list?.heads.filter(\.isSortable).map(\.word) ?? []
    case "columns": list?.heads.filter(\.canBeHidden).map(\.name) ?? []
    case "interval": ["1s", "2s", "5s", "10s"]
    default: []
    }
  }
}

extension String {
  /// With a capital first letter, for a sentence.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
