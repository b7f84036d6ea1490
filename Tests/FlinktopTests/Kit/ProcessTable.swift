import Foundation
import Glibc

/// What /proc says about processes.
enum ProcessTable {
  /// Start of a process in ticks since boot: tells a re-used pid from the one meant. Nil for a
  /// process that is gone or only waits to be collected.
  static func startTime(of pid: pid_t) -> UInt64? {
    guard let fields = fields(of: pid), fields[0] != "Z", fields[0] != "X" else { return nil }
    return UInt64(fields[19])
  }

  static func isRunning(_ pid: pid_t) -> Bool {
    startTime(of: pid) != nil
  }

  /// The session a process belongs to: all that was started in one terminal.
  static func session(of pid: pid_t) -> pid_t? {
    fields(of: pid).flatMap { pid_t($0[3]) }
  }

  /// The processes of a session that still run.
  static func members(ofSession session: pid_t) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }
      .filter { self.session(of: $0) == session && isRunning($0) }
  }

  /// The fields of /proc/PID/stat from the state on (the name before it may hold blanks).
  private static func fields(of pid: pid_t) -> [String]? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
    let line = String(decoding: data, as: UTF8.self)
    guard let name = line.range(of: ")", options: .backwards) else { return nil }
    let fields = line[name.upperBound...].split(whereSeparator: \.isWhitespace).map(String.init)
    return fields.count > 20 ? fields : nil
  }
}
