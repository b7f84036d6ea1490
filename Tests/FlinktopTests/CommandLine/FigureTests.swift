import Foundation
import Testing

extension CommandLineTests {
  /// The figures of JSON documents beside those of the cluster's own answers, asked for before and after: a wrong unit, a
  /// wrong member or a figure of another job shows.
  @Suite("Figures in JSON are the cluster's")
  struct FigureTests {
    /// An answer of the cluster from before the program was asked, and one from after.
    struct Bracket {
      var before: JSONValue
      var after: JSONValue

      /// The same member of both.
      subscript(name: String) -> Bracket { Bracket(before: before[name], after: after[name]) }

      /// True where a counter lies between what it was and what it became.
      func holds(_ value: JSONValue) -> Bool {
        guard let low = before.number, let high = after.number, let value = value.number else {
          return before == after && value == before
        }
        return low <= value && value <= high
      }

      /// True where a figure is what it was or what it became.
      func isEither(_ value: JSONValue) -> Bool { value == before || value == after }
    }

    private func ask(
      _ simulator: SimulatorProcess, _ arguments: [String], beside paths: [String]
    ) async throws -> (document: JSONValue, answers: [Bracket]) {
      func answers() async throws -> [JSONValue] {
        var answers: [JSONValue] = []
        for path in paths { answers.append(try await simulator.cluster.get(path)) }
        return answers
      }
      let before = try await answers()
      let outcome = try await Program.run(arguments + ["--format", "json", "-e", simulator.url])
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let after = try await answers()
      return (try outcome.json(), zip(before, after).map { Bracket(before: $0, after: $1) })
    }

    @Test("the cluster, and states, times, tasks and restarts of each job")
    func jobs() async throws {
      let simulator = try await SimulatorProcess.start()
      let (document, answers) = try await ask(
        simulator, ["jobs"], beside: ["/overview", "/jobs/overview", "/config"])
      let cluster = document["cluster"]
      for (name, member) in [
        ("taskManagers", "taskmanagers"), ("slotsTotal", "slots-total"),
        ("slotsAvailable", "slots-available"), ("jobsRunning", "jobs-running"),
        ("jobsFinished", "jobs-finished"), ("jobsCancelled", "jobs-cancelled"),
        ("jobsFailed", "jobs-failed"),
      ] {
        #expect(answers[0][member].isEither(cluster[name]), "\(name)")
      }
      #expect(answers[2]["flink-version"].isEither(cluster["version"]))
      let listed = document["jobs"].elements
      func summary(_ id: JSONValue, _ list: JSONValue) -> JSONValue {
        list["jobs"].elements.first { $0["jid"] == id } ?? .null
      }
      for job in listed {
        let told = Bracket(
          before: summary(job["id"], answers[1].before), after: summary(job["id"], answers[1].after)
        )
        #expect(told["name"].isEither(job["name"]))
        #expect(told["state"].isEither(job["state"]))
        #expect(told["start-time"].isEither(job["startTime"]))
        let end = told["end-time"].after.number ?? -1
        #expect(job["endTime"] == (end > 0 ? .number(end) : .null))
        #expect(told["duration"].holds(job["durationMs"]), "\(job)")
        for state in ["total", "created", "scheduled", "running", "finished", "canceled", "failed"]
        {
          #expect(told["tasks"][state].isEither(job["tasks"][state]), "\(state) of \(job["name"])")
        }
        guard job["state"] == .string("RUNNING"), let id = job["id"].string,
          let restarts = try await simulator.cluster.metric(
            "numRestarts", of: "/jobs/\(id)/metrics"),
          let told = job["restarts"].number
        else { continue }
        // One that restarts all the time may have done so meanwhile.
        #expect(abs(told - restarts) <= 1, "restarts of \(job["name"])")
      }
      #expect(!listed.isEmpty)
    }

