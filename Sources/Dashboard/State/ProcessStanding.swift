import StreamModel
import TerminalUI

/// How a process stands that a screen is about.
enum ProcessStanding: Equatable {
  case there
  /// No TaskManager has this id or has it in its id.
  case gone
  /// More than one TaskManager has what was typed in its id.
  case manyFit(Int)
}

extension ContextReader {
  func standing(of owner: LogOwner) -> ProcessStanding {
    guard case .worker(let id) = owner, let listed = cluster.answers[.taskManagers]?.value,
      !listed.contains(where: { $0.id == id })
    else { return .there }
    if cluster.traits.listsWorkersInPart, cluster.departed[id] == nil { return .there }
    let fits = TaskManager.all(named: id.text, among: listed).count
    return fits > 1 ? .manyFit(fits) : .gone
  }

  /// Says that a process is not there, and what of it can't be had; nil where it is.
  func standingText(of owner: LogOwner, _ consequence: String?) -> String? {
    guard case .worker(let id) = owner else { return nil }
    let worker = cluster.traits.worker
    let consequence = consequence.map { ": \($0)" } ?? ""
    switch standing(of: owner) {
    case .there: return nil
    case .gone:
      guard let at = cluster.departed[id] else {
        return "No \(worker) \(id.text) is there now\(consequence)."
      }
      let since = "\(settings.clock.brief(at, now: now)), \(Format.age(now.since(at))) ago"
      return "\(worker) \(id.text) is gone since \(since)\(consequence)."
    case .manyFit(let count):
      return "'\(id.text)' fits \(count) \(cluster.traits.workers(count)): type more of the id."
    }
  }

  /// Why a key that leads to a TaskManager has nothing to lead to: it was seen to go, with when. Nil where it was not: the
  /// last list may be older than it.
  func goneText(of subject: Subject?, _ consequence: String? = nil) -> String? {
    guard let subject, let owner = LogOwner(subject), case .worker(let id) = owner,
      cluster.departed[id] != nil
    else { return nil }
    return standingText(of: owner, consequence)
  }

  /// The process that is meant by a part of an id that was typed, once TaskManagers are listed.
  func resolved(_ owner: LogOwner) -> LogOwner {
    guard case .worker(let id) = owner, let listed = cluster.answers[.taskManagers]?.value,
      !listed.contains(where: { $0.id == id }), cluster.departed[id] == nil
    else { return owner }
    let fits = TaskManager.all(named: id.text, among: listed)
    return fits.count == 1 ? .worker(fits[0].id) : owner
  }

  /// `the JobManager`, or the TaskManager's id.
  func name(of owner: LogOwner) -> String {
    if case .worker(let id) = owner { id.text } else { "the \(cluster.traits.controller)" }
  }
}

extension TaskManager {
  /// Those that have a text in their ids, else those that a failure before 1.18 may name: by host and data port.
  static func all(named text: String, among listed: [TaskManager]) -> [TaskManager] {
    let fits = listed.filter { $0.id.text.contains(text) }
    guard fits.isEmpty, let port = text.split(separator: ":").last.flatMap({ Int($0) }) else {
      return fits
    }
    return listed.filter { $0.dataPort == port }
  }
}
