import Foundation
import Testing

@testable import flinktop

extension CommandLineTests {
  @Suite("flinktop spans")
  struct SpansTests {
    /// What a cluster of 2.3 might write: a start, a checkpoint with a child, a failed one, another job's.
    static let log =
      "2026-11-21 01:56:40,001 INFO  x [] - Starting\n\tat a.B.c(B.java:1)\n"
      + line(
        "JobInitialization", 0, 1052,
        "initializationStatus=COMPLETED, jobId=\(orders), "
          + "maxMailboxStartDurationMs=120, maxInitializeStateDurationMs=231, "
          + "maxReadOutputDataDurationMs=0, <job_name>=orders")
      + line(
        "Checkpoint", 2000, 2331,
        "checkpointId=12, checkpointStatus=COMPLETED, "
          + "jobId=\(orders), fullSize=746141, isUnaligned=true, checkpointType=Checkpoint, "
          + "maxAsyncCheckpointDurationMs=86, maxCheckpointStartDelayMs=127, <job_name>=orders",
        children: "SimpleSpan{scope=a.B, name=Checkpoint_Task, startTsMillis=1795226202100, "
          + "endTsMillis=1795226202300, attributes={jobVertexId=\(vertex), sumStateSizeBytes=2048, "
          + "maxAlignmentDurationMs=3, <job_id>=\(orders), checkpointId=12}, children=[]}")
      + line(
        "Checkpoint", 5000, -1,
        "checkpointId=13, checkpointStatus=FAILED, jobId=\(orders), "
          + "fullSize=0, checkpointType=Savepoint, <job_name>=orders")
      + line(
        "JobInitialization", 9000, 9500,
        "initializationStatus=FAILED, checkpointId=12, "
          + "jobId=\(other), <job_name>=pay\u{1B}[31mments, fullSize=10")
    static let orders = "c6395212923439f845bfd69afb2029f0"
    static let other = "0d828e806f335ddbdc1da18175db4e57"
    static let vertex = "cbc357ccb763df2852fee8c4fc7d55f2"

    static func line(
      _ name: String, _ start: Int, _ end: Int, _ attributes: String, children: String = ""
    ) -> String {
      "2026-11-21 01:56:51,000 INFO  x [] - Reported span: SimpleSpan{scope=a.B, name=\(name), "
        + "startTsMillis=\(1_795_226_200_000 + start), "
        + "endTsMillis=\(end < 0 ? -1 : 1_795_226_200_000 + end), attributes={\(attributes)}, "
        + "children=[\(children)]}\n"
    }

    private static func file(_ text: String) throws -> String {
      let path = Scratch.directory("spans") + "/jobmanager.log"
      try Data(text.utf8).write(to: URL(filePath: path))
      return path
    }

    // MARK: OTLP

    private static let recordings = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../FlinkTracesTests/Recordings").standardizedFileURL.path

    /// The program as a receiver, and where it listens.
    private func receiver(_ options: String...) async throws -> (child: ChildProcess, url: String) {
      let child = try ChildProcess(
        [Program.path, "spans", "--otlp", "127.0.0.1:0"] + options,
        environment: TestEnvironment.variables)
      let url = try await eventually("the address", within: .seconds(20)) {
        child.standardError.firstMatch(of: /http:\S+?:[0-9]+/).map { String($0.output) }
      }
      return (child, url)
    }

    /// Posts as Flink's reporter does, as gzip in chunks of unknown length where it is to be; the status.
    private func post(
      _ file: String, to url: String, isPacked: Bool = false, encoding: String? = nil
    ) async throws -> String {
      try require(.python3)
      let script = """
        import gzip, sys, urllib.error, urllib.request
        body = open(sys.argv[1], "rb").read()
        headers = {"Content-Type": "application/x-protobuf"}
        if sys.argv[3]: headers["Content-Encoding"] = sys.argv[3]
        if sys.argv[4] == "packed": body = iter([gzip.compress(body)])
        request = urllib.request.Request(sys.argv[2], data=body, headers=headers, method="POST")
        try: print(urllib.request.urlopen(request).status)
        except urllib.error.HTTPError as error: print(error.code)
        """
      let child = try ChildProcess([
        "python3", "-c", script, file, url, encoding ?? (isPacked ? "gzip" : ""),
        isPacked ? "packed" : "",
      ])
      _ = try await child.waitForEnd()
      return child.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("--otlp prints what is posted, children below their parents, plain or as gzip")
    func received() async throws {
      let (child, url) = try await receiver()
      defer { child.terminate() }
      let traces = Self.recordings + "/2.3.0-subtasks-00013-traces.pb"
      #expect(try await post(traces, to: url + "/v1/traces") == "200")
      let lines = try await eventually("a checkpoint with its children", within: .seconds(10)) {
        let lines = child.standardOutput.split(separator: "\n").map(String.init)
        return lines.contains { $0.contains("subtask") } ? lines : nil
      }
      #expect(try await post(traces, to: url + "/", isPacked: true) == "200")
      let twice = try await eventually("the same once more", within: .seconds(10)) {
        let all = child.standardOutput.split(separator: "\n").map(String.init)
        return all.count == 2 * lines.count - 1 ? all : nil
      }
      #expect(Array(twice.suffix(lines.count - 1)) == Array(lines.dropFirst()))
      #expect(
        try await post(Self.recordings + "/2.3.0-00003-logs.pb", to: url + "/v1/logs") == "200")
      _ = try await eventually("an event", within: .seconds(10)) {
        child.standardOutput.contains("event ") ? true : nil
      }
    }

