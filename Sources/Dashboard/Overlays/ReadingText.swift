import StreamModel
import TerminalUI

/// A text that lies over the screen to be read, in a window that may be lower than it is.
struct ReadingText {
  var title: String
  var lines: [[Span]]
  /// Of the window.
  var width: Int
  /// Lines that are seen at once.
  var rows: Int
  /// The first line that is seen.
  var offset: Int

  /// The offset at which the end is in view.
  var lastOffset: Int { max(0, lines.count - rows) }

  init(title: String, lines: [[Span]], width: Int, offset: Int, in size: Size) {
    self.title = title
    self.lines = lines
    self.width = width
    rows = max(1, min(lines.count, size.rows - 5))
    self.offset = 0
    self.offset = offset.clamped(to: 0...lastOffset)
  }
}

extension OverlayKeys {
  /// A text that is read. What does not scroll closes it.
  static let reading = OverlayKeys(
    name: "help or another text",
    bindings: [
      scrolling([.down, .character("j")], "down", isOffered: { $0.offset < $0.lastOffset }) {
        $0.offset + 1
      },
      scrolling(
        [.up, .character("k")], "up", isOffered: { $0.offset == $0.lastOffset && $0.offset > 0 }
      ) {
        $0.offset - 1
      },
      scrolling([.pageDown, .space, .control("f")], "page down") {
        $0.offset + max(1, $0.rows - 1)
      },
      scrolling([.pageUp, .control("b")], "page up") { $0.offset - max(1, $0.rows - 1) },
      scrolling([.home, .character("g")], "first line") { _ in 0 },
      scrolling([.end, .character("G")], "last line") { $0.lastOffset },
      OverlayBinding(
        keys: [.escape], title: "close, as any other key does", footer: "close", isEnding: true,
        perform: close),
    ], otherwise: close)

  @Sendable private static func close(_ state: inout DashboardState, _: OverlayKey) -> [Effect] {
    state.overlay = nil
    return []
  }

  private static func scrolling(
    _ keys: [Key], _ title: String,
    isOffered: (@Sendable (ReadingText) -> Bool)? = nil,
    _ offset: @escaping @Sendable (ReadingText) -> Int
  ) -> OverlayBinding {
    OverlayBinding(
      keys: keys, title: title, footer: isOffered == nil ? nil : "scroll",
      isOffered: { state in state.readingText.map { isOffered?($0) ?? false } ?? false }
    ) { state, pressed in
      guard let text = state.readingText else { return close(&state, pressed) }
      state.overlay = state.overlay?.scrolled(to: offset(text).clamped(to: 0...text.lastOffset))
      return []
    }
  }
}

extension DashboardState {
  /// The help or the operation that is being read, as it is laid out now.
  var readingText: ReadingText? {
    switch overlay {
    case .help(let offset):
      return ReadingText(
        title: "Help: \(visits.top.sign.title)", lines: helpLines, width: min(76, size.columns - 2),
        offset: offset, in: size)
    case .operation(let id, let offset):
      guard let operation = operations.first(where: { $0.id == id }) else { return nil }
      let width = min(size.columns - 4, 110)
      let lines = operationDetails(operation).flatMap { line in
        CellWidth.of(line) <= width - 4
          ? [line] : Wrapping.lines(line, width: width - 4, isASCII: settings.charset.isASCII)
      }
      return ReadingText(
        title: "\(operation.request.kind.name) of \(operation.request.targetName)",
        lines: lines.map { [Span($0)] }, width: width, offset: offset, in: size)
    case .text(let title, let body, let offset):
      let width = min(size.columns - 4, 110)
      // No more of it than anybody reads, so that each key is quick.
      let lines = body.prefix(100_000).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline
      ).flatMap {
        Wrapping.lines(
          SafeText.plain(String($0)), width: width - 4, isASCII: settings.charset.isASCII)
      }
      return ReadingText(
        title: title, lines: lines.map { [Span($0)] }, width: width, offset: offset, in: size)
    case .tool(let question, let offset):
      let width = size.columns - 4
      let lines = context.toolLines(question)
      return ReadingText(
        title: context.toolTitle(question), lines: lines.flatMap { wrapped($0, width: width - 4) },
        width: width,
        offset: offset, in: size)
    case .filter, .search, .commandLine, .dialog, .form, .columns, .picker, .formula, nil:
      return nil
    }
  }

  private func wrapped(_ span: Span, width: Int) -> [[Span]] {
    guard CellWidth.of(span.text) > width else { return [[span]] }
    return Wrapping.lines(span.text, width: width, isASCII: settings.charset.isASCII).map {
      var line = span
      line.text = $0
      return [line]
    }
  }

  private var helpLines: [[Span]] {
    var lines: [[Span]] = []
    func section(_ title: String, _ rows: [(String, String)]) {
      guard !rows.isEmpty else { return }
      if !lines.isEmpty { lines.append([]) }
      lines.append([Span(title, .title, isBold: true)])
      for (left, right) in rows {
        let padding = String(repeating: " ", count: max(1, 19 - CellWidth.of(left)))
        lines.append([Span("  \(left)\(padding)", .key), Span(right)])
      }
    }
    func isOff(_ binding: KeyBinding) -> Bool {
      // Where nothing may act, help names no key that does.
      if settings.isReadOnly, binding.group == .act, binding.name != "actions" { return true }
      return binding.isOffered.map { !$0(context) } ?? false
    }
    for group in KeyGroup.allCases {
      let bindings = KeyMap.bindings(on: visits.top.sign).filter {
        $0.group == group && !isOff($0) && $0.isThere(self)
      }
      section(group.rawValue, bindings.map { ($0.keyText, $0.title) })
    }
    let entries = CommandLineEntry.table.filter { entry in
      if let control = entry.control { return cluster.traits.refusal(of: control.plain) == nil }
      return entry.action.map { disabledReason($0) == nil } ?? true
    }
    section("Command line", entries.map { (":\($0.usage)", $0.title) })
    for keys in [OverlayKeys.filter, .commandLine] {
      section("In \(keys.name)", keys.bindings.map { ($0.keys.text, $0.title) })
    }
    return lines + [[]] + legend
  }

  /// What the signs mean.
  private var legend: [[Span]] {
    let charset = settings.charset
    return [
      [Span("Signs", .title, isBold: true)],
      [
        Span("  \(charset.critical) ", .critical, isBold: true), Span("needs a person now   "),
        Span("\(charset.warning) ", .warning, isBold: true), Span("will need one   "),
        Span("-", .dim), Span(" not known"),
      ],
      [
        Span("  \(charset.busyFill) busy ", .busy),
        Span("\(charset.backpressuredFill) backpressured (backp., bp) ", .backpressured),
        Span("\(charset.idleFill) idle", .idle), Span("  of the worst subtask"),
      ],
      [
        Span("  \(charset.failed) ", .critical, isBold: true), Span("failed   "),
        Span("\(charset.inProgress) ", .accent), Span("in progress   "),
        Span("S ", .accent, isBold: true), Span("savepoint, among the checkpoints"),
      ],
      [Span("  dim figures are old; the README says what each one means", .dim)],
    ]
  }
}
