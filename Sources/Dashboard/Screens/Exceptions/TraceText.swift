import StreamModel
import TerminalUI

extension ContextReader {
  /// The last failure of a cause, to be read: when and where, the whole trace, and what failed with it.
  func traceLines(of group: ExceptionGroup, width: Int, isFolded: Bool = false) -> [[Span]] {
    var lines = factLines(of: group.newest, width: width)
    lines += [[]] + traceLines(of: group.newest.trace, width: width, isFolded: isFolded)
    for exception in group.newest.concurrent {
      lines += [[], [Span("Failed with it", .title, isBold: true)]]
      lines += factLines(of: exception, width: width)
      lines += traceLines(of: exception.trace, width: width, isFolded: isFolded)
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

  /// A stack trace in lines of the screen. Frames of the system and of Java are dim, so that those of the job stand out;
  /// folded, they are a line in all where several follow one another.
  func traceLines(of trace: String, width: Int, isFolded: Bool = false) -> [[Span]] {
    let texts = trace.split(whereSeparator: \.isNewline).map {
      String($0).replacing("\t", with: " ").trimmingBlanks
    }
    var lines: [[Span]] = []
    var index = 0
    while index < texts.count {
      let folded = isFolded ? texts[index...].prefix(while: Self.isOfSystem).count : 0
      if folded > 1 {
        let text = "\(folded) frames of \(cluster.traits.shortName) and Java"
        lines.append([Span("    ... " + text, .dim)])
        index += folded
      } else {
        lines += wrapped(texts[index], isFirst: index == 0, width: width)
        index += 1
      }
    }
    return lines
  }

  private func wrapped(_ text: String, isFirst: Bool, width: Int) -> [[Span]] {
    let isFrame = text.hasPrefix("at ") || text.hasPrefix("...")
    let role: Role =
      !isFrame
      ? (isFirst || text.hasPrefix("Caused by:") ? .critical : .text)
      : Self.isOfSystem(text) ? .dim : .text
    let indent = isFrame ? 4 : 0
    // `at` stays with what it is before.
    let whole = isFrame ? text.replacing(" ", with: "\u{a0}") : text
    let lines = Wrapping.lines(
      whole, width: max(8, width - indent), isASCII: settings.charset.isASCII)
    return lines.map { line in
      let shown = String(repeating: " ", count: indent) + line.replacing("\u{a0}", with: " ")
      return [Span(shown, role, isBold: role == .critical)]
    }
  }

  /// True for a frame that is not of the job's own code.
  private static func isOfSystem(_ frame: String) -> Bool {
    frame.hasPrefix("...") || frame.hasPrefix("at ") && CodeOrigin(of: frame.dropFirst(3)) != .job
  }
}
