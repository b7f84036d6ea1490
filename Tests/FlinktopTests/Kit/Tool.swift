import Foundation
import Testing

/// A program of the machine that some tests cannot do without.
enum Tool: String, CaseIterable, Sendable {
  case java
  case javac
  case python3
  case tmux

  /// The Debian package that brings it.
  var package: String {
    switch self {
    case .java, .javac: "openjdk-17-jdk-headless"
    case .python3: "python3"
    case .tmux: "tmux"
    }
  }

  var isPresent: Bool {
    let own = ProcessInfo.processInfo.environment
    var folders = (own["PATH"] ?? "").split(separator: ":").map(String.init)
    if self == .java || self == .javac, let home = own["JAVA_HOME"] { folders = [home + "/bin"] }
    return folders.contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/" + rawValue)
    }
  }
}

/// Skips the current test, loudly, where a tool is missing; under CI it fails instead.
func require(_ tools: Tool...) throws {
  for tool in tools where !tool.isPresent {
    try giveUp("\(tool.rawValue) is missing (Debian: apt-get install \(tool.package))")
  }
}

/// Ends the current test for a reason outside the program: skipped at a desk, failed under CI.
func giveUp(_ reason: String) throws -> Never {
  TestEnvironment.announce(
    TestEnvironment.isContinuousIntegration ? "FAILED: \(reason)" : "SKIPPED: \(reason)")
  if TestEnvironment.isContinuousIntegration { throw KitError(reason) }
  try Test.cancel("\(reason)")
}
