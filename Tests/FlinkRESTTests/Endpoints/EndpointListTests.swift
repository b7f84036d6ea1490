import Foundation
import StreamModel
import Testing

@testable import FlinkREST

@Suite("The list of endpoints")
struct EndpointListTests {
  @Test("has each kind of question once, or says why Flink can't answer it")
  func isWhole() {
    let answered = Endpoints.all.map(\.kind)
    #expect(Set(answered).count == answered.count)
    #expect(Set(answered).isDisjoint(with: Endpoints.refused.keys))
    for question in Questions.all {
      #expect(
        answered.contains(question.kind) || Endpoints.refused[question.kind] != nil,
        "Flink has neither an endpoint for '\(question.kind.name)' nor a reason for having none")
    }
    #expect(Set(answered).isSubset(of: Questions.all.map { $0.kind }))
  }

  @Test("has every endpoint that there is a file of")
  func files() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/FlinkREST/Endpoints")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Endpoint.swift") && $0 != "Endpoint.swift" }
    #expect(files.count == Endpoints.all.count)
  }

  /// A question of nobody's.
  private struct Weather: Question {
    typealias Answer = String
    static let kind = QuestionKind("weather", cadence: .eachTick)
    var subject: Subject { .cluster }
  }

  @Test("a question that it has nothing for is refused with a word, and nothing is sent")
  func refused() async {
    let transport = ScriptedTransport("{}")
    await #expect(throws: SourceError.unsupported("Flink's REST API does not tell: weather")) {
      try await FlinkClient(transport: transport).answer(Weather())
    }
    #expect(transport.asked.isEmpty)
  }

  @Test(
    "an endpoint that came later is refused of a version that is known to be older",
    arguments: [
      ("1.16.3", "Flink 1.16.3 does not tell: that came with 1.17"), ("1.17-SNAPSHOT", nil),
      ("2.0.0", nil), ("<unknown>", nil), (nil, nil),
    ] as [(String?, String?)])
  func since(version: String?, refusal: String?) {
    let endpoint = Endpoint<Weather>(asks: [], since: FlinkRelease(1, 17)) {
      (_, _) async throws(SourceError) in ""
    }
    var capabilities = Capabilities.unknown
    capabilities.version = version
    #expect(endpoint.refusal(at: capabilities) == refusal)
  }

  @Test("what is as old as the oldest Flink is asked of any, even of an older one")
  func always() {
    var capabilities = Capabilities.unknown
    capabilities.version = "1.9.0"
    for endpoint in Endpoints.all where endpoint.since == .oldest {
      #expect(endpoint.refusal(at: capabilities) == nil)
    }
  }
}
