package import StreamModel
import TerminalUI

/// Threads that do the same, or one that is gone, with what is needed to draw them.
package struct ThreadRow: Sendable {
  /// At least one.
  package var threads: [JVMThread]
  package var name: String
  package var stack: ThreadStack
  /// What became of each since the dump before.
  package var changes: [ThreadHistory.Change]
  /// It was in the dump before, and is not in this one.
  package var isGone = false
  /// When the dump was taken.
  var takenAt: Timestamp

  package var first: JVMThread { threads[0] }
  /// Unlike that of any other row: below zero for those that are gone.
  var id: Int64 { isGone ? -1 - first.id : first.id }
  package var isIdle: Bool { first.state != .blocked && stack.isIdle }
  package var state: JVMThread.State { first.state }

  /// Where they are in a few words, or who keeps them from going on.
  package var place: String {
    let frame = stack.telling.map { Self.short($0) } ?? "-"
    guard first.state == .blocked else { return frame }
    let holder = first.owner.map { "held by \($0.name)" } ?? "holder not told"
    return "\(holder); in \(frame)"
  }

  /// `RateLookup.rateOf:87` of `com.example.rates.RateLookup.rateOf(RateLookup.java:87)`.
  static func short(_ frame: String) -> String {
    let call = frame.prefix { $0 != "(" }
    let names = call.split(separator: ".").suffix(2).joined(separator: ".")
    let file = frame.dropFirst(call.count).dropFirst().prefix { $0 != ")" }
    return names + (file.lastIndex(of: ":").map { file[$0...] } ?? "")
  }

  /// All that did not move since the dump before.
  private var still: [(since: Timestamp, dumps: Int)] {
    changes.compactMap {
      if case .still(let since, let dumps) = $0 { (since, dumps) } else { nil }
    }
  }

  /// True where one of them has to do and has not moved since the dump before.
  package var isStuck: Bool { !isGone && !isIdle && !still.isEmpty }

  /// `still there 42s`, `new`, `was RUNNABLE`, or of several `2 still there, 1 new`.
  package var changeText: String {
    if isGone { return "gone" }
    var counts: [(text: String, count: Int)] = []
    for change in changes {
      guard let text = Self.text(of: change) else { continue }
      if let place = counts.firstIndex(where: { $0.text == text }) {
        counts[place].count += 1
      } else {
        counts.append((text, 1))
      }
    }
    guard counts.count > 1 || counts.first?.count != changes.count else {
      return (counts.first?.text ?? "") + span
    }
    return counts.map { "\($0.count) \($0.text)" }.joined(separator: ", ") + span
  }

  /// ` 42s` of the one that has been in its place the longest.
  private var span: String {
    guard !isIdle, let longest = still.min(by: { $0.since < $1.since }) else { return "" }
    return " \(Format.age(takenAt.since(longest.since)))"
  }

  private static func text(of change: ThreadHistory.Change) -> String? {
    switch change {
    case .unknown: nil
    case .new: "new"
    case .still: "still there"
    case .moved: "moved"
    case .state(let former): "was \(former.name)"
    }
  }

  /// Dumps in which the one that has been in its place the longest was there.
  var dumpsThere: Int? { still.map(\.dumps).max() }

  /// Longest in one place first; those that wait for work last.
  var stuckFor: SortKey {
    let longest = still.map { takenAt.since($0.since).inSeconds }.max()
    return .number(isStuck ? longest : nil)
  }
}

extension ThreadHistory {
  /// A row each group of threads that do the same, or each thread; then those that are gone.
  package func rows(together: Bool) -> [ThreadRow] {
    guard let dump, let takenAt else { return [] }
    let present = dump.groups(together: together).map { group in
      let threads = group.members.map { dump.threads[$0] }
      return ThreadRow(
        threads: threads, name: dump.name(of: group), stack: dump.stacks[group.stack],
        changes: threads.map { change(of: $0) }, takenAt: takenAt)
    }
    let former = gone.map { thread, stack in
      ThreadRow(
        threads: [thread], name: thread.name, stack: stack, changes: [], isGone: true,
        takenAt: takenAt)
    }
    return present + former
  }
}
