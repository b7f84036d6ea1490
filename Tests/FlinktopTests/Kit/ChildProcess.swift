import Foundation
import Glibc
import Synchronization

/// A program started by a test. Its output goes to files, so that it never waits for a reader.
final class ChildProcess: Sendable {
  /// How a process ended.
  enum End: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  let pid: pid_t
  let command: [String]
  private let outputPath: String
  private let errorPath: String
  private let end = Mutex<End?>(nil)

  /// Starts `command`; its first word is looked for in PATH unless it holds a slash.
  ///
  /// Not Foundation's `Process`: that one takes a program for running as long as any descendant
  /// holds its socket, and a tmux server does.
  init(_ command: [String], environment: [String: String] = TestEnvironment.variables) throws {
    self.command = command
    outputPath = Scratch.path("stdout")
    errorPath = Scratch.path("stderr")
    pid = try spawn(
      command, environment: environment,
      descriptors: [.null, .newFile(outputPath), .newFile(errorPath)])
    Scratch.endWithThisRun(pid)
  }

  deinit {
    terminate()
    unlink(outputPath)
    unlink(errorPath)
  }

  var standardOutput: String { Self.contents(of: outputPath) }
  var standardError: String { Self.contents(of: errorPath) }

  /// How it ended, nil while it runs.
  func reap() -> End? {
    end.withLock { end in
      if end != nil { return end }
      var status: Int32 = 0
      guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
      end = Self.decode(status)
      return end
    }
  }

  /// Waits for the end; past the deadline the process is killed and this throws.
  func waitForEnd(within limit: Duration = .seconds(30)) async throws -> End {
    do {
      return try await eventually("the end of \(command)", within: limit, every: .milliseconds(1)) {
        reap()
      }
    } catch {
      terminate()
      throw KitError("\(error)\nstdout: \(standardOutput)\nstderr: \(standardError)")
    }
  }

  func send(signal: Int32) {
    end.withLock { end in
      if end == nil { _ = kill(pid, signal) }
    }
  }

  /// Kills it at once and collects it.
  func terminate() {
    end.withLock { end in
      guard end == nil else { return }
      kill(pid, SIGKILL)
      var status: Int32 = 0
      if waitpid(pid, &status, 0) == pid { end = Self.decode(status) }
    }
  }

  /// Runs a command to its end; anything but exit status 0 throws with what it said.
  @discardableResult
  static func run(
    _ command: [String],
    environment: [String: String] = TestEnvironment.variables,
    within limit: Duration = .seconds(30)
  ) async throws -> String {
    let child = try ChildProcess(command, environment: environment)
    let end = try await child.waitForEnd(within: limit)
    guard end == .exited(0) else {
      throw KitError("\(command): \(end)\n\(child.standardError)\(child.standardOutput)")
    }
    return child.standardOutput
  }

  private static func contents(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  /// What a status of `waitpid` says.
  static func decode(_ status: Int32) -> End {
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
  }
}
