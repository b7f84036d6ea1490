import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Reading a cluster")
struct ClusterWireTests {
  private func capabilities(_ json: String) throws -> Capabilities {
    try Capabilities(config: JSONDocument(Array(json.utf8)).root)
  }

  @Test(
    "versions of all makes are told apart",
    arguments: [
      ("1.13.6", 1, 13), ("1.20-SNAPSHOT", 1, 20), ("2.0.1-amzn-0", 2, 0), ("1.17", 1, 17),
      ("1.15.3-stream1", 1, 15), ("2.3.0", 2, 3), ("1.9.", 1, 9),
    ])
  func versions(text: String, major: Int, minor: Int) {
    #expect(FlinkRelease(text) == FlinkRelease(major, minor))
  }

  @Test(
    "what is no version is none", arguments: ["", "<unknown>", "DEV", "1", "x.1", "1.x", "1..2"])
  func noVersion(text: String) {
    #expect(FlinkRelease(text) == nil)
  }

  @Test(
    "each capability comes with its version",
    arguments: [
      // version, checkpoint, format and trigger id, accumulated times
      ("1.14.6", false, false, false), ("1.15.0", false, true, false),
      ("1.16.3", false, true, true),
      ("1.17.0", true, true, true), ("2.0.1-amzn-0", true, true, true),
      ("<unknown>", false, false, false),
    ])
  func capabilities(version: String, checkpoint: Bool, format: Bool, times: Bool) throws {
    #expect(
      try capabilities(#"{"flink-version":"\#(version)"}"#)
        == Capabilities(
          version: version, canTriggerCheckpoint: checkpoint, canChooseSavepointFormat: format,
          acceptsTriggerID: format, hasAccumulatedTimes: times, allowsCancel: true,
          hasSubtaskFlameGraphs: checkpoint, canRescale: version.hasPrefix("2"),
          takesClaimMode: format))
  }

  @Test("a cluster that does not let its users cancel says so")
  func webCancel() throws {
    let json = #"{"flink-version":"1.20.5","features":{"web-cancel":false}}"#
    #expect(try !capabilities(json).allowsCancel)
  }

  @Test("what has no version is not Flink")
  func noFlink() {
    let expected = JSONError.unusable(path: "$.flink-version", expected: "text")
    #expect(throws: expected) { try capabilities(#"{"version":"7.17.0"}"#) }
  }

  @Test("states and task states that are new are kept as they are spelled")
  func unknownStates() throws {
    let json = """
      {"jobs":[{"jid":"a","name":"n","state":"PONDERING","start-time":-1,"end-time":-1,
      "duration":-1,"tasks":{"total":3,"dreaming":2,"running":1,"failed":0},"extra":[1]}]}
      """
    let jobs = try JobSummary.all(overview: JSONDocument(Array(json.utf8)).root)
    #expect(
      jobs == [
        JobSummary(
          id: JobID("a"), name: "n", state: .other("PONDERING"), startTime: nil, endTime: nil,
          duration: nil, lastModification: nil,
          tasks: TaskCounts(byState: [.other("dreaming"): 2, .running: 1]))
      ])
  }
}
