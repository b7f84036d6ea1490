import Foundation
import Glibc
import Testing

extension CommandLineTests {
  @Suite("query")
  struct QueryTests {
    /// The sum of a metric over all subtasks of a job, as the cluster tells it.
    private func sum(_ metric: String, of job: String, at cluster: ClusterREST) async throws
      -> Double
    {
      var sum = 0.0
      for vertex in try await cluster.get("/jobs/\(job)")["vertices"].elements {
        let id = try #require(vertex["id"].string)
        let ids = (0..<(vertex["parallelism"].integer ?? 0)).map { "\($0).\(metric)" }
        let path = "/jobs/\(job)/vertices/\(id)/metrics?get=" + ids.joined(separator: ",")
        for metric in try await cluster.get(path).elements {
          sum += Double(metric["value"].string ?? "") ?? 0
        }
      }
      return sum
    }

    @Test("a sum over a job is that of what the cluster tells of its subtasks")
    func sums() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let before = try await sum("numRecordsIn", of: job.id, at: simulator.cluster)
      let outcome = try await Program.run(
        "query", "SUM(TS(\(job.name), *, numRecordsIn))", "--format", "json", "-e", simulator.url)
      let after = try await sum("numRecordsIn", of: job.id, at: simulator.cluster)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.isEmpty)
      let document = try outcome.json()
      #expect(document["expression"].string == "SUM(TS(\(job.name), *, numRecordsIn))")
      let series = document["series"].elements
      #expect(series.count == 1 && series[0]["instance"] == .null)
      let value = try #require(series[0]["points"].elements.first?["value"].number)
      #expect(before > 0 && (before...after).contains(value), "\(before) \(value) \(after)")
    }

    @Test("instances are subtasks, and those of both sides go together")
    func instances() async throws {
      let simulator = try await SimulatorProcess.start()
      let ratio = try await Program.run(
        "query", "DIVIDE(TS(ledger topic, *, numRecordsIn), TS(payments/ledger, *, numRecordsIn))",
        "--format", "csv", "-e", simulator.url)
      #expect(ratio.end == .exited(0), "stderr: \(ratio.standardError)")
      let lines = ratio.standardOutput.split(separator: "\n")
      #expect(lines.first == "timeMs,instance,value" && lines.count > 2)
      for (index, line) in lines.dropFirst().enumerated() {
        #expect(line.hasSuffix(",ledger topic: Writer/\(index),1"), "\(line)")
      }
      let one = try await Program.run(
        "query", "TS(payments/ledger, 1, numRecordsIn)", "-e", simulator.url)
      #expect(one.standardOutput.contains("INSTANCE") && one.standardOutput.contains("Writer/1"))
      #expect(!one.standardOutput.contains("Writer/0"))
      let none = try await Program.run(
        "query",
        "SUBTRACT(TS(payments/ledger, 0, numRecordsIn), TS(ledger topic, 1, numRecordsIn))",
        "-e", simulator.url)
      #expect(none.end == .exited(0) && none.standardOutput.contains("There are no series."))
      #expect(
        none.standardError.contains(
          "SUBTRACT (column 1) works on instances that both sides have: ledger topic: Writer/0 only on the left"
        ))
    }

    @Test(
      "the processes have metrics too",
      arguments: ["TS(jobmanager, *, numRunningJobs)", "TS(TaskManagers, *, Status.JVM.CPU.Load)"])
    func processes(expression: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "query", expression, "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let series = try outcome.json()["series"].elements
      #expect(!series.isEmpty)
      for series in series {
        #expect(series["instance"].string != nil)
        #expect(series["points"].elements.first?["value"].number != nil)
      }
    }

    @Test(
      "what is not there, or can't be read, is one line that says where",
      arguments: [
        ("SUM(TS(payments, *, x)", 2, "column 23: expected ')'"),
        ("5", 2, "column 1: a number alone is no series"),
        (String(repeating: "RATE(", count: 1_000), 2, "longer than 4096 characters"),
        (String(repeating: "SUM(", count: 1_000), 2, "nested deeper than 100"),
        ("TS(paymnets, *, x)", 4, "called 'paymnets' (column 1); did you mean payments?"),
        ("SUM(1, TS(payments/nope, *, x))", 4, "No vertex of payments is called 'nope' (column 8)"),
        ("TS(payments, *, numRecordIn)", 4, "no metric 'numRecordIn'; did you mean numRecordsIn"),
        (
          "TS(payments/ledger, 99, numRecordsIn)", 4,
          "no subtask 99 of ledger topic: Writer (column 1)"
        ),
        ("TS(payments/ledger, x, numRecordsIn)", 2, "'x' (column 1) is no subtask"),
        ("TS(payments, 0, numRecordsIn)", 2, "name JOB/VERTEX"),
        ("TS(jobmanager, 0, numRunningJobs)", 2, "has no instance '0': write *"),
      ])
    func refusals(expression: String, status: Int32, text: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("query", expression, "-e", simulator.url)
      #expect(outcome.end == .exited(status) && outcome.standardOutput.isEmpty)
      #expect(outcome.errorLines.count == 1 && outcome.standardError.contains(text))
      #expect(outcome.standardError.hasPrefix("flinktop: "), "\(outcome.standardError)")
    }

    @Test(
      "times that make no sense are wrong usage",
      arguments: [
        ["--from", "soon"], ["--from", "-0s"], ["--from", "--1m"], ["--from", "-2000h"],
        ["--step", "5s"], ["--step", "x"], ["--format", "xml"],
      ])
    func times(words: [String]) async throws {
      let outcome = try await Program.run(
        ["query", "SUM(1)"] + words + ["-e", "http://127.0.0.1:1"])
      #expect(outcome.end == .exited(2) && outcome.errorLines.count == 1)
    }

    @Test("a rate is gathered over a step, which is said, and is per minute")
    func rate() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "query", "RATE(SUM(TS(\(job.name), *, numRecordsIn)))", "--step", "11s", "--from", "-11s",
        "--format", "json", "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(
        outcome.errorLines == [
          "No history of metrics is kept: asking 3 times, 11s apart, which takes some 23s."
        ])
      let document = try outcome.json()
      #expect(document["stepMs"].number == 11_000)
      let points = try #require(document["series"].elements.first)["points"].elements
      #expect(points.count == 2)
      for point in points { #expect((point["value"].number ?? 0) > 0) }
      let times = points.compactMap { $0["at"].number }
      #expect(times.count == 2 && times[1] - times[0] == 11_000)
    }

    @Test("what can't be asked is no figure: status 3, and why")
    func unanswered() async throws {
      let faults = Scratch.path("faults.txt")
      try Data("/jobs/*/vertices/*/metrics status=503\n".utf8).write(
        to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run(
        "query", "SUM(TS(payments, *, numRecordsIn))", "-e", simulator.url)
      #expect(outcome.end == .exited(3) && outcome.standardOutput.isEmpty)
      #expect(outcome.errorLines.count == 1 && outcome.standardError.contains("not ready"))
      let away = try await Program.run("query", "SUM(TS(a, *, b))", "-e", "http://127.0.0.1:1")
      #expect(away.end == .exited(3) && away.errorLines.count == 1)
    }

    @Test("of many jobs only the names are looked through")
    func manyJobs() async throws {
      let simulator = try await SimulatorProcess.start("--jobs", "150")
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let name = try #require(try await simulator.cluster.jobs().first?.name)
      let near = try await Program.run("query", "TS(\(name)x, *, b)", "-e", proxy.url)
      #expect(near.end == .exited(4))
      #expect(
        near.standardError.contains("in 150 jobs no vertex is looked for: name it as JOB/VERTEX"))
      #expect(near.standardError.contains("did you mean \(name)"))
      #expect(!proxy.requests.contains { $0.target.wholeMatch(of: /\/jobs\/[0-9a-f]+/) != nil })
    }

    @Test("interrupted, it prints what was gathered until then")
    func interrupted() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let child = try ChildProcess([
        Program.path, "query", "SUM(TS(payments/ledger, *, numRecordsIn))", "--from", "-15m",
        "--step", "11s", "--format", "csv", "-e", proxy.url,
      ])
      // Then the first value is there, and the second may be.
      try await eventually("a second time", within: .seconds(60)) {
        proxy.requests.count { $0.target.contains("get=0.numRecordsIn") } >= 2
      }
      child.send(signal: SIGINT)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(130))
      let lines = child.standardOutput.split(separator: "\n")
      #expect(lines.first == "timeMs,instance,value" && (2...3).contains(lines.count))
    }
  }
}
