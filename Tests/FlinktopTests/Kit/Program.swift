import Foundation

/// The built program, run as a user or a script would.
enum Program {
  /// What a finished run left.
  struct Outcome: Sendable {
    let end: ChildProcess.End
    let standardOutput: String
    let standardError: String

    var errorLines: [String] {
      standardError.split(separator: "\n").map(String.init)
    }

    /// The lines that say what is wrong, apart from those that tell how an operation goes on.
    var complaints: [String] {
      errorLines.filter { $0.hasPrefix("flinktop:") }
    }

    func json() throws -> JSONValue {
      try JSONValue(parsing: standardOutput)
    }
  }

  /// Beside the test bundle, or `$FLINKTOP_TEST_PROGRAM` to test another build.
  static let path: String = {
    if let given = ProcessInfo.processInfo.environment["FLINKTOP_TEST_PROGRAM"] { return given }
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: link ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("flinktop").path
  }()

  /// Runs it without a terminal, to its end.
  static func run(
    _ arguments: String...,
    environment: [String: String] = [:],
    within limit: Duration = .seconds(30)
  ) async throws -> Outcome {
    try await run(arguments, environment: environment, within: limit)
  }

  /// The same for arguments that come as a list.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    within limit: Duration = .seconds(30)
  ) async throws -> Outcome {
    let child = try ChildProcess(
      [path] + arguments, environment: TestEnvironment.variables(adding: environment))
    let end = try await child.waitForEnd(within: limit)
    return Outcome(
      end: end, standardOutput: child.standardOutput, standardError: child.standardError)
  }
}
