import StreamModel
import TerminalUI

/// The Logs screen: the log files of one process, and the text of one of them.
struct LogsScreen: Screen {
  static let sign = ScreenSign(
    name: "logs", title: "Logs", key: nil, summary: "Logs of the JobManager or a TaskManager",
    topic: .process, needs: [.logFiles])

  var owner: LogOwner
  var table = TableState<String>()
  /// The file that is open.
  var reader: LogReader?
  /// One came for what is open, and not by way of the list.
  var isDirect = false

  init?(_ subject: Subject, in context: Context) {
    guard let owner = LogOwner(subject) else { return nil }
    self.owner = owner
  }

  var subject: Subject { owner.subject }

  func trail(in context: Context) -> [String] { reader.map { [$0.file] } ?? [] }

  func files(in context: Context) -> Observed<[LogFile]>? {
    context.cluster.answers[.logFiles(owner)]
  }

  func question(_ reader: LogReader) -> LogTextQuestion {
    .logText(owner, reader.file, edition: reader.edition)
  }

  mutating func settle(in context: Context) {
    if reader?.text == nil { owner = context.resolved(owner) }
    let rows = LogFileTable.ordered(files(in: context)?.value ?? []).map {
      LogFileRow(file: $0, now: context.serverKnownAt)
    }
    table.arrange(rows, in: LogFileTable.table)
    table.scroll(height: LogsLayout(context.size).inside.rows - 1)
    guard var reader else { return }
    // Nothing else holds it while it changes.
    self.reader = nil
    if let answer = context.cluster.answers[question(reader)] {
      let isNew = answer.receivedAt != reader.receivedAt
      reader.take(answer.value, at: answer.receivedAt)
      if isNew { reader.mark = files(in: context)?.value.mark(of: reader.file) }
      goToTarget(&reader, in: context)
    }
    follow(&reader, in: context)
    let window = LogsLayout(context.size).text
    reader.settle(height: window.rows, width: window.columns)
    self.reader = reader
  }

  private func goToTarget(_ reader: inout LogReader, in context: Context) {
    guard let target = reader.target else { return }
    let listed = files(in: context)?.value.filter { $0.name.hasSuffix(".log") } ?? []
    // Without a list, or before 1.16: it was written a moment ago, as nearly all are.
    let changedAt = listed.compactMap(\.changedAt).max() ?? context.serverKnownAt
    guard files(in: context) != nil else { return }
    reader.goToTarget(
      changedAt: changedAt, called: context.settings.clock.brief(target, now: context.now))
  }

  func demand(in context: Context) -> Demand {
    var questions: [AnyQuestion] = []
    if case .worker = owner { questions.append(AnyQuestion(.taskManagers)) }
    guard context.standing(of: owner) != .gone else { return Demand(questions: questions) }
    if reader.map({ $0.isFollowing || $0.target != nil || $0.text == nil }) ?? true {
      questions.append(AnyQuestion(.logFiles(owner)))
    }
    if let reader, refusal(to: reader, in: context) == nil {
      questions.append(AnyQuestion(question(reader)))
    }
    return Demand(questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  // MARK: Keys

  func list(in context: Context) -> CurrentList? {
    guard reader == nil else { return nil }
    return CurrentList(
      "Files", LogFileTable.table, table,
      at: LogFileTable.table.placement(hiding: table.hidden, in: LogsLayout(context.size).inside))
  }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("A log", "Esc leads back to the files")
  }

  mutating func inList(_ action: TableAction) {
    guard reader != nil else { return table.take(action) }
    if case .filter(let words) = action { reader?.show(onlyWith: words) }
  }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard reader != nil else { return moveInList(move, in: context) }
    let window = LogsLayout(context.size).text
    reader?.move(move, height: window.rows, width: window.columns)
  }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { reader == nil && table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    guard reader == nil, let file = table.cursor else { return [] }
    reader = LogReader(file, isWrapped: Self.wraps(context.size))
    isDirect = false
    return []
  }

  /// The head of an entry of Flink's takes 96 cells: on a narrow screen its message would not be seen.
  private static func wraps(_ size: Size) -> Bool { size.columns < 120 }

  mutating func back(in context: Context) -> Bool {
    guard let reader else { return clearFilter(in: context) }
    if !reader.filter.isEmpty {
      self.reader?.show(onlyWith: "")
      return true
    }
    self.reader = nil
    return !isDirect
  }

  mutating func reach(_ subject: Subject, in context: Context) {
    let file: String
    switch subject {
    case .moment: file = LogFile.own.name
    case .logFile(_, let name): file = name
    default: return
    }
    var reader = LogReader(file, isWrapped: Self.wraps(context.size))
    if case .moment(_, let time) = subject { reader.target = time }
    self.reader = reader
    isDirect = true
  }

  func copied(in context: Context) -> String? {
    guard let reader else { return table.cursor }
    guard let text = reader.text, let line = reader.current else { return nil }
    return LogBytes.visible(text.bytes[text.range(line)])
  }

  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    guard reader != nil else { return nil }
    switch word {
    case "search": reader?.find(argument)
    case "filter": reader?.show(onlyWith: argument)
    case "time":
      if let wrong = reader?.go(toTyped: argument) { return [.say(wrong, .warning)] }
    default: return nil
    }
    return []
  }
}

/// Where the parts of the Logs screen lie.
struct LogsLayout {
  /// With its frame.
  var frame: Rect
  /// The files, or the text with the line below it.
  var inside: Rect
  var text: Rect
  /// What there is to say of the text.
  var foot: Rect

  init(_ size: Size) {
    frame = ScreenLayout(size).body
    inside = frame.inset(left: 1, top: 1, right: 1, bottom: 1)
    text = inside.inset(left: 1, right: 1, bottom: 1)
    foot = Rect(
      column: inside.column + 1, row: inside.endRow - 1, columns: inside.columns - 2, rows: 1)
  }
}
