import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop thread-dump` prints.
struct ThreadDumpReport: AnswerReport {
  var process: ReportedProcess
  var isGrouped: Bool

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    process.questions(cluster)
      + (process.owner(in: cluster).map { [AnyQuestion(.threadDump($0))] } ?? [])
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try process.check(cluster)
    if let owner = process.owner(in: cluster), let error = cluster.failing[.threadDump(owner)] {
      throw Failure(.operationFailed, error.description(in: cluster.traits).asSentence)
    }
  }

  private func rows(_ answers: ReportedAnswers) -> [ThreadRow] {
    process.owner(in: answers.cluster).map { answers.rows.threads(of: $0, together: isGrouped) }
      ?? []
  }

  func text(_ answers: ReportedAnswers) -> String {
    let rows = rows(answers)
    let name = process.name(in: answers.cluster)
    guard !rows.isEmpty else {
      return answers.text(["Nothing is known of the threads of \(SafeText.plain(name))."])
    }
    let count = rows.reduce(0) { $0 + $1.threads.count }
    let title = SafeText.plain("\(count) threads of \(name)")
    return answers.text([title] + rows.flatMap { [""] + lines(of: $0) })
  }

  /// Who, in which state, waiting for what, and the calls.
  private func lines(of row: ThreadRow) -> [String] {
    let thread = row.first
    let times = row.threads.count > 1 ? "\(row.threads.count) x " : ""
    var facts = [thread.state.name]
    if row.isIdle { facts.append("waits for work") }
    if thread.isInNative { facts.append("in native code") }
    if thread.isSuspended { facts.append("suspended") }
    var lines = ["\(times)\"\(row.name)\"  \(facts.joined(separator: ", "))"]
    if row.threads.count == 1, let lock = thread.lock {
      let holder = thread.owner.map { ", held by \"\($0.name)\"" } ?? ""
      lines.append("    waits for \(lock)\(holder)")
    }
    lines += row.stack.frames.map { "    at \($0)" }
    if row.stack.isCut { lines.append("    ...") }
    return lines.map { SafeText.plain($0) }
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let owner = process.owner(in: answers.cluster)
    let isTold = owner.map { answers.cluster.answers[.threadDump($0)] != nil } ?? false
    return [
      ("process", .string(process.name(in: answers.cluster))),
      (isGrouped ? "groups" : "threads", isTold ? .array(rows(answers).map(value)) : .null),
    ]
  }

  private func value(_ row: ThreadRow) -> JSONValue {
    let thread = row.first
    var members: [(String, JSONValue)] = [("name", .string(row.name))]
    if isGrouped {
      members += [
        ("count", .integer(Int64(row.threads.count))),
        ("names", .array(row.threads.map { .string($0.name) })),
      ]
    } else {
      members += [
        ("id", .integer(thread.id)),
        ("waitsFor", .optional(thread.lock) { .string($0) }),
        ("heldBy", .optional(thread.owner) { .string($0.name) }),
        ("locked", .array((thread.held.map(\.name) + thread.synchronizers).map { .string($0) })),
      ]
    }
    return .object(
      members + [
        ("state", .string(thread.state.name)), ("isTask", .bool(thread.purpose == .task)),
        ("isIdle", .bool(row.isIdle)), ("isInNative", .bool(thread.isInNative)),
        ("stack", .array(row.stack.frames.map { .string($0) })),
        ("isStackCut", .bool(row.stack.isCut)),
      ])
  }
}
