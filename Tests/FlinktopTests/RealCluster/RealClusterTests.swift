import Testing

extension Tag {
  /// Needs Java and a Flink distribution: `swift test --skip RealCluster` leaves them out.
  @Tag static var realCluster: Self
}

/// The built program against real Flink clusters of each version. One test after the other on the
/// same clusters, in any order: each sees to it that the jobs it looks at are there.
@Suite("Real Flink clusters", .serialized, .tags(.realCluster), .timeLimit(.minutes(20)))
enum RealClusterTests {}

extension FlinkCluster {
  /// flinktop on this cluster, with its first data on the screen.
  func flinktop(columns: Int = 120, rows: Int = 40) async throws -> TerminalSession {
    try await TerminalSession.flinktop(["--interval", "1s", url], columns: columns, rows: rows)
  }

  /// What a command prints as JSON, once it has done what it was asked for.
  func command(_ words: String...) async throws -> JSONValue {
    let end = try await Program.run(
      words + ["--format", "json", "-e", url], within: .seconds(120))
    #expect(end.end == .exited(0), "\(words): \(end.standardError)")
    return try end.json()
  }
}
