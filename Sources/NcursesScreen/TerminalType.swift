import CNcurses
import TerminalUI

/// The terminfo entry to draw with.
struct TerminalType: Hashable, Sendable {
  var name: String
  /// Said to the user where it is not the one that was asked for.
  var notice: String?

  /// Takes the wanted type, or the nearest that this machine knows: a remote host often lacks the entry of a new
  /// terminal or of tmux.
  init(
    wanted: String?, hasEntry: (String) -> TerminfoAnswer
  ) throws(ScreenError) {
    guard let wanted, !wanted.isEmpty else { throw .noTerminalType }
    let shown = SafeText.plain(wanted)
    if wanted == "dumb" || wanted == "unknown" { throw .unusableTerminal(shown) }
    switch hasEntry(wanted) {
    case .usable:
      name = wanted
      return
    case .unusable: throw .unusableTerminal(shown)
    case .noDatabase: throw .noTerminfoDatabase(shown)
    case .unknown: break
    }
    for candidate in Self.fallbacks(for: wanted) where hasEntry(candidate) == .usable {
      name = candidate
      notice = "terminal type '\(shown)' is not known on this machine, drawing as \(candidate)"
      return
    }
    throw .noTerminfoDatabase(shown)
  }

  private static func fallbacks(for wanted: String) -> [String] {
    let isMultiplexer = wanted.hasPrefix("tmux") || wanted.hasPrefix("screen")
    return isMultiplexer
      ? ["screen-256color", "xterm-256color", "screen", "vt100"]
      : ["xterm-256color", "screen-256color", "xterm", "vt100"]
  }
}

/// What terminfo says of a terminal type.
enum TerminfoAnswer: Hashable, Sendable {
  case usable
  /// A terminal that cannot place its cursor.
  case unusable
  case unknown
  case noDatabase

  init(name: String, descriptor: Int32) {
    defer { nc_unload_terminal() }
    switch nc_load_terminal(name, descriptor) {
    case 1: self = .usable
    case 2: self = .unusable
    case 0: self = .unknown
    default: self = .noDatabase
    }
  }
}
