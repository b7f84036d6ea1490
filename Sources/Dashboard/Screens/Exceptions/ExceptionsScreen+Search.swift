import StreamModel
import TerminalUI

/// What is searched for in a trace.
extension ExceptionsScreen {
  /// The lines of a trace, what is searched for marked.
  func lines(of group: ExceptionGroup, in context: Context, width: Int) -> [[Span]] {
    let lines = context.traceLines(of: group, width: width, isFolded: isFolded)
    guard isReading, !search.isEmpty else { return lines }
    return lines.map { isMatch($0) ? $0.map { Span($0.text, .match) } : $0 }
  }

  private func isMatch(_ line: [Span]) -> Bool {
    line.map(\.text).joined().lowercased().contains(search.lowercased())
  }

  /// The lines that have what is searched for.
  func matches(in context: Context) -> [Int] {
    guard isReading, !search.isEmpty, let group = selected(in: context) else { return [] }
    let inside = ExceptionsLayout(context.size, isReading: true).inside
    let lines = context.traceLines(of: group, width: inside.columns - 2, isFolded: isFolded)
    return lines.indices.filter { isMatch(lines[$0]) }
  }

  /// Brings the next or the previous match to the top, around the ends.
  mutating func goToMatch(by step: Int, in context: Context) {
    let matches = matches(in: context)
    let next = step > 0 ? matches.first { $0 > offset } : matches.last { $0 < offset }
    if let match = next ?? (step > 0 ? matches.first : matches.last) { offset = match }
  }

  /// `3 lines with 'gateway', `.
  func searchRemark(in lines: [[Span]]) -> String {
    guard isReading, !search.isEmpty else { return "" }
    let count = lines.count { isMatch($0) }
    return "\(count) line\(count == 1 ? "" : "s") with '\(search)'  "
  }

  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    guard isReading, word == "search" else { return nil }
    search = argument
    let matches = matches(in: context)
    if !matches.contains(offset), let next = matches.first(where: { $0 >= offset }) ?? matches.first
    {
      offset = next
    }
    return []
  }
}
