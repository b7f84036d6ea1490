import StreamModel
import TerminalUI

/// The line above the keys.
extension DashboardState {
  /// The most pressing thing to say: a fresh notice, an operation under way, one just settled, why the cluster does not
  /// answer, a JobManager that was restarted; else a rule.
  func drawNotice(row: Int, in frame: inout Frame) {
    Box.rule(row: row, columns: size.columns, charset: settings.charset, in: &frame)
    guard let told = noticeText else { return }
    // What is too long for a line takes rows of the body for as long as it is told.
    let usual = size.rows < 20 ? 1 : size.rows < 40 ? 2 : 3
    let lines = Wrapping.lines(
      told.text, width: size.columns - 4,
      limit: told.isWhole ? max(usual, ScreenLayout(size).body.rows / 2) : usual,
      isASCII: settings.charset.isASCII)
    let style = Style(told.role, isBold: told.role != .text)
    let first = row - lines.count + 1
    if lines.count > 1 {
      frame.fill(Rect(column: 0, row: first, columns: size.columns, rows: lines.count))
    }
    for (index, line) in lines.enumerated() {
      frame.put(" \(line) ", column: 1, row: first + index, style: style)
    }
  }

  /// `isWhole`: as many lines as it needs.
  private var noticeText: (text: String, role: Role, isWhole: Bool)? {
    let told = outcomeLine
    if let notice, told.map({ notice.at >= $0.at }) ?? true {
      return (notice.text, notice.severity.role, false)
    }
    if let told { return (told.text, told.role, false) }
    return (cutTrouble ?? untoldRestart).map { ($0.text, $0.style.role, true) }
  }

  /// Why the cluster does not answer, where the line at the top has no room for all of it.
  private var cutTrouble: Span? {
    guard let spans = troubleSpans, spans.width > size.columns - 2 else { return nil }
    return spans.joined
  }

  /// A restart of the JobManager, save where the line at the top has all of it.
  private var untoldRestart: Span? {
    guard let spans = restartSpans else { return nil }
    let isAtTop = visits.top.sign.name == JobsScreen.sign.name
    return isAtTop && spans.width <= size.columns - 2 ? nil : spans.joined
  }

  /// True while the line above the keys tells of something that a slip of the finger is not to hide.
  var isSomethingTold: Bool {
    (notice?.severity ?? .note) >= .warning || outcomeLine != nil || cutTrouble != nil
  }
}

extension [Span] {
  /// All of it in the role of the first.
  fileprivate var joined: Span? {
    first.map { Span(map(\.text).joined(), $0.style.role) }
  }
}
