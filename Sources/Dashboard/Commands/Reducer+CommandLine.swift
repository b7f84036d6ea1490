import StreamModel
import TerminalUI

extension DashboardState {
  /// Does what a typed line asks for.
  mutating func run(_ line: CommandLineState) -> [Effect] {
    switch TypedCommand.parse(line.field.text) {
    case .action(let name):
      guard let binding = KeyMap.binding(named: name, on: visits.top.sign), binding.isThere(self)
      else {
        let reason = TopologyControl.Kind(rawValue: name).flatMap {
          cluster.traits.refusal(of: $0.plain)
        }
        say(
          reason ?? "There is nothing to do that to on this screen: 1 shows the jobs.", .warning)
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

  /// Opens the dialog of an action on the job that was typed.
  private mutating func begin(_ kind: ActionKind, named text: String) -> [Effect] {
    if let reason = disabledReason(kind) {
      say(reason, .warning)
      return []
    }
    guard let job = job(named: text) else { return [] }
    return begin(kind, on: [job.id])
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
    case .worker: return workerNames
    case .process: return [cluster.traits.controller.lowercased()] + workerNames
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
