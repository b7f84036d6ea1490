import StreamModel
import TerminalUI

extension DashboardState {
  func drawPicker(_ picker: MetricPicker, in frame: inout Frame) {
    let layout = PickerLayout(size)
    let charset = settings.charset
    let question = MetricIDsQuestion(picker.source)
    frame.fill(layout.window, style: .text)
    let place = context.place(of: picker.source).map { context.text($0) } ?? "-"
    let all = picker.index?.texts.count
    let counts = all.map { "\(picker.matches.count) of \($0)" } ?? ""
    let inside = Box.draw(
      layout.window, title: "Metrics of \(place)", remark: counts, isFocused: true,
      charset: charset, in: &frame)
    frame.put("/", column: inside.column + 1, row: inside.row, style: Style(.accent, isBold: true))
    let part = partText(picker)
    picker.field.draw(
      column: inside.column + 3, row: inside.row,
      width: max(8, inside.columns - 6 - CellWidth.of(part)),
      placeholder: "letters of a name, in their order", isFocused: true, in: &frame)
    frame.putRight([Span(part, .dim)], endColumn: inside.endColumn - 1, row: inside.row)
    let board = context.board
    frame.put(
      "\(board.charts.count) of \(MetricBoard.limit) charts", column: inside.column + 1,
      row: inside.row + 1, limit: inside.columns - 2, style: .dim)
    guard !picker.matches.isEmpty else {
      return context.drawReason(
        reason(picker, question), in: layout.list, frame: &frame)
    }
    let chosen = Set(
      board.charts.compactMap(\.metric)
        .filter { $0.place == context.place(of: picker.source) }.map(\.id))
    for (line, place) in picker.matches.dropFirst(picker.offset).prefix(layout.list.rows)
      .enumerated()
    {
      drawRow(
        place, of: picker, isChosen: chosen.contains(picker.index?.texts[place] ?? ""),
        in: Rect(
          column: layout.list.column, row: layout.list.row + line, columns: layout.list.columns,
          rows: 1), isUnderCursor: picker.offset + line == picker.cursor, frame: &frame)
    }
  }

  private func reason(_ picker: MetricPicker, _ question: MetricIDsQuestion) -> String {
    guard let index = picker.index else { return context.waitingText(question) }
    if index.texts.isEmpty {
      return cluster.failing[question] != nil
        ? context.waitingText(question)
        : "It has no metrics now: it may not be running, or they are still to be fetched."
    }
    return "No metric has these letters in their order."
  }

  /// `part 1 of 6`.
  private func partText(_ picker: MetricPicker) -> String {
    picker.sources.count > 1 ? "part \(picker.part + 1) of \(picker.sources.count)" : ""
  }

  private func drawRow(
    _ place: Int, of picker: MetricPicker, isChosen: Bool, in rect: Rect, isUnderCursor: Bool,
    frame: inout Frame
  ) {
    guard let index = picker.index else { return }
    let id = index.texts[place]
    let word = Self.word(of: id, in: cluster.traits, room: rect.columns - 7 - CellWidth.of(id))
    let room = rect.columns - 6 - (word.isEmpty ? 0 : CellWidth.of(word) + 1)
    frame.put(
      isChosen ? "[x]" : "[ ]", column: rect.column + 1, row: rect.row,
      style: Style(isChosen ? .accent : .dim))
    frame.put(
      Self.marked(id, at: index.matches(picker.field.text, at: place)), column: rect.column + 5,
      row: rect.row, limit: room, charset: settings.charset)
    frame.putRight([Span(word, .dim)], endColumn: rect.endColumn - 1, row: rect.row)
    guard isUnderCursor else { return }
    frame.restyle(rect) { $0.isReversed = true }
  }

  /// What is said beside an id: what it is, where there is room for that, and what it counts in.
  private static func word(of id: String, in traits: SystemTraits, room: Int) -> String {
    let unit =
      MetricUnit(id, in: traits).word + (MetricUnit.isCounter(id) ? " counter" : "")
    guard let title = traits.metricNotes[id]?.title else { return unit }
    let plain = String(unit.drop { $0 == " " })
    let whole = plain.isEmpty ? title : "\(title), \(plain)"
    return CellWidth.of(whole) <= room ? whole : plain
  }

  /// The letters that were searched for stand out.
  private static func marked(_ id: String, at bytes: Set<Int>) -> [Span] {
    guard !bytes.isEmpty else { return [Span(id)] }
    var spans: [Span] = []
    var offset = 0
    for character in id {
      let isMatch = bytes.contains(offset)
      offset += character.utf8.count
      if let last = spans.indices.last, (spans[last].style.role == .match) == isMatch {
        spans[last].text.append(character)
      } else {
        spans.append(Span(String(character), isMatch ? .match : .text, isBold: isMatch))
      }
    }
    return spans
  }
}
