import Foundation
import Testing

@testable import StreamModel

/// What is said of any system takes its words from the system's traits.
@Suite("Traits of a system")
struct SystemTraitsTests {
  private static let sheep: SystemTraits = {
    var traits = SystemTraits.flink
    traits.shortName = "Flock"
    traits.controller = "Shepherd"
    traits.worker = "Dog"
    traits.port = 7
    traits.metricStep = .seconds(30)
    return traits
  }()

  private func cluster(_ state: JobState, traits: SystemTraits) -> ClusterModel {
    var cluster = ClusterModel(
      identity: Bench().cluster.identity, interval: .seconds(2), traits: traits)
    cluster.apply([.test(state: state)], to: .jobs, at: at(0))
    cluster.apply(.unknown, to: .capabilities, at: at(0))
    var overview = ClusterOverview.test()
    overview.taskManagers = 0
    cluster.apply(overview, to: .overview, at: at(0))
    return cluster
  }

  private func sentence(_ state: JobState, traits: SystemTraits) throws -> String {
    let cluster = cluster(state, traits: traits)
    let verdict = cluster.verdict(of: try #require(cluster.jobs.first), at: at(1))
    return try #require(verdict.findings.first).sentence
  }

  @Test("say what a state means that Flink does not have")
  func stateWords() throws {
    #expect(try sentence(.other("PAUSED"), traits: .flink).contains("not one that flinktop knows"))
    var traits = Self.sheep
    traits.stateWords = ["PAUSED": "It grazes"]
    #expect(try sentence(.other("PAUSED"), traits: traits) == "It grazes.")
  }

  @Test("say what no version answers and does, before any has answered")
  func refusals() {
    var traits = Self.sheep
    traits.refusals = [.checkpoints: "no checkpoints"]
    traits.operationRefusal = "Sheep obey nobody."
    let cluster = ClusterModel(
      identity: Bench().cluster.identity, interval: .seconds(2), traits: traits)
    #expect(cluster.capabilities.refusals == [.checkpoints: "no checkpoints"])
    #expect(cluster.capabilities.refusal(of: .cancel) == "Sheep obey nobody.")
  }

  @Test("what the system can't be asked is nothing that is still to be known")
  func knownGaps() throws {
    var cluster = cluster(.running, traits: Self.sheep)
    let job = try #require(cluster.jobs.first)
    let before = cluster.verdict(of: job, at: at(1)).notJudged
    #expect(before.contains("watermarks") && before.contains("restarts"))
    cluster.capabilities.refusals = [.watermarks: "-", .jobMetrics: "-", .checkpoints: "-"]
    let after = cluster.verdict(of: job, at: at(1)).notJudged
    #expect(after == ["some vertices"])
  }

  @Test("give verdicts their words")
  func verdicts() throws {
    #expect(try sentence(.suspended, traits: .flink).contains("its JobManager gave it up"))
    #expect(try sentence(.suspended, traits: Self.sheep).contains("its Shepherd gave it up"))
    #expect(try sentence(.created, traits: .flink).contains("no TaskManager to run on"))
    #expect(try sentence(.created, traits: Self.sheep).contains("no Dog to run on"))
  }

  @Test("stay what they are whatever the capabilities say, and set the step of metrics")
  func model() {
    let cluster = cluster(.running, traits: Self.sheep)
    #expect(cluster.traits == Self.sheep)
    #expect(cluster.metricPulse.step == .seconds(30))
  }

  @Test("give errors and refusals their words")
  func errors() {
    let late = SourceError.timedOut(after: .seconds(5), on: "GET /x")
    #expect(late.description(in: .flink) == late.description)
    #expect(late.description.contains("the JobManager is busy"))
    #expect(late.description(in: Self.sheep).contains("the Shepherd is busy"))
    let other = SourceError.notFlink(at: "http://x", reason: nil)
    #expect(other.description(in: Self.sheep).contains("No REST API of Flock"))
    #expect(other.description(in: Self.sheep).contains("(7 is Flock's own)"))
    var capabilities = Capabilities.unknown
    capabilities.version = "3"
    capabilities.traits = Self.sheep
    #expect(
      capabilities.refusal(of: .checkpoint)
        == "Flock 3 cannot be asked for a checkpoint (1.17 on).")
  }

  @Test(
    "no other text of the model, the monitor and the commands names a system or its processes",
    arguments: ["StreamModel", "Monitoring", "flinktop"])
  func neutralFiles(module: String) throws {
    // What the program is for, and which versions an option is for, is told before any system is known.
    let exempt: Set<String> = [
      "SystemTraits.swift", "Flinktop.swift", "ActionCommands.swift", "SimulateCommand.swift",
      "DemoCommand.swift", "LogsCommand.swift", "AnswerCommands.swift", "APICommand.swift",
      "JarCommands.swift", "ClusterCommands.swift", "ApplicationCommands.swift",
      "SpansCommand.swift", "RecoveriesCommand.swift", "QueryCommand.swift",
      "SourceOptions.swift", "DashboardCommand.swift", "ReportCommands.swift",
    ]
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/\(module)")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      guard !exempt.contains(file.lastPathComponent) else { continue }
      count += 1
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard !line.drop(while: \.isWhitespace).hasPrefix("//") else { continue }
        let literals = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
          .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        for word in ["Flink", "JobManager", "TaskManager"] {
          #expect(
            !literals.contains { $0.contains(word) },
            "\(file.lastPathComponent): \(line.drop(while: \.isWhitespace))")
        }
      }
    }
    #expect(count > 20)
  }
}
