import FlinkSimulator
import Testing

@Suite("The simulated API server")
struct ServerActionTests {
  private func instances(_ tracker: inout Tracker, _ name: String) throws -> [String] {
    try tracker.ask(name, "physicalplan")["instances"].members.keys.sorted()
  }

  @Test(
    "a topology that is killed leaves the lists, and its job ends",
    arguments: HeronGeneration.allCases)
  func kill(_ generation: HeronGeneration) throws {
    var tracker = Tracker(generation)
    let place = try tracker.place("payments")
    let answer = tracker.act(place, method: "DELETE")
    #expect(answer.status == 200 && answer.text == #"{"message":"payments killed"}"#)
    #expect(throws: MissingTopology.self) { try tracker.place("payments") }
    let parts = place.split(separator: "/")
    let gone = tracker.heron.respond(
      path: "/topologies/info?cluster=demo&environ=\(parts[2])&topology=payments",
      in: &tracker.cluster)
    #expect(gone.status == (generation == .legacy ? 404 : 500))
    tracker.pass(.seconds(5))
    let jobs = tracker.cluster.respond(method: "GET", path: "/jobs/overview")
    let job = try JSONValue(parsing: jobs.body)["jobs"].elements.first {
      $0["name"].text == "payments"
    }
    #expect(job?["state"].text == "CANCELED")
    #expect(tracker.act(place, method: "DELETE").status == 404)
  }

  @Test("while it is deactivated its spouts emit nothing")
  func deactivate() throws {
    var tracker = Tracker()
    let place = try tracker.place("payments")
    #expect(tracker.act("\(place)/deactivate").text == #"{"message":"payments deactivated"}"#)
    #expect(try tracker.ask("payments", "executionstate")["status"].text == "Paused")
    tracker.pass(.seconds(600))
    func lastWhole(_ tracker: inout Tracker) throws -> Double {
      let minutes = try tracker.minutes("__emit-count/default", of: "payments", in: "payments")
      return minutes.values.reduce(0) { sum, values in
        let ordered = values.sorted { $0.key < $1.key }
        return sum + ordered[ordered.count - 2].value
      }
    }
    #expect(try lastWhole(&tracker) == 0)
    #expect(tracker.act("\(place)/activate").text == #"{"message":"payments activated"}"#)
    #expect(try tracker.ask("payments", "executionstate")["status"].text == "Running")
    tracker.pass(.seconds(300))
    #expect(try lastWhole(&tracker) > 150_000)
    // What is so already stays so.
    #expect(tracker.act("\(place)/activate").status == 200)
  }

  @Test("a restart starts processes anew, of one container or of all")
  func restart() throws {
    var tracker = Tracker()
    let place = try tracker.place("payments")
    func uptimes(_ tracker: inout Tracker) throws -> [String: Double] {
      try tracker.minutes("__jvm-uptime-secs", of: "validate", in: "payments").mapValues { values in
        values.max { $0.key < $1.key }?.value ?? -1
      }
    }
    #expect(tracker.act("\(place)/restart", form: "container_id=1").status == 200)
    tracker.pass(.seconds(120))
    let one = try uptimes(&tracker)
    #expect(one.count == 8)
    for (id, uptime) in one { #expect((uptime < 200) == id.hasPrefix("container_1_"), "\(id)") }
    #expect(tracker.act("\(place)/restart").status == 200)
    // Its manager is not there, and what it remembered is gone.
    let parts = place.split(separator: "/")
    let none = tracker.heron.respond(
      path:
        "/topologies/metrics?cluster=demo&environ=\(parts[2])&topology=payments&component=validate&metricname=x",
      in: &tracker.cluster)
    #expect(none.status == 500 && none.text.contains("No Tmanager found"))
    tracker.pass(.seconds(120))
    #expect(try uptimes(&tracker).values.allSatisfy { $0 < 200 })
    let minutes = try tracker.minutes("__emit-count/default", of: "payments", in: "payments")
    #expect(minutes.values.allSatisfy { $0.count <= 3 })
    #expect(tracker.act("\(place)/restart", form: "container_id=77").status == 500)
    #expect(tracker.act("\(place)/restart", form: "container_id=x").status == 400)
  }

  @Test("an update gives a component other instances; those that stay keep their names")
  func update() throws {
    var tracker = Tracker()
    let place = try tracker.place("orders")
    let before = try instances(&tracker, "orders")
    let dry = tracker.act(
      "\(place)/update", form: "component_parallelism=convert-currency:6&dry_run=true")
    #expect(dry.status == 200 && dry.text.contains("convert-currency | 4 -> 6"))
    #expect(try instances(&tracker, "orders") == before)
    let answer = tracker.act(
      "\(place)/update",
      form: "component_parallelism=convert-currency:6&component_parallelism=revenue-per-minute:2")
    #expect(answer.status == 200 && answer.text == #"{"message":"orders updated"}"#)
    let after = try instances(&tracker, "orders")
    #expect(after.count { $0.contains("_convert-currency_") } == 6)
    #expect(after.count { $0.contains("_revenue-per-minute_") } == 2)
    #expect(Set(before).subtracting(after).count == 2)
    tracker.pass(.seconds(240))
    let executed = try tracker.minutes(
      "__execute-count/default", of: "convert-currency", in: "orders")
    #expect(executed.count == 6)
    for values in executed.values {
      let ordered = values.sorted { $0.key < $1.key }
      #expect(ordered[ordered.count - 2].value > 50_000)
    }
  }

  @Test(
    "what can't be done is refused as Heron does it",
    arguments: [
      ("update", "", 422, "missing component_parallelism or runtime_config param"),
      ("update", "component_parallelism=nobody:2", 500, "nobody"),
      ("update", "component_parallelism=orders:x", 500, "Expected: <component>:<parallelism>"),
      ("update", "component_parallelism=orders:4", 500, "is the same as the current topology"),
      ("explode", "", 404, "/api/v1/topologies"),
    ])
  func refusals(_ action: String, _ form: String, _ status: Int, _ words: String) throws {
    var tracker = Tracker()
    let answer = tracker.act("\(try tracker.place("orders"))/\(action)", form: form)
    #expect(answer.status == status && answer.text.contains(words), "\(answer)")
  }

  @Test("another role is another topology's, and nothing is done")
  func place() throws {
    var tracker = Tracker()
    let parts = try tracker.place("orders").split(separator: "/")
    let wrong = tracker.act("demo/nobody/\(parts[2])/orders", method: "DELETE")
    #expect(wrong.status == 500 && wrong.text.contains("does not match"))
    #expect(tracker.act("demo/ops/prod/no-such/activate").status == 500)
    #expect(try tracker.ask("orders", "executionstate")["status"].text == "Running")
  }

  @Test("it tells its version, and a tracker takes nothing but GETs")
  func version() throws {
    var tracker = Tracker()
    #expect(try tracker.get("/api/v1/version")["heron.build.version"].text == "0.20.5")
    let posted = tracker.heron.respond(
      method: "POST", path: "/topologies/states", in: &tracker.cluster)
    #expect(posted.status == 404)
  }
}
