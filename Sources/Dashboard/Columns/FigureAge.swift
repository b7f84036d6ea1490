import StreamModel
import TerminalUI

/// How a figure is drawn by its age.
enum FigureAge: Equatable {
  case current
  /// From a poll that should have been repeated: drawn dim.
  case old
  /// It says nothing about now: not drawn.
  case expired

  /// The longest that a figure is current, and that it is drawn at all.
  static let dimAfter = Duration.seconds(45)
  static let hideAfter = Duration.seconds(180)

  init(of receivedAt: Timestamp, at now: Timestamp) {
    let age = now.since(receivedAt)
    self = age > Self.hideAfter ? .expired : age > Self.dimAfter ? .old : .current
  }
}

extension JobModel {
  /// A figure as far as it is drawn: nil where `cell(for:at:)` shows `-`. What orders rows goes by it, so that no row
  /// stands where it does for a reason that can't be seen.
  func shown<Value>(_ figure: Observed<Value>?, at now: Timestamp) -> Value? {
    guard let figure, !state.isTerminal, FigureAge(of: figure.receivedAt, at: now) != .expired
    else { return nil }
    return figure.value
  }

  /// A figure of a live job as drawn by its age: plain, dim, or `-`. One of a job that does not run is dim too.
  func cell<Value>(
    for figure: Observed<Value>?, at now: Timestamp, _ cell: (Value) -> CellText
  ) -> CellText {
    guard let figure, !state.isTerminal else { return .unknown }
    switch FigureAge(of: figure.receivedAt, at: now) {
    case .expired: return .unknown
    case .current where state == .running: return cell(figure.value)
    case .current, .old:
      var shown = cell(figure.value)
      shown.role = .dim
      return shown
    }
  }
}
