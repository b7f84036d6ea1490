import Foundation
import Glibc

/// Where the tests run: the variables programs are given, and the project's own files.
enum TestEnvironment {
  /// True on a build machine, where a missing tool is a failure and not a reason to skip.
  static var isContinuousIntegration: Bool {
    ["true", "1"].contains(ProcessInfo.processInfo.environment["CI"] ?? "")
  }

  /// A clean environment: a home of its own, UTF-8, none of the caller's settings.
  static var variables: [String: String] {
    let own = ProcessInfo.processInfo.environment
    var variables = [
      "HOME": Scratch.home,
      "LC_ALL": "C.UTF-8",
      "PATH": own["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
      "SHELL": "/bin/sh",
      // A trap test must see the program's own handling, not minutes of Swift's backtracer.
      "SWIFT_BACKTRACE": "enable=no",
      "TZ": "UTC",
    ]
    for name in ["JAVA_HOME", "LD_LIBRARY_PATH"] { variables[name] = own[name] }
    return variables
  }

  /// `variables` and what a test adds to them.
  static func variables(adding more: [String: String]) -> [String: String] {
    variables.merging(more) { _, new in new }
  }

  /// The folder with the lab and its jobs.
  static let labFolder =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Lab").path

  /// Says something that must not be overlooked in a long test log.
  static func announce(_ message: String) {
    let bar = String(repeating: "!", count: 78)
    FileHandle.standardError.write(Data("\n\(bar)\n!! \(message)\n\(bar)\n".utf8))
  }
}
