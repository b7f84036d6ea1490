import FlinkSimulator
import HTTPTransport
import ServerAnswers
import StreamModel
import Testing

@testable import AlibabaRealtime

@Suite("What does no harm, and what is not let do any")
struct HarmTests {
  private static let judge = ReadOnlyGuard(harmless: .alibaba)
  private static let job = "/api/v2/projects/p/jobs/j"

  @Test("every kind of question has an endpoint, or is refused with a reason")
  func questions() {
    let answered = Set(AlibabaEndpoints.all.map(\.kind))
    for type in Questions.all {
      #expect(answered.contains(type.kind) != (AlibabaEndpoints.refused[type.kind] != nil))
    }
    #expect(AlibabaEndpoints.refused[.watermarks] == "not provided by Alibaba Cloud: watermarks")
  }

  @Test("the one POST that asks is let out, with its own parameters only")
  func metric() {
    func refusal(_ method: HTTPRequest.Method, _ path: String) -> String? {
      Self.judge.refusal(of: HTTPRequest(method, path))
    }
    #expect(refusal(.post, Self.job + "/metric?instanceId=-1&RegionId=r") == nil)
    #expect(refusal(.post, Self.job + "/metric?instanceId=-1&RegionId=r&x=1") != nil)
    #expect(refusal(.put, Self.job + "/metric?instanceId=-1&RegionId=r") != nil)
    #expect(refusal(.get, Self.job + "/instances/-1/details?RegionId=r") == nil)
  }

  @Test(
    "what starts, stops and changes is refused",
    arguments: [
      (HTTPRequest.Method.put, "/instances/-1/expectstate"), (.post, "/instance"),
      (.put, "/offline"),
      (.put, "/commit"), (.delete, ""), (.put, ""), (.post, "/metric/x"), (.post, ""),
      (.get, "/instances/-1/expectstate"), (.post, "/instances/-1/details"),
    ])
  func acting(_ method: HTTPRequest.Method, _ path: String) {
    let request = HTTPRequest(method, Self.job + path + "?RegionId=r")
    #expect(Self.judge.refusal(of: request) != nil)
  }

  @Test("a name that leads elsewhere is not sent", arguments: ["a/b", "..", "a?b", "a;b", "a%b"])
  func names(_ name: String) async throws {
    let service = try await SimulatedService()
    await #expect(throws: SourceError.self) {
      _ = try await service.client().answer(.job(JobID(jobName: name)))
    }
    #expect(service.asked.isEmpty)
    try await service.stop()
  }

  @Test("nothing is done to a job")
  func operations() async throws {
    let service = try await SimulatedService()
    let client = try service.client()
    let request = OperationRequest(
      in: ClusterID("x"), id: "0", kind: .cancel, job: JobID("orders"), jobName: "orders")
    await #expect(throws: TriggerError.self) {
      _ = try await client.trigger(request, capabilities: .unknown)
    }
    #expect(service.asked.isEmpty)
    #expect(
      client.traits.operationRefusal?.hasPrefix("flinktop only watches Alibaba Cloud") == true)
    try await service.stop()
  }

  @Test("names come back from ids as they were", arguments: ["作业一", "a b", "100%", "a/b", "ü"])
  func ids(_ name: String) throws {
    #expect(PercentText.decoded(JobID(jobName: name).text) == name)
  }
}
