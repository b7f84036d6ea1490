import Glibc
import Testing

extension Program {
  /// Runs it to its end with what a shell makes of `redirection`, such as `>/dev/full`.
  static func run(
    _ arguments: [String], _ redirection: String, within limit: Duration = .seconds(90)
  ) async throws -> Outcome {
    let child = try ChildProcess(["bash", "-c", "\(redirection)", path] + arguments)
    let end = try await child.waitForEnd(within: limit)
    return Outcome(
      end: end, standardOutput: child.standardOutput, standardError: child.standardError)
  }

  /// Starts it and goes on.
  static func start(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess([path] + arguments)
  }
}

/// How a shell starts the program with an output that takes nothing.
enum LostOutput {
  static let fullDisk = #"exec "$0" "$@" >/dev/full"#
  static let closed = #"exec "$0" "$@" >&-"#
  /// A pipe whose reader has ended before the first byte.
  static let pipe = #"exec 3> >(exec true); wait $!; exec "$0" "$@" >&3"#
  static let both = #"exec "$0" "$@" >/dev/full 2>&1"#
  static let bothClosed = #"exec "$0" "$@" >&- 2>&-"#
  /// Room for the first kilobyte.
  static func smallFile(_ path: String) -> String {
    #"ulimit -f 1; exec "$0" "$@" >"# + path
  }

  /// With what the system says of each.
  static let kinds = [
    (fullDisk, "No space left on device"), (closed, "Bad file descriptor"), (pipe, "Broken pipe"),
  ]
}
