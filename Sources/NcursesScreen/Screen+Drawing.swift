import CNcurses
import Dispatch
package import TerminalUI

extension Screen {
  /// Shows a frame. Only what differs from the last one travels, and nothing at all where nothing does. Of a frame
  /// of another size, the part is shown for which there is room. Where the terminal has not taken the frame before,
  /// it is shown when it has, unless a newer one came.
  package func draw(_ frame: Frame, theme: ResolvedTheme) {
    guard state == .open else { return }
    if !terminal.isOurs { returnToForeground() }
    guard !output.isWaiting else {
      postponed = (frame, theme)
      return
    }
    postponed = nil
    noticeMissedResize()
    if theme != self.theme {
      self.theme = theme
      painter.forgetStyles()
      shown = nil
    }
    let runs = runs(of: frame)
    if runs.isEmpty, let shown, place(shown.cursor) == place(frame.cursor) { return }
    for run in runs { painter.paint(run, of: frame, theme: theme) }
    showCursor(at: place(frame.cursor))
    wnoutrefresh(nc_stdscr())
    doupdate()
    terminal.sendUpdate()
    shown = frame.size == size ? frame : nil
  }

  /// Calls `action` once the terminal has taken the frame that was drawn last, or a newer one: now, unless it takes no
  /// output at the moment.
  package func afterShowing(_ action: @escaping @MainActor () -> Void) {
    if output.isWaiting || postponed != nil {
      actionsAfterShowing.append(action)
    } else {
      action()
    }
  }

  /// To be called when the terminal has taken all: shows what had to wait for that.
  func goOnDrawing() {
    if let (frame, theme) = postponed {
      postponed = nil
      draw(frame, theme: theme)
    }
    guard !output.isWaiting else { return }
    let actions = actionsAfterShowing
    actionsAfterShowing = []
    for action in actions { action() }
  }

  /// Draws all of the last frame again, over whatever another program left there (ctrl-l).
  package func repaint() {
    guard state == .open else { return }
    clearok(nc_curscr(), true)
    // Kept for later by curses: the next update begins with it.
    guard !output.isWaiting else {
      if postponed == nil, let shown, let theme { postponed = (shown, theme) }
      self.shown = nil
      return
    }
    doupdate()
    terminal.sendUpdate()
  }

  /// What has to be painted: of a frame of another size all that fits, without half a character at the edge.
  private func runs(of frame: Frame) -> [CellRun] {
    if frame.size == size { return frame.changes(from: shown) }
    werase(nc_stdscr())
    let columns = min(frame.size.columns, size.columns)
    return (0..<min(frame.size.rows, size.rows)).map { row in
      let isCut = columns < frame.size.columns && frame[columns, row].width == 0
      return CellRun(row: row, columns: 0..<(isCut ? columns - 1 : columns))
    }
  }

  private func place(_ cursor: (column: Int, row: Int)?) -> Rect? {
    guard let cursor, (0..<size.columns).contains(cursor.column),
      (0..<size.rows).contains(cursor.row)
    else { return nil }
    return Rect(column: cursor.column, row: cursor.row, columns: 1, rows: 1)
  }

  private func showCursor(at place: Rect?) {
    // Where it is hidden, curses may leave it wherever the last change was.
    leaveok(nc_stdscr(), place == nil)
    curs_set(place == nil ? 0 : 1)
    if let place { wmove(nc_stdscr(), Int32(place.row), Int32(place.column)) }
  }

  /// A terminal may change its size without a signal, as under sudo or after a lost one.
  private func noticeMissedResize() {
    guard TerminalSize.current(of: options) != size else { return }
    DispatchQueue.main.async { [weak self] in
      MainActor.assumeIsolated { if self?.state == .open { self?.adoptSize() } }
    }
  }
}
