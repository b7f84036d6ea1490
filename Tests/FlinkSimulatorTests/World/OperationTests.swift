import FlinkSimulator
import Testing

@Suite struct OperationTests {
  private struct Place {
    var cluster: Cluster
    var job: String
    var path: String { "/jobs/\(job)" }

    init(_ name: String = "payments", version: String = "2.3.0") throws {
      cluster = Cluster(version: version) { $0.cacheInterval = .zero }
      job = try cluster.job(name)
    }

    mutating func history() throws -> [JSONValue] {
      try cluster.get("\(path)/checkpoints")["history"].elements
    }

    mutating func cause(_ outcome: JSONValue) throws -> String {
      try #require(outcome["failure-cause"]["stack-trace"].text)
    }
  }

  @Test("a savepoint is in progress for a while, then has a location, and stands in the history")
  func savepoint() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger("\(place.path)/savepoints")
    let status = "\(place.path)/savepoints/\(trigger)"
    #expect(
      place.cluster.send("GET", status).text
        == #"{"status":{"id":"IN_PROGRESS"},"operation":null}"#)
    let running = try #require(try place.history().first { $0["is_savepoint"].flag == true })
    #expect(running["status"].text == "IN_PROGRESS")
    let location = try #require(try place.cluster.outcome(of: status)["location"].text)
    #expect(location.hasPrefix("file:/flink/savepoints/savepoint-\(place.job.prefix(6))-"))
    let done = try #require(try place.history().first { $0["is_savepoint"].flag == true })
    #expect(done["external_path"].text == location)
    #expect(done["checkpoint_type"].text == "SAVEPOINT")
    #expect(done["savepointFormat"].text == "CANONICAL")
    #expect(try place.cluster.state(of: place.job) == "RUNNING")
    #expect(
      try place.cluster.get("\(place.path)/checkpoints")["latest"]["savepoint"]["external_path"]
        .text == location)
  }

  @Test("directory and format of a savepoint can be chosen")
  func choices() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger(
      "\(place.path)/savepoints",
      body: #"{"cancel-job":false,"target-directory":"s3://b/x/","formatType":"NATIVE"}"#)
    let outcome = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
    #expect(outcome["location"].text?.hasPrefix("s3://b/x/savepoint-") == true)
    let record = try #require(try place.history().first { $0["is_savepoint"].flag == true })
    #expect(record["savepointFormat"].text == "NATIVE")
  }

  @Test("under backpressure a savepoint takes much longer")
  func backpressured() throws {
    func duration(_ name: String) throws -> Duration {
      var place = try Place(name)
      let trigger = try place.cluster.trigger("\(place.path)/savepoints")
      let before = place.cluster.simulated.now
      _ = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
      return place.cluster.simulated.now - before
    }
    #expect(try duration("payments") < .seconds(4))
    #expect(try duration("orders") > .seconds(10))
  }

  @Test("a stop ends FINISHED, with a savepoint", arguments: ["{}", #"{"drain":true}"#])
  func stop(_ body: String) throws {
    var place = try Place()
    let trigger = try place.cluster.trigger("\(place.path)/stop", body: body)
    let outcome = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
    #expect(outcome["location"].text != nil)
    #expect(try place.cluster.state(of: place.job) == "RUNNING")
    place.cluster.pass(.seconds(3))
    #expect(try place.cluster.state(of: place.job) == "FINISHED")
    let record = try #require(try place.history().first { $0["is_savepoint"].flag == true })
    #expect(record["checkpoint_type"].text == "SYNC_SAVEPOINT")
    #expect(try place.cluster.get("/overview")["jobs-finished"].integer == 2)
  }

  @Test("cancelling goes through CANCELLING to CANCELED and frees the slots")
  func cancel() throws {
    var place = try Place()
    let before = try place.cluster.get("/overview")
    let response = place.cluster.send("PATCH", "\(place.path)?mode=cancel")
    #expect(response.status == 202)
    #expect(response.text == "{}")
    #expect(try place.cluster.state(of: place.job) == "CANCELLING")
    place.cluster.pass(.seconds(3))
    #expect(try place.cluster.state(of: place.job) == "CANCELED")
    let after = try place.cluster.get("/overview")
    #expect(after["jobs-cancelled"].integer == 1)
    #expect(
      (after["slots-available"].integer ?? 0) - (before["slots-available"].integer ?? 0) == 8)
  }

  @Test("the GET of old that cancels, does")
  func yarnCancel() throws {
    var place = try Place()
    #expect(place.cluster.send("GET", "\(place.path)/yarn-cancel").status == 202)
    #expect(try place.cluster.state(of: place.job) == "CANCELLING")
  }

  @Test("cancelling what has ended: 409, but 202 where it was canceled already")
  func cancelEnded() throws {
    var place = try Place("audit-archive")
    #expect(place.cluster.send("PATCH", place.path).status == 409)
    let job = try place.cluster.job("payments")
    _ = place.cluster.send("PATCH", "/jobs/\(job)")
    place.cluster.pass(.seconds(3))
    #expect(place.cluster.send("PATCH", "/jobs/\(job)").status == 202)
    var old = try Place("audit-archive", version: "1.13.6")
    #expect(old.cluster.send("PATCH", old.path).status == 404)
  }

  @Test("mode=stop is 308 without a place to go to, nonsense 400, an unknown job 404")
  func cancelModes() throws {
    var place = try Place()
    let stop = place.cluster.send("PATCH", "\(place.path)?mode=stop")
    #expect(stop.status == 308)
    #expect(!stop.headers.contains { $0.name == "location" })
    #expect(place.cluster.send("GET", "\(place.path)/yarn-stop").status == 308)
    #expect(place.cluster.send("PATCH", "\(place.path)?mode=nonsense").status == 400)
    let nobody = String(repeating: "0", count: 32)
    #expect(place.cluster.send("PATCH", "/jobs/\(nobody)").status == 404)
    #expect(try place.cluster.state(of: place.job) == "RUNNING")
  }

  @Test("a savepoint that cancels the job ends CANCELED")
  func cancelWithSavepoint() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger(
      "\(place.path)/savepoints", body: #"{"cancel-job":true}"#)
    let outcome = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
    #expect(outcome["location"].text != nil)
    place.cluster.pass(.seconds(4))
    #expect(try place.cluster.state(of: place.job) == "CANCELED")
  }

  @Test("a checkpoint on demand gives its number; where checkpoints fail, the cause")
  func checkpoint() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger(
      "\(place.path)/checkpoints", body: #"{"checkpointType":"FULL"}"#)
    let outcome = try place.cluster.outcome(of: "\(place.path)/checkpoints/\(trigger)")
    let id = try #require(outcome["checkpointId"].integer)
    #expect(try place.cluster.get("\(place.path)/checkpoints/details/\(id)")["id"].integer == id)
    #expect(
      place.cluster.send(
        "POST", "\(place.path)/checkpoints", body: #"{"checkpointType":"INCREMENTAL"}"#
      ).status == 500)
    #expect(
      place.cluster.send("POST", "\(place.path)/checkpoints", body: #"{"checkpointType":"x"}"#)
        .status == 400)
    var failing = try Place("ledger-sync")
    let other = try failing.cluster.trigger("\(failing.path)/checkpoints")
    let failure = try failing.cluster.outcome(of: "\(failing.path)/checkpoints/\(other)")
    #expect(try failing.cause(failure).contains("No space left on device"))
  }

  @Test(
    "an impossible directory: accepted, then failed, and the job goes on",
    arguments: ["/proc/nope", "file:/proc/nope", "file:///proc/nope"])
  func impossibleDirectory(_ directory: String) throws {
    var place = try Place()
    let trigger = try place.cluster.trigger(
      "\(place.path)/stop", body: #"{"targetDirectory":"\#(directory)"}"#)
    let outcome = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
    let cause = try place.cause(outcome)
    let last = cause.split(separator: "\n").last { $0.hasPrefix("Caused by:") }
    #expect(
      last
        == "Caused by: java.io.IOException: Failed to create savepoint directory at file:/proc/nope"
    )
    #expect(outcome["failure-cause"]["serialized-throwable"].text?.count ?? 0 > 20_000)
    let record = try #require(try place.history().first { $0["is_savepoint"].flag == true })
    #expect(record["status"].text == "FAILED")
    #expect(record["latest_ack_timestamp"].integer == -1)
    place.cluster.pass(.seconds(10))
    #expect(try place.cluster.state(of: place.job) == "RUNNING")
  }

  @Test("a savepoint fails while the job restarts, of an ended or unknown job, of a batch job")
  func impossible() throws {
    var place = try Place("flaky-enrich")
    while try place.cluster.state(of: place.job) != "RESTARTING" {
      place.cluster.pass(.milliseconds(500))
    }
    let nobody = String(repeating: "0", count: 32)
    let cases = [
      (place.job, "is not being executed at the moment"),
      (try place.cluster.job("audit-archive"), "Could not find Flink job"),
      (nobody, "Could not find Flink job (\(nobody))"),
      (try place.cluster.job("nightly-backfill"), "is not a streaming job."),
    ]
    for (job, words) in cases {
      let trigger = try place.cluster.trigger("/jobs/\(job)/savepoints")
      let outcome = try place.cluster.outcome(of: "/jobs/\(job)/savepoints/\(trigger)")
      #expect(try place.cause(outcome).contains(words))
    }
  }

  @Test("a savepoint under way when the job is cancelled or fails, fails")
  func interrupted() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger("\(place.path)/savepoints")
    place.cluster.pass(.milliseconds(300))
    _ = place.cluster.send("PATCH", place.path)
    let outcome = try place.cluster.outcome(of: "\(place.path)/savepoints/\(trigger)")
    #expect(try place.cause(outcome).contains("Checkpoint Coordinator is suspending."))
    place.cluster.pass(.seconds(4))
    #expect(try place.cluster.state(of: place.job) == "CANCELED")
  }

  @Test("without a directory, given or configured, a savepoint is refused")
  func noDirectory() throws {
    var cluster = Cluster { $0.savepointDirectory = nil }
    let job = try cluster.job("payments")
    let savepoint = cluster.send("POST", "/jobs/\(job)/savepoints")
    #expect(savepoint.status == 400)
    #expect(savepoint.text.contains("Property [target-directory] must be provided."))
    let stop = cluster.send("POST", "/jobs/\(job)/stop")
    #expect(stop.text.contains("Property [targetDirectory] must be provided."))
    #expect(
      cluster.send("POST", "/jobs/\(job)/savepoints", body: #"{"target-directory":"/x"}"#).status
        == 202)
  }

  @Test("one trigger id starts one operation, however often it is sent")
  func idempotence() throws {
    var place = try Place()
    let id = "0123456789abcdef0123456789abcdef"
    for _ in 0..<3 {
      let trigger = try place.cluster.trigger(
        "\(place.path)/savepoints", body: #"{"triggerId":"\#(id)"}"#)
      #expect(trigger == id)
      place.cluster.pass(.seconds(5))
    }
    #expect(try place.history().filter { $0["is_savepoint"].flag == true }.count == 1)
  }

  @Test("without a trigger id each request is a savepoint of its own, an empty one too")
  func repeated() throws {
    var place = try Place()
    let triggers = try Set(
      (0..<3).map { _ in
        try place.cluster.trigger("\(place.path)/savepoints", body: "")
      })
    #expect(triggers.count == 3)
    #expect(try place.history().filter { $0["is_savepoint"].flag == true }.count == 3)
  }

  @Test("a body that is no JSON is 400, a member it does not know is ignored")
  func bodies() throws {
    var place = try Place()
    let bad = place.cluster.send("POST", "\(place.path)/savepoints", body: "{not json")
    #expect(bad.status == 400)
    #expect(bad.text.contains("did not match expected format SavepointTriggerRequestBody"))
    #expect(
      place.cluster.send("POST", "\(place.path)/savepoints", body: #"{"nope":1}"#).status == 202)
  }

  @Test("the outcome can be asked for again for five minutes, then it is forgotten")
  func forgotten() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger("\(place.path)/savepoints")
    let path = "\(place.path)/savepoints/\(trigger)"
    let outcome = try place.cluster.outcome(of: path)
    place.cluster.pass(.seconds(240))
    #expect(try place.cluster.get(path)["operation"] == outcome)
    place.cluster.pass(.seconds(90))
    #expect(place.cluster.send("GET", path).status == 404)
    #expect(place.cluster.send("GET", "\(place.path)/checkpoints/\(trigger)").status == 404)
  }

  @Test("a restarted JobManager knows no jobs, counts none, and gets its TaskManagers back later")
  func jobManagerRestart() throws {
    var place = try Place()
    let trigger = try place.cluster.trigger("\(place.path)/savepoints")
    place.cluster.simulated.restartJobManager(
      electionTakes: .seconds(1), taskManagersReturnAfter: .seconds(5))
    let election = place.cluster.send("GET", "/overview")
    #expect(election.status == 503)
    #expect(election.text.contains("ongoing leader election"))
    place.cluster.pass(.seconds(2))
    #expect(try place.cluster.get("/jobs/overview")["jobs"].elements.isEmpty)
    #expect(place.cluster.send("GET", place.path).status == 404)
    #expect(place.cluster.send("GET", "\(place.path)/savepoints/\(trigger)").status == 404)
    let overview = try place.cluster.get("/overview")
    #expect(overview["taskmanagers"].integer == 0)
    #expect(overview["jobs-finished"].integer == 0)
    place.cluster.pass(.seconds(4))
    let later = try place.cluster.get("/overview")
    #expect(later["taskmanagers"].integer == 4)
    #expect(later["slots-available"] == later["slots-total"])
  }

  @Test(
    "an id of one's own and a format are known from 1.15 on, as is nothing else there",
    arguments: [("1.14.6", 400), ("1.15.4", 202), ("2.3.0", 202)])
  func knownMembers(version: String, status: Int) throws {
    var cluster = Cluster(version: version)
    let job = "/jobs/\(try cluster.job("payments"))"
    let id = String(repeating: "a", count: 32)
    for body in [#"{"triggerId":"\#(id)"}"#, #"{"formatType":"NATIVE"}"#] {
      #expect(cluster.send("POST", "\(job)/savepoints", body: body).status == status)
      #expect(cluster.send("POST", "\(job)/stop", body: body).status == status)
    }
    let nonsense = cluster.send("POST", "\(job)/savepoints", body: #"{"nonsense":1}"#)
    #expect(nonsense.status == (version == "2.3.0" ? 202 : 400))
  }
}
