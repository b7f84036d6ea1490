import StreamModel
import TerminalUI

extension LogsScreen {
  static let bindings: [Binding<LogsScreen>] = [
    .opening("read the file", footer: "read") { screen, context in
      guard screen.reader == nil, let file = screen.table.cursor,
        context.cluster.answers[screen.question(LogReader(file, isWrapped: false))] == nil
      else { return nil }
      return context.standingText(of: screen.owner, "its logs can't be read any more")
    },
    Binding(
      "threads", [.character("T")], "what the threads of its process do",
      refusal: { screen, context in
        context.standingText(of: screen.owner, "its threads can't be asked for")
      }
    ) { screen, _ in
      [.go(Place(ThreadDumpScreen.self, screen.subject))]
    },
    inLog(
      "search", [.character("/"), .function(3)], "search in an open log", footer: "search", rank: 1
    ) { screen, _ in
      guard var reader = screen.reader else { return [] }
      reader.origin = (reader.cursor, reader.isFollowing)
      screen.reader = reader
      return [.show(.search(TextField(reader.searchText)))]
    },
    inLog("next-match", [.character("n")], "next match in an open log", refusal: noMatch) {
      screen, _ in
      screen.reader?.goToMatch(below: true)
      return []
    },
    inLog("previous-match", [.character("N")], "previous match in an open log", refusal: noMatch) {
      screen, _ in
      screen.reader?.goToMatch(below: false)
      return []
    },
    inLog(
      "only", [.character("&")], "only lines of an open log with these words (!word excludes)",
      footer: "only"
    ) { screen, _ in [.show(.filter(TextField(screen.reader?.filter ?? "")))] },
    inLog("wrap", [.character("w")], "wrap long lines of an open log, or not", footer: "wrap") {
      screen, _ in
      screen.reader?.toggleWrapping()
      return []
    },
    inLog(
      "left", [.left, .character("h")], "left in an open log", pace: .repeated, isGoing: true,
      refusal: { $0.reader?.isWrapped == true ? "Lines are wrapped: w shows them whole." : nil }
    ) { screen, _ in
      screen.reader?.scroll(by: -step)
      return []
    },
    inLog(
      "right", [.right, .character("l")], "right in an open log", pace: .repeated, isGoing: true,
      refusal: { $0.reader?.isWrapped == true ? "Lines are wrapped: w shows them whole." : nil }
    ) { screen, _ in
      screen.reader?.scroll(by: step)
      return []
    },
    inLog(
      "save-log", [.character("W")], "save what is kept of an open log to a file",
      refusal: { $0.reader?.text == nil ? "Nothing of it has come yet." : nil }
    ) { screen, _ in
      guard let reader = screen.reader, let text = reader.text else { return [] }
      return [.perform(.saveLog(name: reader.file, bytes: text.bytes))]
    },
  ]

  /// Cells that the text moves sideways at a time.
  private static let step = 16

  private static let noMatch: @Sendable (LogsScreen) -> String? = { screen in
    guard let reader = screen.reader, !reader.search.isEmpty else {
      return "Nothing is searched for: / searches."
    }
    return reader.matches.isEmpty ? "'\(reader.searchText)' is not in what is kept." : nil
  }

  /// A key that counts while a file is open, before what it means on all screens.
  private static func inLog(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil, rank: Int = 4,
    pace: KeyPace = .once, isGoing: Bool = false,
    refusal: @escaping @Sendable (LogsScreen) -> String? = { _ in nil },
    perform: @escaping @Sendable (inout LogsScreen, Context) -> [ScreenEffect]
  ) -> Binding<LogsScreen> {
    Binding(
      name, keys, title, footer: footer, group: .look, rank: rank, pace: pace, isGoing: isGoing,
      isThere: { $0.reader != nil }, refusal: { screen, _ in refusal(screen) }, perform: perform)
  }
}
