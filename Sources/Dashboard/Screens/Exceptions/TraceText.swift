import StreamModel
import TerminalUI

extension ContextReader {
  /// The last failure of a cause, to be read: when and where, the whole trace, and what failed with it.
  func traceLines(of group: ExceptionGroup, width: Int) -> [[Span]] {
    var lines = factLines(of: group.newest, width: width)
    lines += [[]] + traceLines(of: group.newest.trace, width: width)
    for exception in group.newest.concurrent {
      lines += [[], [Span("Failed with it", .title, isBold: true)]]
      lines += factLines(of: exception, width: width)
      lines += traceLines(of: exception.trace, width: width)
    }
    return lines
  }

  private func factLines(of exception: JobException, width: Int) -> [[Span]] {
    var facts: [(String, String)] = []
    if let at = exception.at {
      let ago = Format.age(serverKnownAt.since(at))
      facts.append(("at", "\(settings.clock.full(at))   \(ago) ago"))
    }
    if let task = exception.task { facts.append(("task", task)) }
    if let place = exception.location { facts.append(("location", place)) }
    if let id = exception.taskManager { facts.append((cluster.traits.worker, id.text)) }
    for (label, value) in exception.labels.sorted(by: { $0.key < $1.key }) {
      facts.append((label, value))
    }
    return facts.map { label, value in
      [
        Span(label + String(repeating: " ", count: max(1, 14 - CellWidth.of(label))), .dim),
        Span(value),
      ]
    }
  }

  /// A stack trace in lines of the screen. Frames of the system and of Java are dim, so that those of the job stand out.
  func traceLines(of trace: String, width: Int) -> [[Span]] {
    trace.split(whereSeparator: \.isNewline).enumerated().flatMap { index, line -> [[Span]] in
      let text = String(line).replacing("\t", with: " ").trimmingBlanks
      let isFrame = text.hasPrefix("at ") || text.hasPrefix("...")
      let role: Role =
        !isFrame
        ? (index == 0 || text.hasPrefix("Caused by:") ? .critical : .text)
        : Self.isOfSystem(text) ? .dim : .text
      let indent = isFrame ? 4 : 0
      // `at` stays with what it is before.
      let whole = isFrame ? text.replacing(" ", with: "\u{a0}") : text
      let wrapped = Wrapping.lines(
        whole, width: max(8, width - indent), isASCII: settings.charset.isASCII)
      return wrapped.map { line in
        let shown = String(repeating: " ", count: indent) + line.replacing("\u{a0}", with: " ")
        return [Span(shown, role, isBold: role == .critical)]
      }
    }
  }

  /// True for a frame that is not of the job's own code.
  private static func isOfSystem(_ frame: String) -> Bool {
    let name = frame.dropFirst(3)
    // `app//org.apache.flink...`, `java.base/java.lang...`: behind the module's name.
    let call = name.prefix { $0 != "(" }
    let plain = call.lastIndex(of: "/").map { call[call.index(after: $0)...] } ?? call
    return frame.hasPrefix("...")
      || ThreadStack.isOfSystem(plain)
  }
}
