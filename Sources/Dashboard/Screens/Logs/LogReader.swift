import StreamModel
import TerminalUI

/// A log that is open: what of it was read, which of its lines are shown, and where the user is in it. Rows are made of
/// lines when they are drawn: nothing here costs more the longer a file is, save the search and the filter, once for
/// each text that is searched.
struct LogReader: Sendable {
  let file: String
  /// As last taken.
  private(set) var text: LogText?
  private(set) var receivedAt: Timestamp?
  /// The lines that the filter lets through; nil where all are.
  private(set) var shown: [Int]?
  /// The cursor's place among the lines shown, and that of the first that is seen.
  var cursor = 0
  var top = 0
  /// Rows of that first line that lie above the window, where lines are wrapped.
  var hiddenRows = 0
  /// The first cell that is seen, where they are not.
  var column = 0
  var isWrapped = false
  /// The end is kept in view, and the file read again when it has grown.
  var isFollowing = true
  private(set) var filter = ""
  var search = LogSearch("")
  var searchText = ""
  /// Places among the lines shown at which the search finds something.
  private(set) var matches: [Int] = []
  /// Where a search began: the cursor's place, and whether the end was followed.
  var origin: (cursor: Int, isFollowing: Bool)?
  /// A moment to go to once there is a text.
  var target: Timestamp?
  /// What there is to say about the last step.
  var note: String?
  /// Which state of the file is wanted.
  var edition = 0
  /// What the list told of it when that was asked for.
  var mark: Int?

  /// The cursor has come from elsewhere: what is around its line is shown too, and the match in it.
  var hasJumped = false

  init(_ file: String, isWrapped: Bool = false) {
    self.file = file
    self.isWrapped = isWrapped
  }

  var count: Int { shown?.count ?? text?.lines.count ?? 0 }

  /// The line at a place among those shown.
  func line(at place: Int) -> Int { shown?[place] ?? place }

  /// The place of a line among those shown, or of the next one that is.
  func place(ofLine line: Int) -> Int {
    guard let shown else { return line }
    var (low, high) = (0, shown.count)
    while low < high {
      let middle = (low + high) / 2
      if shown[middle] < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The line under the cursor.
  var current: Int? { cursor < count && cursor >= 0 ? line(at: cursor) : nil }

  func spans(at place: Int) -> [Span] {
    guard let text else { return [] }
    return LogRow.spans(of: line(at: place), in: text, search: search.isEmpty ? nil : search)
  }

  // MARK: Text

  /// Takes the file as it was read now. The cursor stays on its line, wherever that is among those kept now.
  mutating func take(_ new: LogText, at time: Timestamp) {
    guard time != receivedAt else { return }
    receivedAt = time
    let former = text
    let places = former.map { former in
      [cursor, top].map { $0 < count ? former.place(ofLine: line(at: $0)) : former.end }
    }
    text = new
    arrange()
    guard let former, let places else { return }
    if new.end < former.end {
      note = "The file began anew: it is shorter than it was."
      isFollowing = true
      return
    }
    cursor = place(ofLine: new.line(at: places[0]))
    top = place(ofLine: new.line(at: places[1]))
    hiddenRows = min(hiddenRows, cursor == top ? hiddenRows : 0)
  }

  /// Works out anew which lines are shown and which of them match.
  private mutating func arrange() {
    guard let text else { return }
    let filter = LogFilter(filter)
    shown = filter.isEmpty ? nil : filter.lines(of: text)
    findMatches()
  }

  private mutating func findMatches() {
    matches = []
    guard let text, !search.isEmpty else { return }
    for place in 0..<count where search.isFound(in: text.bytes, text.range(line(at: place))) {
      matches.append(place)
    }
  }

  /// Shows only lines that have these words. The cursor stays on its line or goes to the nearest below.
  mutating func show(onlyWith words: String) {
    let former = current
    filter = words
    arrange()
    guard !isFollowing, let former else { return }
    cursor = min(place(ofLine: former), max(0, count - 1))
    top = cursor
  }

  /// Marks a text wherever it stands, and goes to where it stands last above the cursor, else first below.
  mutating func find(_ words: String) {
    let from = origin ?? (cursor, isFollowing)
    searchText = words
    search = LogSearch(words)
    findMatches()
    guard !search.isEmpty else {
      (cursor, isFollowing) = from
      return
    }
    guard let place = matches.last(where: { $0 <= from.cursor }) ?? matches.first else {
      (cursor, isFollowing) = from
      return
    }
    go(to: place)
  }

  /// The next match below or above the cursor, around the ends.
  mutating func goToMatch(below: Bool) {
    let next =
      below ? matches.first { $0 > cursor } : matches.last { $0 < cursor }
    note = next == nil ? (below ? "From the top again." : "From the end again.") : nil
    guard let place = next ?? (below ? matches.first : matches.last) else { return }
    go(to: place)
  }

  /// Puts the cursor on a line, and follows the end no more.
  mutating func go(to place: Int) {
    cursor = place.clamped(to: 0...max(0, count - 1))
    isFollowing = false
    hasJumped = true
  }
}
