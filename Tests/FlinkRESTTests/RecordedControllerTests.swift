import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Recorded JobManagers")
struct RecordedControllerTests {
  private func client(_ version: String) throws -> FlinkClient {
    FlinkClient(transport: try RecordedTransport(version: version))
  }

  @Test("its JVM has memory, threads and collectors", arguments: recordedVersions)
  func metrics(version: String) async throws {
    let metrics = try await client(version).answer(.controller).metrics
    let heaps: [String: Int64] = [
      "1.13.6": 60_751_816, "1.20.5": 45_233_024, "2.3.0": 44_076_664,
    ]
    #expect(metrics.heap.used?.bytes == heaps[version])
    #expect(metrics.heap.limit?.bytes == 518_979_584)
    #expect(metrics.metaspace.limit?.bytes == 268_435_456)
    #expect(metrics.threads == ["1.13.6": 61, "1.20.5": 48, "2.3.0": 82][version])
    #expect(metrics.cpuLoad != nil && metrics.direct.used != nil)
    let names = metrics.collectors.map(\.name)
    #expect(names == (version == "1.13.6" ? [] : ["All"]) + ["Copy", "MarkSweepCompact"])
    let times: [String: Duration] = [
      "1.13.6": .milliseconds(158), "1.20.5": .milliseconds(91), "2.3.0": .milliseconds(591),
    ]
    #expect(metrics.garbageTime == times[version])
  }

  @Test("its settings are by key, and its JVM is told from 1.16 on", arguments: recordedVersions)
  func configuration(version: String) async throws {
    let client = try client(version)
    let settings = try await client.answer(.controllerConfiguration)
    #expect(settings.map(\.key) == settings.map(\.key).sorted() && settings.count > 3)
    let refusals = try await client.answer(.capabilities).refusals
    let isOld = version == "1.13.6"
    #expect((refusals[.controllerEnvironment] != nil) == isOld)
    guard !isOld else { return }
    let environment = try await client.answer(.controllerEnvironment)
    #expect(environment.version?.contains("OpenJDK") == true)
    #expect(environment.options.first == "-Xmx512m" && environment.classPath.count == 3)
  }

  @Test(
    "the features of the web interface are told, rescaling from 1.18 on",
    arguments: recordedVersions)
  func features(version: String) async throws {
    let capabilities = try await client(version).answer(.capabilities)
    #expect(capabilities.allowsSubmit == true)
    #expect(capabilities.allowsRescale == (version == "1.13.6" ? nil : false))
    #expect(capabilities.revision?.contains(" @ 20") == true)
  }

  @Test("a job has its restart strategy and parallelism", arguments: recordedVersions)
  func job(version: String) async throws {
    let transport = try RecordedTransport(version: version)
    let told = try await FlinkClient(transport: transport)
      .answer(.jobConfiguration(transport.job("configured")))
    #expect(told.parallelism == (version == "1.13.6" ? 64 : 2))
    #expect(told.executionMode == (version == "2.3.0" ? nil : "PIPELINED"))
    #expect(told.restartStrategy?.isEmpty == false && told.reusesObjects == false)
  }

  @Test("what a job has set for itself is by key, and what is secret of it is left out")
  func userSettings() throws {
    let json = #"{"jid":"a","execution-config":{"user-config":{"b":"2","a.token":"x","c":null}}}"#
    let told = try JobConfiguration(config: JSONDocument(Array(json.utf8)).root)
    #expect(told.userSettings.map(\.key) == ["a.token", "b", "c"])
    #expect(told.userSettings.map(\.value) == ["******", "2", ""])
  }
}
