import StreamModel
import TerminalUI

/// What is seen of a log. Rows are counted from the window's edges on: a long file costs no more than a short one.
extension LogReader {
  /// Rows that a line takes.
  func rows(at place: Int, width: Int) -> Int {
    isWrapped ? spans(at: place).rows(width: width).count : 1
  }

  /// Moves the window as little as keeps the cursor's line in it.
  mutating func settle(height: Int, width: Int) {
    guard count > 0, height > 0 else { return }
    if isFollowing { cursor = count - 1 }
    cursor = cursor.clamped(to: 0...count - 1)
    top = top.clamped(to: 0...count - 1)
    if hasJumped { settleJump(height: height, width: width) }
    hasJumped = false
    guard isWrapped else {
      hiddenRows = 0
      top = Scrolling.offset(selected: cursor, count: count, height: height, current: top)
      return
    }
    if cursor < top { (top, hiddenRows) = (cursor, 0) }
    hiddenRows = hiddenRows.clamped(to: 0...max(0, rows(at: top, width: width) - 1))
    var used = -hiddenRows
    var place = top
    while place <= cursor, used <= height {
      used += rows(at: place, width: width)
      place += 1
    }
    if place <= cursor || used > height { showEnd(height: height, width: width) }
    fill(height: height, width: width)
  }

  /// Leaves no room below the last line while there is something above the window.
  private mutating func fill(height: Int, width: Int) {
    var used = -hiddenRows
    var place = top
    while place < count, used < height {
      used += rows(at: place, width: width)
      place += 1
    }
    var room = height - used
    guard room > 0 else { return }
    room -= hiddenRows
    hiddenRows = 0
    while room > 0, top > 0 {
      top -= 1
      room -= rows(at: top, width: width)
    }
    hiddenRows = max(0, -room)
  }

  /// Brings a line that one came to from elsewhere to the upper third, and what is found in it into view.
  private mutating func settleJump(height: Int, width: Int) {
    if cursor < top || cursor >= top + height / (isWrapped ? 3 : 1) {
      (top, hiddenRows) = (cursor, 0)
      var room = height / 3
      while top > 0, room > 0 {
        room -= rows(at: top - 1, width: width)
        if room >= 0 { top -= 1 }
      }
    }
    let spans = spans(at: cursor)
    guard !isWrapped, let match = spans.firstIndex(where: { $0.style.role == .match }) else {
      return
    }
    let before = Array(spans[..<match]).width
    let end = before + spans[match...match].reduce(0) { $0 + CellWidth.of($1.text) }
    if before < column || end > column + width { column = max(0, end - width * 2 / 3) }
  }

  /// The cursor's line at the lower edge. One that is higher than the window is moved in row by row.
  private mutating func showEnd(height: Int, width: Int) {
    var room = height - rows(at: cursor, width: width)
    if room < 0 {
      if top != cursor { hiddenRows = isFollowing ? -room : 0 }
      top = cursor
      hiddenRows = hiddenRows.clamped(to: 0...(-room))
      return
    }
    top = cursor
    while room > 0, top > 0 {
      top -= 1
      room -= rows(at: top, width: width)
    }
    hiddenRows = max(0, -room)
  }

  mutating func toggleWrapping() {
    isWrapped.toggle()
    column = 0
  }

  /// Moves the text sideways by so many cells.
  mutating func scroll(by step: Int) {
    column = (column + step).clamped(to: 0...LogText.longestLine)
  }

  mutating func move(_ move: CursorMove, height: Int, width: Int) {
    note = nil
    switch move {
    case .by(let step): step < 0 ? up(-step) : down(step, height: height, width: width)
    case .page(let direction):
      guard direction < 0 else { return down(max(1, height - 1), height: height, width: width) }
      up(max(1, height - 1))
    case .end(let direction):
      isFollowing = direction > 0
      cursor = direction > 0 ? max(0, count - 1) : 0
    }
  }

  private mutating func up(_ steps: Int) {
    guard count > 0 else { return }
    isFollowing = false
    var steps = steps
    if isWrapped, top == cursor {
      let rows = min(steps, hiddenRows)
      hiddenRows -= rows
      steps -= rows
    }
    cursor = max(0, cursor - steps)
  }

  private mutating func down(_ steps: Int, height: Int, width: Int) {
    var steps = steps
    if isWrapped, top == cursor, count > 0 {
      let below = max(0, rows(at: cursor, width: width) - hiddenRows - height)
      hiddenRows += min(steps, below)
      steps -= min(steps, below)
    }
    cursor = min(max(0, count - 1), cursor + min(steps, count))
  }
}