    @Test("rates, shares, lag and totals of a job and its vertices")
    func job() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      let path = "/jobs/\(healthy.id)"
      let (document, answers) = try await ask(simulator, ["job", healthy.id], beside: [path])
      func vertex(_ id: JSONValue, _ detail: JSONValue) -> JSONValue {
        detail["vertices"].elements.first { $0["id"] == id } ?? .null
      }
      let vertices = document["vertices"].elements
      #expect(vertices.count == answers[0].after["vertices"].elements.count)
      var highest = 0.0
      for shown in vertices {
        let told = Bracket(
          before: vertex(shown["id"], answers[0].before),
          after: vertex(shown["id"], answers[0].after))
        #expect(told["parallelism"].isEither(shown["parallelism"]))
        let isSource = shown["inputs"].elements.isEmpty
        let metrics = told["metrics"]
        // A source reads no records that Flink counts.
        if !isSource { #expect(metrics["read-records"].holds(shown["recordsInTotal"])) }
        if shown["recordsOutTotal"] != .null {
          #expect(metrics["write-records"].holds(shown["recordsOutTotal"]))
        }
        let id = shown["id"].string ?? ""
        for (name, metric) in [
          ("recordsInPerSecond", "numRecordsInPerSecond"),
          ("recordsOutPerSecond", "numRecordsOutPerSecond"),
          ("bytesInPerSecond", "numBytesInPerSecond"),
          ("bytesOutPerSecond", "numBytesOutPerSecond"),
        ] {
          guard let value = shown[name].number else { continue }
          let rate = try #require(
            try await simulator.cluster.aggregate(metric, "sum", of: "\(path)/vertices/\(id)"))
          #expect(
            abs(value - rate) <= max(1, 0.3 * rate), "\(name): \(value), the cluster has \(rate)")
        }
        let busy = try await simulator.cluster.aggregate(
          "busyTimeMsPerSecond", "max", of: "\(path)/vertices/\(id)")
        if let busy, let ratio = shown["busyRatio"].number {
          #expect(abs(ratio - busy / 1000) <= 0.2, "busy \(ratio), the cluster has \(busy) ms")
        }
        highest = max(highest, busy ?? 0)
      }
      let job = document["job"]
      let ratio = try #require(job["busiest"]["ratio"].number)
      #expect(abs(ratio - highest / 1000) <= 0.2)
      let out = try #require(job["recordsOutPerSecond"].number)
      let sources = vertices.filter { $0["inputs"].elements.isEmpty }
      let emitted = sources.compactMap { $0["recordsOutPerSecond"].number }.reduce(0, +)
      #expect(out > 0 && emitted > 0)
      let lags = vertices.compactMap { $0["watermarkLagMs"].number }
      #expect(job["watermarkLagMs"].number == lags.max())
      for shown in vertices {
        guard let lag = shown["watermarkLagMs"].number, let mark = shown["watermark"].number,
          let taken = document["takenAt"].number
        else { continue }
        #expect(abs(taken - mark - lag) <= 15_000, "lag \(lag) of a watermark at \(mark)")
      }
    }

    @Test("counts, summary and history of checkpoints")
    func checkpoints() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      let path = "/jobs/\(healthy.id)/checkpoints"
      let (document, answers) = try await ask(
        simulator, ["checkpoints", healthy.id], beside: [path])
      for name in ["total", "completed", "failed", "restored"] {
        #expect(answers[0]["counts"][name].holds(document["counts"][name]), "\(name)")
      }
      for (name, member) in [
        ("durationMs", "end_to_end_duration"), ("stateSizeBytes", "state_size"),
        ("checkpointedSizeBytes", "checkpointed_size"),
      ] {
        for (part, word) in [("min", "min"), ("average", "avg"), ("max", "max"), ("p99", "p99")] {
          let told = answers[0]["summary"][member][word]
          #expect(told.isEither(document["summary"][name][part]), "\(name) \(part)")
        }
      }
      /// Before the command and after it: between them a newer one may have had it discarded.
      func told(_ id: JSONValue) -> [JSONValue] {
        [answers[0].after, answers[0].before].compactMap { answer in
          answer["history"].elements.first { $0["id"] == id }
        }
      }
      let shown = document["checkpoints"].elements.filter { $0["status"] != .string("IN_PROGRESS") }
      #expect(shown.count > 1)
      for checkpoint in shown {
        let told = told(checkpoint["id"])
        #expect(!told.isEmpty)
        for (member, name) in [
          ("status", "status"), ("triggeredAt", "trigger_timestamp"),
          ("durationMs", "end_to_end_duration"), ("sizeBytes", "state_size"),
          ("isSavepoint", "is_savepoint"),
        ] {
          #expect(told.contains { $0[name] == checkpoint[member] }, "\(member): \(told)")
        }
        // Whether it is there and where it lies belong together.
        let standing = told.map { entry -> [JSONValue] in
          let isDiscarded = entry["discarded"] == .bool(true)
          return [entry["discarded"], isDiscarded ? .null : entry["external_path"]]
        }
        #expect(standing.contains([checkpoint["discarded"], checkpoint["path"]]), "\(told)")
      }
    }
  }
}

extension ClusterREST {
  /// A metric of a job, as a number; nil where the cluster has none.
  fileprivate func metric(_ id: String, of path: String) async throws -> Double? {
    let answer = try await get("\(path)?get=\(id)").elements.first
    return answer?["value"].string.flatMap { Double($0) }
  }

  /// A metric of a vertex over its subtasks; nil where the cluster has none.
  fileprivate func aggregate(
    _ id: String, _ function: String, of vertex: String
  ) async throws -> Double? {
    let answer = try await get("\(vertex)/subtasks/metrics?get=\(id)&agg=\(function)").elements
      .first
    return answer?[function].number
  }
}
