import StreamModel
import TerminalUI

/// A line of a log as it is shown: nothing in it is obeyed by a terminal.
enum LogRow {
  /// The line in the colour of its entry's level, with what is searched for marked.
  static func spans(of index: Int, in text: LogText, search: LogSearch?) -> [Span] {
    let range = text.range(index)
    let role = role(of: text.lines[index].level)
    var spans: [Span] = []
    var place = range.lowerBound
    func put(to end: Int, _ role: Role) {
      guard end > place else { return }
      spans.append(Span(LogBytes.visible(text.bytes[place..<end]), role))
      place = end
    }
    search?.forEach(in: text.bytes, range) { match in
      put(to: match.lowerBound, role)
      put(to: match.upperBound, .match)
      return true
    }
    put(to: range.upperBound, role)
    return spans
  }

  static func role(of level: LogLevel) -> Role {
    switch level {
    case .error: .critical
    case .warning: .warning
    case .info, .none: .text
    case .debug, .trace: .dim
    }
  }
}
