import TerminalUI
import Testing

@testable import NcursesScreen

/// A screen on a pseudo terminal. One is open at a time, as in the program: its suites run one test after another.
@MainActor
final class ScreenOnPty {
  let pty: Pty
  let screen: Screen
  static let plain = ResolvedTheme { _ in TerminalStyle() }

  init(
    columns: Int = 80, rows: Int = 24, type: String = "xterm-256color", locale: String = "C.UTF-8",
    change: (inout ScreenOptions) -> Void = { _ in }
  ) throws {
    pty = try Pty(columns: columns, rows: rows)
    var options = ScreenOptions()
    options.input = pty.slave
    options.output = pty.slave
    options.terminalType = type
    options.locale = locale
    change(&options)
    screen = try Screen.open(options)
  }

  func frame(_ rows: String...) -> Frame {
    var frame = Frame(size: screen.size)
    for (row, text) in rows.enumerated() { frame.put(text, column: 0, row: row) }
    return frame
  }

  /// Draws and returns what went to the terminal.
  func drawn(_ frame: Frame, theme: ResolvedTheme = plain) -> String {
    screen.draw(frame, theme: theme)
    return pty.output()
  }

  /// The events from here on.
  func events() -> ArrivingEvents {
    let events = ArrivingEvents()
    screen.deliverEvents { events.add($0) }
    return events
  }
}

/// Events to be waited for, one after another.
@MainActor
final class ArrivingEvents {
  private var events: [Event] = []
  private var waiting: CheckedContinuation<Event?, Never>?

  func add(_ event: Event) {
    if waiting == nil { events.append(event) } else { hand(event) }
  }

  /// The next event; nil where none came in the time that the test has, so that it ends, and the process with it.
  func next() async -> Event? {
    if !events.isEmpty { return events.removeFirst() }
    return await withTaskCancellationHandler {
      guard !Task.isCancelled else { return nil }
      return await withCheckedContinuation { waiting = $0 }
    } onCancel: {
      Task { @MainActor in hand(nil) }
    }
  }

  private func hand(_ event: Event?) {
    waiting?.resume(returning: event)
    waiting = nil
  }
}
