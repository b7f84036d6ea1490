import FlinkSimulator
import Testing

@Suite("The world as Heron's topologies")
struct TopologyTests {
  private static let asked = [
    "/topologies/states", "/topologies",
    "/topologies/info?cluster=demo&environ=devel&topology=orders",
  ]

  @Test(
    "the same seed gives the same bytes, however time was passed",
    arguments: HeronGeneration.allCases)
  func deterministic(_ generation: HeronGeneration) throws {
    var one = Tracker(generation)
    var other = Tracker(generation)
    for path in Self.asked { #expect(try one.get(path) == other.get(path)) }
    one.pass(.seconds(1000))
    for _ in 0..<10 {
      other.pass(.seconds(100))
      _ = try other.get("/clusters")
    }
    for (component, metric) in [
      ("profile-events", "__emit-count/default"), ("profiles", "__jvm-uptime-secs"),
    ] {
      #expect(
        try one.minutes(metric, of: component, in: "flaky-enrich")
          == other.minutes(metric, of: component, in: "flaky-enrich"))
    }
    #expect(
      try one.ask("flaky-enrich", "exceptions", "&component=call-profile-service")
        == other.ask("flaky-enrich", "exceptions", "&component=call-profile-service"))
  }

  @Test("three hours of minutes are there from the first moment, not on the minute, newest first")
  func threeHours() throws {
    var tracker = Tracker()
    let minutes = try tracker.minutes("__emit-count/default", of: "payments", in: "payments")
    #expect(minutes.count == 8)
    let buckets = try #require(minutes.values.first).keys.sorted()
    #expect(buckets.count >= 180 && buckets.count <= 181)
    #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $1 - $0 == 60 })
    let now = tracker.cluster.now.epochMilliseconds / 1000
    #expect(try #require(buckets.first) >= now - 10_800 && now - (buckets.last ?? 0) < 60)
    // An older window has nothing.
    let old = try tracker.ask(
      "payments", "metricstimeline",
      "&component=payments&metricname=__emit-count/default&starttime=\(now - 40_000)&endtime=\(now - 20_000)"
    )
    let instances = old["timeline"]["__emit-count/default"].members
    #expect(instances.count == 8 && instances.values.allSatisfy { $0 == .object([:]) })
  }

  @Test("what a bolt executes is what was emitted before it, and its latency is its time")
  func flow() throws {
    var tracker = Tracker()
    let emitted = try tracker.minutes("__emit-count/default", of: "payments", in: "payments")
    let executed = try tracker.minutes("__execute-count/default", of: "validate", in: "payments")
    let latency = try tracker.minutes("__execute-latency/default", of: "validate", in: "payments")
    func sum(_ minutes: [String: [Int64: Double]], _ bucket: Int64) -> Double {
      minutes.values.reduce(0) { $0 + ($1[bucket] ?? 0) }
    }
    let buckets = try #require(emitted.values.first).keys.sorted().dropLast()
    #expect(buckets.count > 170)
    for bucket in buckets {
      let spout = sum(emitted, bucket)
      #expect(spout > 150_000)
      #expect(abs(sum(executed, bucket) - spout) < 0.02 * spout)
    }
    for (instance, values) in executed {
      let bucket = buckets[10]
      let capacity = (values[bucket] ?? 0) * (latency[instance]?[bucket] ?? 0) / 60e9
      #expect((0.1...0.4).contains(capacity))
    }
  }

  @Test("an instance that failed begins anew, in the past as now, and is counted")
  func failures() throws {
    var tracker = Tracker()
    for round in 0..<2 {
      if round == 1 { tracker.pass(.seconds(1800)) }
      let parts = ["call-profile-service", "profiles"]
      let uptimes = try parts.map {
        try tracker.minutes("__jvm-uptime-secs", of: $0, in: "flaky-enrich")
      }
      let falls = uptimes.flatMap(\.values).reduce(0) { sum, values in
        let ordered = values.sorted { $0.key < $1.key }.map(\.value)
        return sum + zip(ordered, ordered.dropFirst()).count { $1 < $0 }
      }
      let counts = try parts.flatMap { part in
        try tracker.ask("flaky-enrich", "exceptions", "&component=\(part)").elements
          .compactMap { $0["count"].text.flatMap(Int.init) }
      }
      let count = counts.reduce(0, +)
      #expect((95...130).contains(count), "\(counts)")
      // Two failures of one instance within a minute or so look like one.
      #expect(falls <= count && falls > count * 3 / 4, "\(falls) \(count)")
    }
    let spout = try tracker.minutes(
      "__jvm-uptime-secs", of: "profile-events", in: "flaky-enrich")
    for values in spout.values {
      let ordered = values.sorted { $0.key < $1.key }.map(\.value)
      #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test("a failure is told at the second at which the job of the world meets it")
  func sameFailures() throws {
    var tracker = Tracker()
    tracker.pass(.seconds(900))
    let job = try #require(tracker.cluster.jobNames.first { $0.name == "flaky-enrich" }?.id)
    let lived = tracker.cluster.respond(method: "GET", path: "/jobs/\(job)/exceptions")
    // Each of these has a number of its own, so that none is counted with another.
    let seconds = try JSONValue(parsing: lived.body)["exceptionHistory"]["entries"].elements
      .filter { $0["stacktrace"].text?.contains("reset in batch") ?? false }
      .compactMap { $0["timestamp"].integer.map { $0 / 1000 } }
    #expect(seconds.count >= 2)
    let answer = try tracker.ask("flaky-enrich", "exceptions", "&component=profiles")
    let told = Set(answer.elements.compactMap { $0["lasttime"].text.flatMap { Int64($0) } })
    #expect(seconds.allSatisfy(told.contains), "\(seconds) \(told.sorted())")
    // One that was lived through before the start, as the topology tells of it by its number.
    let start = Cluster.start.epochMilliseconds / 1000
    #expect(seconds.contains { $0 < start } && seconds.contains { $0 > start })
  }

  @Test("a stream that came to its end is deactivated: its spouts emit nothing, averages are NaN")
  func paused() throws {
    for generation in HeronGeneration.allCases {
      var tracker = Tracker(generation)
      let state = try tracker.ask("audit-archive", "executionstate")
      #expect(state["status"].text == "Paused")
      let emitted = try tracker.minutes(
        "__emit-count/default", of: "audit-log", in: "audit-archive")
      let values = try #require(emitted.values.first).sorted { $0.key < $1.key }.map(\.value)
      #expect(values.last == 0 && (values.first ?? 0) > 1000)
      let latency = try tracker.minutes(
        "__execute-latency/default", of: "compress", in: "audit-archive")
      let last = try #require(latency.values.first?.max { $0.key < $1.key })
      #expect(last.value.isNaN)
      // By the newer route the modern tracker fails as a whole.
      let now = tracker.cluster.now.epochMilliseconds / 1000
      let parts = try tracker.place("audit-archive").split(separator: "/")
      let answer = tracker.heron.respond(
        path: "/topologies/metrics/timeline?cluster=demo&environ=\(parts[2])&topology=audit-archive"
          + "&component=compress&metricname=__execute-latency/default&starttime=\(now - 600)&endtime=\(now)",
        in: &tracker.cluster)
      #expect(answer.status == (generation == .modern ? 500 : 200))
    }
  }

  @Test("a part of a file is escaped, and its length is that of what is sent")
  func files() throws {
    for generation in HeronGeneration.allCases {
      var tracker = Tracker(generation)
      let route = generation == .legacy ? "containerfile" : "container/file"
      let folder = "&container=1&path=log-files"
      let stats = try tracker.ask("payments", "\(route)stats", folder)
      let name = try #require(stats.members.keys.first { $0.contains("_validate_") })
      let file = "\(folder)%2F\(name)"
      let size = try tracker.ask("payments", "\(route)data", "\(file)&offset=-1&length=-1")
      let words = stats[name]["formatted_stat"].text?.split(separator: " ") ?? []
      #expect(size["offset"].integer.map { "\($0)" } == words.dropFirst(4).first.map(String.init))
      #expect(size["length"].integer == 0 && size["data"] == .null)
      let part = try tracker.ask("payments", "\(route)data", "\(file)&offset=0&length=2000")
      let text = try #require(part["data"].text)
      #expect(text.contains("&lt;") && text.contains(" &amp; "))
      #expect(!text.contains("<") && !text.contains(">"))
      #expect(part["length"].integer == Int64(text.unicodeScalars.count) && text.utf8.count > 2000)
    }
  }

  @Test("names are such as Heron takes, whatever the world calls its jobs")
  func hostileNames() throws {
    var cluster = SimulatedCluster(
      configuration: .hostileNames(seed: 1), startedAt: Cluster.start)
    var heron = SimulatedHeron(.modern, over: cluster)
    let states = try JSONValue(
      parsing: heron.respond(path: "/topologies/states", in: &cluster).body)
    var count = 0
    for topologies in states["demo"].members.values {
      count += topologies.members.count
      #expect(topologies.members.keys.allSatisfy { name in name.contains { !$0.isWhitespace } })
    }
    #expect(count == cluster.jobNames.count)
  }
}
