import Foundation
import Glibc

/// The shell around a program in a terminal pane. It notes what tmux cannot tell for certain (3.3
/// may miss an end, and scrolls a dead pane): the program's pid, how it ended, and the terminal's
/// settings before and after. It stays when the program has gone, so that the last screen does.
struct PaneScript: Sendable {
  private let directory = Scratch.directory("pane")

  /// The words to run in the pane.
  func words(for program: [String]) -> [String] {
    let inner = "echo $$ >\"$0/pid.new\"; mv \"$0/pid.new\" \"$0/pid\"; exec \"$@\""
    let outer = """
      trap : INT QUIT
      stty -g >"$0/before"
      sh -c '\(inner)' "$0" "$@"
      echo $? >"$0/end.new"
      stty -g >"$0/after"
      mv "$0/end.new" "$0/end"
      exec cat >/dev/null
      """
    return ["sh", "-c", outer, directory] + program
  }

  /// The program's process, nil before it started.
  var pid: pid_t? { note("pid").flatMap { pid_t($0) } }

  /// How it ended, nil while it runs.
  var end: ChildProcess.End? {
    guard let status = note("end").flatMap({ Int32($0) }) else { return nil }
    return status > 128 ? .killed(signal: status - 128) : .exited(status)
  }

  /// The terminal's settings (stty -g) when the program started.
  var settingsBefore: String? { note("before") }

  /// The terminal's settings when the program had ended.
  var settingsAfter: String? { note("after") }

  private func note(_ name: String) -> String? {
    let data = FileManager.default.contents(atPath: "\(directory)/\(name)")
    return data.map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }
}
