package import StreamModel
package import TerminalUI

/// What the reducer wants done outside: performed by the program, never by a view.
package enum Effect: Hashable, Sendable {
  case quit
  /// The terminal is given back, then the process ends by the signal it got.
  case quitBySignal(Int32)
  case refresh
  case perform(OperationRequest)
  case useTheme(String)
  /// The terminal has told what its background is like.
  case useBackground(TerminalBackground)
  case copy(String)
  case saveScreen
  /// What is kept of a log, into a file named after it.
  case saveLog(name: String, bytes: [UInt8])
  /// Into a new file at this path.
  case saveFile(path: String, bytes: [UInt8])
  /// The pinned charts, as the file of the state folder has them.
  case savePins(String)
  case setMouse(Bool)
  /// Says with `Input.dialogReadable` when the dialog of this number could be read.
  case awaitReading(dialog: Int)
  case redraw
}

/// What happened outside.
package enum Input: Sendable {
  case event(Event)
  /// A new model from the monitor.
  case snapshot(ClusterModel, [Operation])
  /// A second has passed.
  case tick
  /// The dialog of this number has stood on the screen for `ActionDialog.readingTime`.
  case dialogReadable(Int)
  /// An effect's result, to be said.
  case notice(String, Severity)
}