    @Test("a document a line, for spans and events")
    func receivedDocuments() async throws {
      let (child, url) = try await receiver("--format", "json")
      defer { child.terminate() }
      _ = try await post(Self.recordings + "/2.3.0-00005-traces.pb", to: url + "/v1/traces")
      _ = try await post(Self.recordings + "/2.3.0-00003-logs.pb", to: url + "/v1/logs")
      let documents = try await eventually("both", within: .seconds(10)) {
        let lines = child.standardOutput.split(separator: "\n").compactMap {
          try? JSONValue(parsing: String($0))
        }
        return lines.contains { $0["events"] != .null } ? lines : nil
      }
      let span = try #require(documents.first?["spans"].elements.first)
      #expect(span["line"] == .null && span["startTime"].integer != nil)
      let event = try #require(documents.last?["events"].elements.first)
      #expect(event["time"].integer != nil && event["name"].string != nil)
    }

    @Test("what is no report is refused with its reason, and the next one is taken")
    func refusedReports() async throws {
      let (child, url) = try await receiver()
      defer { child.terminate() }
      let traces = Self.recordings + "/2.3.0-00005-traces.pb"
      let log = Self.recordings + "/2.3.0.log"
      #expect(try await post(log, to: url + "/v1/traces") == "400")
      #expect(try await post(log, to: url + "/", encoding: "gzip") == "400")
      #expect(try await post(traces, to: url + "/v1/metrics") == "404")
      #expect(try await post(traces, to: url + "/v1/traces", encoding: "br") == "415")
      #expect(try await post(traces, to: url + "/v1/traces") == "200")
      _ = try await eventually("a span", within: .seconds(10)) {
        child.standardOutput.contains("checkpoint ") ? true : nil
      }
      #expect(child.standardError.contains("Refused 127.0.0.1: POST /v1/metrics: nothing is taken"))
    }

    @Test("an address that is none, or that is taken, is one line", arguments: ["x", "1:2:70000"])
    func noAddress(text: String) async throws {
      let outcome = try await Program.run("spans", "--otlp", text)
      #expect(outcome.end == .exited(2))
      let (listener, port) = try Loopback.listen()
      defer { close(listener) }
      let taken = try await Program.run("spans", "--otlp", "127.0.0.1:\(port)")
      #expect(taken.end == .exited(1))
      #expect(taken.standardError.hasPrefix("flinktop: Cannot listen on 127.0.0.1:\(port): "))
      #expect(taken.standardError.split(separator: "\n").count == 1)
    }

    @Test("prints a line a span, with its children below it")
    func text() async throws {
      let outcome = try await Program.run("spans", "--trace-log", try Self.file(Self.log))
      #expect(outcome.end == .exited(0) && outcome.standardError.isEmpty)
      #expect(
        outcome.standardOutput == """
          START                JOB                 SPAN                            TOOK      SIZE  LONGEST BY SUBTASK
          2026-11-21 01:56:40  orders              start COMPLETED                 1.1s         -  state 231ms, mailbox 120ms
          2026-11-21 01:56:42  orders              checkpoint 12 COMPLETED        331ms   729 KiB  unaligned, start delay 127ms, async 86ms
          2026-11-21 01:56:42                        vertex \(Self.vertex)    200ms   2.0 KiB  alignment 3ms
          2026-11-21 01:56:45  orders              savepoint 13 FAILED                -         -  given up after 6.0s
          2026-11-21 01:56:49  pay·[31mments       recovery from 12 FAILED        500ms      10 B

          """)
    }

