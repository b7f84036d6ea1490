import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

/// The cluster's default savepoint directory, which comes with the capabilities where it can be had.
@Suite struct SavepointDirectoryTests {
  private static let config = #"{"flink-version":"1.20.5"}"#

  private func directory(_ config: String) async throws -> String? {
    let transport = ScriptedTransport(paths: [
      "/config": Self.config, "/jobmanager/config": config,
    ])
    return try await FlinkClient(transport: transport).answer(.capabilities)
      .defaultSavepointDirectory
  }

  @Test(
    "the newer key wins, the older one counts as well, and empty is none",
    arguments: [
      (#"[{"key":"state.savepoints.dir","value":"s3://old"}]"#, "s3://old"),
      (#"[{"key":"execution.checkpointing.savepoint-dir","value":"s3://new"}]"#, "s3://new"),
      (
        #"[{"key":"execution.checkpointing.savepoint-dir","value":"s3://new"},"#
          + #"{"key":"state.savepoints.dir","value":"s3://old"}]"#, "s3://new"
      ),
      (#"[{"key":"state.savepoints.dir","value":""}]"#, nil),
      (#"[{"key":"state.checkpoints.dir","value":"s3://other"},{"key":1},7]"#, nil),
      ("[]", nil),
      (#"{"state.savepoints.dir":"s3://old"}"#, nil),
    ] as [(String, String?)])
  func keys(config: String, expected: String?) async throws {
    #expect(try await directory(config) == expected)
  }

  @Test(
    "a cluster that does not tell it has its capabilities all the same",
    arguments: [
      .success(.json("<html>", status: 403)), .success(.json("nope", status: 404)),
      .success(.json("<html>Log in</html>")), .success(.json("[{")),
      .failure(.timedOut(after: .seconds(2), wasSent: true)), .failure(.connectionLost("reset")),
    ] as [Result<HTTPResponse, TransportError>])
  func untold(answer: Result<HTTPResponse, TransportError>) async throws {
    let transport = ScriptedTransport { request throws(TransportError) in
      request.path == "/config" ? .json(Self.config) : try answer.get()
    }
    let capabilities = try await FlinkClient(transport: transport).answer(
      .capabilities)
    #expect(capabilities.version == "1.20.5")
    #expect(capabilities.acceptsTriggerID)
    #expect(capabilities.defaultSavepointDirectory == nil)
  }

  @Test("it costs one request, after the one that counts, and that waits for a second at most")
  func cost() async throws {
    let transport = ScriptedTransport(paths: ["/config": Self.config])
    _ = try await FlinkClient(transport: transport).answer(.capabilities)
    #expect(transport.asked.map(\.path) == ["/config", "/jobmanager/config"])
    #expect(transport.asked.map(\.timeout) == [nil, .seconds(1)])
  }

  @Test("nothing more is asked of a server that does not answer")
  func silent() async {
    let transport = ScriptedTransport(failing: .connectFailed("refused"))
    await #expect(throws: SourceError.unreachable(reason: "refused")) {
      try await FlinkClient(transport: transport).answer(.capabilities)
    }
    #expect(transport.asked.count == 1)
  }
}
