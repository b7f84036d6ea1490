import FlinkREST
import Testing

extension RealClusterTests {
  @Suite("The table of endpoints", .serialized)
  struct APITests {
    /// The lab logs to files, so that there is none of stdout; that is how Flink says it.
    private static let noStdout = "This file does not exist in JobManager log dir."

    @Test(
      "each harmless path without parameters is answered by the versions that the table says have it",
      arguments: FlinkCluster.versions)
    func harmlessPaths(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let release = try #require(FlinkRelease(version))
      for endpoint in APITable.all where endpoint.isHarmless && !endpoint.path.contains(":") {
        let isThere = endpoint.since <= release && endpoint.needs == nil
        let outcome = try await Program.run(
          "api", endpoint.path, "--read-only", "-e", cluster.url, within: .seconds(60))
        let isUnknown = outcome.standardError.contains("does not know GET \(endpoint.path)")
        #expect(isUnknown != isThere, "\(endpoint.path): \(outcome.standardError)")
        let hasNone = outcome.standardError.contains(Self.noStdout)
        #expect(
          outcome.end == .exited(isThere && !hasNone ? 0 : 1),
          "\(endpoint.path): \(outcome.standardError)")
        #expect(!hasNone || endpoint.path == "/jobmanager/stdout")
        #expect(!outcome.standardOutput.isEmpty)
      }
    }

    @Test("a job is cancelled by a request of one's own", arguments: FlinkCluster.versions)
    func cancel(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("by-hand")
      let outcome = try await Program.run(
        "api", "PATCH", "/jobs/\(id)?mode=cancel", "--yes", "-e", cluster.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      try await cluster.rest.wait(for: id, toBe: "CANCELED")
    }
  }
}