    @Test("standard input is read to its end, one job or checkpoint can be chosen")
    func choosing() async throws {
      func run(_ words: String) async throws -> Program.Outcome {
        try await Program.run(
          ["spans", "--trace-log", "-"] + words.split(separator: " ").map(String.init),
          #"exec "$0" "$@" <"# + (try Self.file(Self.log)))
      }
      func spans(_ words: String) async throws -> [Substring] {
        try await run(words).standardOutput.split(separator: "\n").dropFirst().map {
          $0.dropFirst(21).split(separator: "  ")[0].drop { $0 == " " }
        }
      }
      #expect(try await spans("--job orders --checkpoint 13") == ["savepoint 13 FAILED"])
      #expect(
        try await spans("--job 0D82 --checkpoint 12") == ["recovery from 12 FAILED"])
      let none = try await run("--job nobody --checkpoint 12")
      #expect(none.end == .exited(4) && none.standardOutput.isEmpty)
      #expect(
        none.complaints == [
          "flinktop: No span of checkpoint 12 of job nobody in standard input: 4 of others."
        ])
    }

    @Test("a job can't be found by its name where spans have none, and that is said")
    func nameless() async throws {
      let path = try Self.file(
        Self.line("Checkpoint", 0, 9, "jobId=\(Self.orders), checkpointId=1"))
      let none = try await Program.run("spans", "--trace-log", path, "--job", "orders")
      #expect(none.end == .exited(4))
      #expect(
        none.complaints.first?.hasSuffix(": 1 of others, which have ids but no names.") == true)
      let found = try await Program.run("spans", "--trace-log", path, "--job", "c63952")
      #expect(found.end == .exited(0))
    }

    @Test("one document has all of them, every attribute among them")
    func document() async throws {
      let path = try Self.file(Self.log + Self.log.dropLast(200))
      let outcome = try await Program.run("spans", "--trace-log", path, "--format", "json")
      #expect(outcome.end == .exited(0))
      let document = try outcome.json()
      #expect(document["schema"].string == "flinktop/1" && document["log"].string == path)
      let spans = document["spans"].elements
      #expect(spans.count == 7)
      #expect(spans[0]["durationMs"].integer == 1052 && spans[0]["line"].integer == 3)
      #expect(spans[0]["jobName"].string == "orders" && spans[0]["checkpointId"] == .null)
      #expect(spans[1]["durations"].elements.map { $0["maxMs"].integer } == [127, 86])
      #expect(spans[1]["attributes"]["fullSize"].integer == 746_141)
      #expect(spans[1]["children"].elements.first?["vertexId"].string == Self.vertex)
      #expect(spans[2]["endTime"] == .null && spans[2]["durationMs"] == .null)
      #expect(spans[3]["jobName"].string == "pay\u{1B}[31mments")
      // The last line is cut.
      #expect(document["unread"]["count"].integer == 1)
      #expect(document["unread"]["first"]["line"].integer == 12)
      #expect(
        outcome.complaints.first?.contains("line 12, byte ") == true
          && outcome.complaints.count == 1)
    }

    @Test("without spans says how there would be some")
    func none() async throws {
      let path = try Self.file("2026-11-21 01:56:40,001 INFO  x [] - Starting\n")
      let text = try await Program.run("spans", "--trace-log", path)
      #expect(text.end == .exited(0))
      #expect(
        text.standardOutput.hasPrefix("No spans in \(path). Flink writes them to the JobManager's"))
      let document = try await Program.run("spans", "--trace-log", path, "--format", "json").json()
      #expect(document["spans"].elements.isEmpty && document["unread"]["count"].integer == 0)
      let gone = try await Program.run("spans", "--trace-log", path + ".1")
      #expect(gone.end == .exited(4) && gone.complaints.first?.contains("No such file") == true)
      let both = try await Program.run("spans", "--trace-log", path, "-e", "http://127.0.0.1:1")
      #expect(both.end == .exited(2))
    }

    @Test("of a cluster reads the JobManager's log")
    func remote() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("spans", "-e", simulator.url)
      #expect(outcome.end == .exited(0))
      #expect(
        outcome.standardOutput.hasPrefix("No spans in the JobManager's log at \(simulator.url). "))
      let document = try await Program.run("spans", "-e", simulator.url, "--format", "json").json()
      #expect(document["cluster"]["connection"].string == "live")
      simulator.kill()
      let gone = try await Program.run("spans", "-e", simulator.url)
      #expect(gone.end == .exited(3))
    }

    @Test("follows a file that is not there yet, and over its rotation")
    func following() async throws {
      let path = Scratch.directory("spans") + "/jobmanager.log"
      let child = try Program.start(
        "spans", "--trace-log", path, "--follow", "--format", "json", "--job", "orders")
      try await eventually("a complaint", within: .seconds(30)) {
        child.standardError.contains("is not there yet")
      }
      func documents() -> Int { child.standardOutput.split(separator: "\n").count }
      try Data(Self.log.utf8).write(to: URL(filePath: path))
      try await eventually("three documents", within: .seconds(30)) { documents() == 3 }
      try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
      try Data(Self.log.utf8).write(to: URL(filePath: path))
      try await eventually("six documents", within: .seconds(30)) { documents() == 6 }
      child.terminate()
      for line in child.standardOutput.split(separator: "\n") {
        let document = try JSONValue(parsing: String(line))
        #expect(document["spans"].elements.count == 1 && document["cluster"] == .null)
      }
    }
  }
}
