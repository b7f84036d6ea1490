import Foundation
import Testing

@testable import flinktop

extension CommandLineTests {
  @Suite("flinktop recoveries")
  struct RecoveriesTests {
    private static let recordings = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../FlinkTracesTests/Recordings").standardizedFileURL.path
    private static let log = recordings + "/runs-2.3.0.log"

    @Test("a log alone tells each restart of a job, by name or by the beginning of its id")
    func file() async throws {
      for job in ["flaky-checkpoints", "C6395"] {
        let outcome = try await Program.run(
          "recoveries", job, "--trace-log", Self.log, "--format", "json")
        #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
        let document = try outcome.json()
        #expect(document["cluster"] == .null)
        #expect(document["job"]["name"].string == "flaky-checkpoints")
        #expect(document["log"]["spans"].integer == 5)
        let recoveries = document["recoveries"].elements
        #expect(recoveries.count == 6 && recoveries.last?["cause"].string == "start")
        let second = try #require(recoveries.dropLast().last)
        #expect(second["totalMs"].integer == 1389 && second["wentBackMs"].integer == 4122)
        #expect(second["checkpointId"]["value"].integer == 4)
        #expect(second["endedAt"]["source"].string == "span")
        #expect(second["noticedAt"]["source"].string == "log")
        #expect(second["stateByLocation"].elements.first?["location"].string == "LOCAL_DISK")
        let part = second["parts"].elements.first { $0["name"].string == "InitializeState" }
        #expect(part?["maxMs"].integer == 201 && part?["meanMs"].number == 106.25)
        let names = second["phases"].elements.compactMap(\.["name"].string)
        #expect(
          names.prefix(4) == ["failure noticed", "cancelling", "restart delay", "schedule, deploy"])
        // It was cut: nothing is known of its end, and unknown is null.
        #expect(recoveries.first?["totalMs"] == .null && recoveries.first?["outcome"] == .null)
      }
    }

    @Test("the text has a row for each, and the phases of as many as are wanted as bars")
    func text() async throws {
      let outcome = try await Program.run(
        "recoveries", "flaky-checkpoints", "--trace-log", Self.log, "--draw", "2")
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let lines = outcome.standardOutput.split(separator: "\n")
      #expect(lines.count { $0.contains("failure  ") && $0.contains("log") } == 5)
      #expect(lines.count { $0.contains("restart delay") } == 2)
      let state = try #require(lines.first { $0.contains("initialise state") })
      #expect(state.contains("275ms mean 133ms") && state.contains("span"))
      let none = try await Program.run(
        "recoveries", "flaky-checkpoints", "--trace-log", Self.log, "--draw", "0")
      #expect(!none.standardOutput.contains("restart delay"))
    }

