import StreamModel
import TerminalUI

extension ContextReader {
  /// A row of threads to be read: who they are, what they wait for, and the calls that they are in with the locks taken
  /// on the way.
  func stackLines(of row: ThreadRow, width: Int) -> [[Span]] {
    var lines = factLines(of: row, width: width)
    lines.append([])
    guard !row.stack.frames.isEmpty else {
      return lines + [[Span("It is in no call of Java's.", .dim)]]
    }
    for (index, frame) in row.stack.frames.enumerated() {
      let isTelling = frame == row.stack.telling
      let role: Role = isTelling ? .title : ThreadStack.isOfSystem(frame) ? .dim : .text
      lines.append([Span("at ", .dim), Span(frame, role, isBold: isTelling)])
      guard row.threads.count == 1 else { continue }
      for lock in row.first.held where lock.frame == index {
        lines.append([Span("   has locked \(lock.name)", .accent)])
      }
    }
    if row.stack.isCut {
      lines.append([Span("... and more, which this Flink does not send", .dim)])
    }
    if row.threads.count == 1, !row.first.synchronizers.isEmpty {
      lines += [
        [], [Span("also has locked " + row.first.synchronizers.joined(separator: ", "), .dim)],
      ]
    }
    return lines
  }

  private func factLines(of row: ThreadRow, width: Int) -> [[Span]] {
    let thread = row.first
    var facts: [(label: String, value: String, role: Role)] = []
    let marks = [
      thread.isInNative ? "in native code" : nil, thread.isSuspended ? "suspended" : nil,
      thread.isDaemon == true ? "daemon" : nil, thread.priority.map { "priority \($0)" },
      row.isIdle ? "waits for work" : nil,
    ].compactMap(\.self)
    let state = ([thread.state.name] + marks).joined(separator: ", ")
    facts.append(("state", state, thread.state == .blocked ? .critical : .text))
    if !row.changeText.isEmpty {
      let dumps = row.dumpsThere.map { ", in \($0) dumps" } ?? ""
      facts.append(("change", row.changeText + dumps, row.isStuck ? .warning : .text))
    }
    if row.threads.count == 1 {
      if let lock = thread.lock { facts.append(("waits for", lock, .text)) }
      if let owner = thread.owner {
        facts.append(("held by", "\(owner.name), thread \(owner.id)", .warning))
      }
      facts.append(("thread", "number \(thread.id)", .dim))
    } else {
      let names = row.threads.map(\.name).joined(separator: ", ")
      for (index, line) in Wrapping.lines(
        names, width: max(20, width - 12), limit: 6, isASCII: settings.charset.isASCII
      ).enumerated() {
        facts.append((index == 0 ? "\(row.threads.count) threads" : "", line, .text))
      }
    }
    return facts.map { fact in
      let label = fact.label + String(repeating: " ", count: max(1, 12 - fact.label.count))
      return [Span(label, .dim), Span(fact.value, fact.role)]
    }
  }
}
