import Foundation
import Testing

@testable import flinktop

extension CommandLineTests {
  @Suite("flinktop logs")
  struct LogsTests {
    @Test("prints the last lines of the JobManager's own log, as they are")
    func tail() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "logs", "jobmanager", "--tail", "7", "-e", simulator.url)
      #expect(outcome.end == .exited(0) && outcome.standardError.isEmpty)
      #expect(
        outcome.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).count == 8)
      let empty = try await Program.run("logs", "jobmanager", "--tail", "0", "-e", simulator.url)
      #expect(empty.end == .exited(0) && empty.standardOutput.isEmpty)
    }

    @Test("lists the files of a TaskManager that a part of its id names")
    func list() async throws {
      let simulator = try await SimulatorProcess.start()
      let ids = try await simulator.cluster.get("/taskmanagers")["taskmanagers"].elements
        .compactMap { $0["id"].string }
      let first = try #require(ids.first)
      let outcome = try await Program.run(
        "logs", String(first.suffix(6)), "--list", "-e", simulator.url)
      let names = outcome.standardOutput.split(separator: "\n").compactMap {
        $0.split(separator: " ").last
      }
      #expect(
        names == [
          "log", "stdout", "flink-taskmanager.out", "flink-taskmanager.log",
          "flink-taskmanager.err",
        ])
      let output = try await Program.run(
        "logs", first, "flink-taskmanager.out", "-e", simulator.url)
      #expect(output.standardOutput == "Started.\n")
    }

    @Test("what is not there, or fits more than one, is said with what there is")
    func mistakes() async throws {
      let simulator = try await SimulatorProcess.start()
      func run(_ words: String...) async throws -> Program.Outcome {
        try await Program.run(["logs"] + words + ["-e", simulator.url])
      }
      let none = try await run("nobody")
      #expect(
        none.end == .exited(4) && none.complaints.first?.contains("has 'nobody' in its id") == true)
      let many = try await run("10.42")
      #expect(many.end == .exited(2) && many.complaints.first?.contains("'10.42' means") == true)
      let file = try await run("jobmanager", "x.log")
      #expect(
        file.end == .exited(4) && file.complaints.first?.contains("flink-jobmanager.log") == true)
      let both = try await run("jobmanager", "x.log", "--list")
      #expect(both.end == .exited(2))
      simulator.kill()
      let gone = try await run("jobmanager")
      #expect(gone.end == .exited(3))
    }

    @Test("follows what is written, until it is interrupted")
    func following() async throws {
      let simulator = try await SimulatorProcess.start()
      let child = try ChildProcess(
        [Program.path, "logs", "jobmanager", "--tail", "1", "--follow", "-e", simulator.url],
        environment: TestEnvironment.variables(adding: [:]))
      try await eventually("three lines", within: .seconds(60)) {
        child.standardOutput.split(separator: "\n").count >= 3
      }
      let times = child.standardOutput.split(separator: "\n").map { $0.prefix(23) }
        .filter { $0.hasPrefix("20") }
      #expect(times == times.sorted() && Set(times).count == times.count)
      child.terminate()
    }

    @Test("the last lines are counted by their ends, a last one without one included")
    func start() {
      func tail(_ lines: Int, _ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[LogReport.start(of: lines, in: bytes)...], as: UTF8.self)
      }
      #expect(tail(1, "a\nb\n") == "b\n" && tail(1, "a\nb") == "b" && tail(2, "a\nb") == "a\nb")
      #expect(tail(9, "a\nb\n") == "a\nb\n" && tail(0, "a\n") == "" && tail(1, "") == "")
      #expect(tail(2, "a\n\nb\n") == "\nb\n")
    }
  }
}