    @Test("standard input is a log too")
    func standardInput() async throws {
      let outcome = try await Program.run(
        ["recoveries", "c6395", "--trace-log", "-", "--format", "json"],
        #"exec "$0" "$@" <"# + Self.log)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(try outcome.json()["recoveries"].elements.count == 6)
    }

    @Test("without spans the log's own lines tell, and how to have spans is said")
    func noSpans() async throws {
      let text = try String(contentsOfFile: Self.log, encoding: .utf8)
      let rest = text.split(separator: "\n").filter { !$0.contains("Reported span") }
      let path = Scratch.directory("recoveries") + "/jm.log"
      try Data(rest.joined(separator: "\n").utf8).write(to: URL(filePath: path))
      let outcome = try await Program.run("recoveries", "flaky-checkpoints", "--trace-log", path)
      #expect(outcome.standardOutput.contains("No span of a start is in the file."))
      #expect(outcome.standardOutput.contains("Slf4jTraceReporterFactory"))
      #expect(outcome.standardOutput.contains("initialisation"))
    }

    @Test("nothing of a log is obeyed by a terminal")
    func hostile() async throws {
      let text = try String(contentsOfFile: Self.log, encoding: .utf8)
        .replacing("flaky-checkpoints", with: "fl\u{1B}[31maky\u{202E}")
      let path = Scratch.directory("recoveries") + "/hostile.log"
      try Data(text.utf8).write(to: URL(filePath: path))
      let outcome = try await Program.run("recoveries", "c6395", "--trace-log", path)
      #expect(outcome.end == .exited(0) && outcome.standardOutput.contains("restart delay"))
      #expect(!outcome.standardOutput.contains("\u{1B}"))
      #expect(!outcome.standardOutput.unicodeScalars.contains("\u{202E}"))
    }

    @Test(
      "what can't be done is one line that says what is there",
      arguments: [
        (["nosuch", "--trace-log", log], 4, "it tells of c6395212923439f845bfd69afb2029f0"),
        (["a", "--trace-log", "/no/such.log"], 4, "/no/such.log"),
        (["a", "--trace-log", "/"], 1, "Is a directory"),
        (["a", "--trace-log", "x", "-e", "http://localhost:1", "--watch"], 2, "--watch goes with"),
        (["a", "--draw", "-1"], 2, "--draw"),
      ])
    func refused(arguments: [String], status: Int32, words: String) async throws {
      let outcome = try await Program.run(["recoveries"] + arguments)
      #expect(outcome.end == .exited(status), "\(outcome.standardError)")
      #expect(outcome.standardError.contains(words), "\(outcome.standardError)")
      #expect(outcome.standardOutput.isEmpty)
    }

    @Test("a file that is watched is printed anew when it tells more")
    func watch() async throws {
      let lines = try String(contentsOfFile: Self.log, encoding: .utf8).split(separator: "\n")
      let half = try #require(lines.firstIndex { $0.contains("RESTARTING to RUNNING") })
      let path = Scratch.directory("recoveries") + "/growing.log"
      let url = URL(filePath: path)
      try Data((lines[..<half].joined(separator: "\n") + "\n").utf8).write(to: url)
      let child = try ChildProcess(
        [Program.path, "recoveries", "c6395", "--trace-log", path, "--watch", "--format", "json"],
        environment: TestEnvironment.variables)
      defer { child.terminate() }
      func documents() -> [JSONValue] {
        child.standardOutput.split(separator: "\n").compactMap {
          try? JSONValue(parsing: String($0))
        }
      }
      let first = try await eventually("the first", within: .seconds(20)) { documents().first }
      #expect(first["recoveries"].elements.count == 2)
      let handle = try FileHandle(forWritingTo: url)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data((lines[half...].joined(separator: "\n") + "\n").utf8))
      try handle.close()
      _ = try await eventually("the rest", within: .seconds(20)) {
        documents().last?["recoveries"].elements.count == 6 ? true : nil
      }
    }

    @Test("without a log the REST API's account is given, and said to be that")
    func cluster() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "recoveries", "flaky-enrich", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      #expect(document["job"]["name"].string == "flaky-enrich")
      let newest = try #require(document["recoveries"].elements.first)
      #expect(newest["cause"].string == "failure" && newest["failure"].string != nil)
      #expect(newest["failedAt"]["source"].string == "rest")
      #expect(newest["sources"].elements.map(\.string) == ["rest"])
      let text = try await Program.run("recoveries", "flaky-enrich", "-e", simulator.url)
      #expect(text.standardOutput.contains("TOTAL") && text.standardOutput.contains("rest"))
      let gone = try await Program.run("recoveries", "nosuchjob", "-e", simulator.url)
      #expect(gone.end == .exited(4) && gone.standardOutput.isEmpty)
    }

    @Test("a log that can't be had is said to be that, and the rest is printed")
    func noLog() async throws {
      let faults = Scratch.path("no-log.txt")
      try Data("/jobmanager/log status=404\n".utf8).write(to: URL(filePath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run("recoveries", "flaky-enrich", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(outcome.standardOutput.contains("failure"))
      #expect(
        outcome.standardOutput.contains("No log was read:")
          && outcome.standardOutput.contains("Not found"), "\(outcome.standardOutput)")
    }

    @Test("with a file and a cluster the file takes the place of the log")
    func both() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "recoveries", "flaky-enrich", "--format", "json", "-e", simulator.url, "--trace-log",
        Self.log)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(try outcome.json()["log"]["spans"].integer == 5)
      #expect(
        try outcome.json()["recoveries"].elements.first?["failedAt"]["source"] == .string("rest"))
    }
  }
}
