import FlinkSimulator
import Testing

@Suite struct MetricTrapTests {
  private struct Place {
    var cluster: Cluster
    var job: String
    var vertex: String
    var metrics: String { "/jobs/\(job)/vertices/\(vertex)/subtasks/metrics" }

    init(lazy: Bool) throws {
      cluster = Cluster(lazyMetrics: lazy)
      job = try cluster.job("payments")
      // The question itself would start a fetch.
      var other = cluster
      vertex = try other.vertex("validate", of: job)
    }
  }

  @Test("the first answer is empty; a moment later the metrics are there")
  func lazy() throws {
    var place = try Place(lazy: true)
    let path = "\(place.metrics)?get=numRecordsIn"
    #expect(place.cluster.send("GET", path).text == "[]")
    place.cluster.pass(.milliseconds(300))
    #expect(try place.cluster.get(path)[0]["id"].text == "numRecordsIn")
  }

  @Test("after a pause the first answer is old, the next one is not")
  func stale() throws {
    var place = try Place(lazy: true)
    let path = "\(place.metrics)?get=numRecordsIn"
    _ = place.cluster.send("GET", path)
    place.cluster.pass(.milliseconds(300))
    let before = place.cluster.send("GET", path).text
    place.cluster.pass(.seconds(31))
    #expect(place.cluster.send("GET", path).text == before)
    place.cluster.pass(.milliseconds(300))
    #expect(place.cluster.send("GET", path).text != before)
  }

  @Test("before the metrics are there, counters are 0 and say that they are not complete")
  func incomplete() throws {
    var place = try Place(lazy: true)
    let first = try place.cluster.get("/jobs/\(place.job)")["vertices"][0]["metrics"]
    #expect(first["write-records"].integer == 0)
    #expect(first["write-records-complete"].flag == false)
    place.cluster.pass(.milliseconds(300))
    let next = try place.cluster.get("/jobs/\(place.job)")["vertices"][0]["metrics"]
    #expect(next["write-records"].integer ?? 0 > 0)
    #expect(next["write-records-complete"].flag == true)
  }

  @Test("however often one asks, metrics step once in ten seconds", arguments: [true, false])
  func steps(_ isLazy: Bool) throws {
    var place = try Place(lazy: isLazy)
    let paths = [
      "\(place.metrics)?get=numRecordsIn", "/jobs/\(place.job)/metrics?get=uptime",
      "/jobs/\(place.job)/vertices/\(place.vertex)/watermarks",
    ]
    _ = place.cluster.send("GET", paths[0])
    var seen = Array(repeating: Set<String>(), count: paths.count)
    for _ in 0..<60 {
      place.cluster.pass(.milliseconds(500))
      for (index, path) in paths.enumerated() {
        seen[index].insert(place.cluster.send("GET", path).text)
      }
    }
    #expect(seen.allSatisfy { (3...4).contains($0.count) })
  }

  @Test(
    "one id that does not exist empties an aggregated answer",
    arguments: [
      "numRecordsIn,nope", "nope,numRecordsIn", "nope", "numRecordsIn,nope.numRecordsIn",
    ])
  func unknownID(_ ids: String) throws {
    var place = try Place(lazy: false)
    #expect(place.cluster.send("GET", "\(place.metrics)?get=\(ids)").text == "[]")
  }

  @Test("a source has no input watermark, and asking for it empties the answer")
  func sourceWatermark() throws {
    var place = try Place(lazy: false)
    let source = try place.cluster.vertex("Source:", of: place.job)
    let path = "/jobs/\(place.job)/vertices/\(source)"
    #expect(
      place.cluster.send(
        "GET", "\(path)/subtasks/metrics?get=busyTimeMsPerSecond,currentInputWatermark"
      ).text == "[]")
    #expect(place.cluster.send("GET", "\(path)/watermarks").text == "[]")
    let own = try place.cluster.get(
      "\(path)/subtasks/metrics?get=event_time.currentOutputWatermark")
    #expect(own[0]["min"].real ?? 0 > 1e12)
  }

  @Test("elsewhere an unknown id is left out")
  func leftOut() throws {
    var place = try Place(lazy: false)
    let path = "/jobs/\(place.job)"
    let vertex = try place.cluster.get(
      "\(path)/vertices/\(place.vertex)/metrics?get=0.numRecordsIn,9.numRecordsIn,0.nope")
    #expect(vertex.elements.compactMap { $0["id"].text } == ["0.numRecordsIn"])
    let job = try place.cluster.get("\(path)/metrics?get=nope,numRestarts")
    #expect(job.elements.compactMap { $0["id"].text } == ["numRestarts"])
  }

  @Test("what is not a number drops itself and what comes after it")
  func notANumber() throws {
    var place = try Place(lazy: false)
    func ids(_ list: String) throws -> [String] {
      try place.cluster.get("\(place.metrics)?get=\(list)").elements.compactMap { $0["id"].text }
    }
    #expect(try ids("numRecordsIn,isBackPressured") == ["numRecordsIn"])
    #expect(try ids("isBackPressured,numRecordsIn") == [])
  }

  @Test("aggregates agree with the subtasks they are taken over")
  func aggregates() throws {
    var place = try Place(lazy: false)
    let path = "/jobs/\(place.job)/vertices/\(place.vertex)/subtasks"
    let values = try (0..<8).map { subtask in
      try #require(
        Double(
          place.cluster.get("\(path)/\(subtask)/metrics?get=numRecordsInPerSecond")[0]["value"].text
            ?? ""))
    }
    let aggregate = try place.cluster.get("\(path)/metrics?get=numRecordsInPerSecond")[0]
    #expect(aggregate["min"].real == values.min())
    #expect(aggregate["max"].real == values.max())
    let sum = try #require(aggregate["sum"].real)
    let average = try #require(aggregate["avg"].real)
    #expect(abs(sum - values.reduce(0, +)) < 0.01)
    #expect(abs(average - sum / 8) < 0.01)
    let deviation = values.reduce(0) { $0 + abs($1 - average) } / 8
    #expect(abs(try #require(aggregate["skew"].real) - 100 * deviation / average) < 0.01)
  }

  @Test("agg and subtasks narrow an aggregated answer")
  func narrowed() throws {
    var place = try Place(lazy: false)
    let one = try place.cluster.get("\(place.metrics)?get=numRecordsIn&agg=max,sum&subtasks=2")[0]
    #expect(Set(one.members.keys) == ["id", "max", "sum"])
    #expect(one["max"] == one["sum"])
    let two = try place.cluster.get("\(place.metrics)?get=numRecordsIn&subtasks=0-1,3")[0]
    let all = try place.cluster.get("\(place.metrics)?get=numRecordsIn")[0]
    #expect(two["sum"].real ?? 0 < all["sum"].real ?? 0)
    #expect(place.cluster.send("GET", "\(place.metrics)?get=numRecordsIn&subtasks=99").text == "[]")
    #expect(place.cluster.send("GET", "\(place.metrics)?get=numRecordsIn&agg=nope").status == 400)
  }

  @Test(
    "there are no metrics of what does not run or does not exist",
    arguments: ["audit-archive", "ledger-migration", "nobody"])
  func nothing(_ name: String) throws {
    var place = try Place(lazy: false)
    let job =
      place.cluster.simulated.jobNames.first { $0.name == name }?.id
      ?? String(repeating: "0", count: 32)
    #expect(place.cluster.send("GET", "/jobs/\(job)/metrics").text == "[]")
    #expect(
      place.cluster.send(
        "GET", "/jobs/\(job)/vertices/\(place.vertex)/subtasks/metrics?get=numRecordsIn"
      ).text == "[]")
  }

  @Test("a job without watermarks has the smallest number instead")
  func noWatermark() throws {
    var place = try Place(lazy: false)
    let job = try place.cluster.job("ledger-sync")
    let vertex = try place.cluster.vertex("deduplicate", of: job)
    let marks = try place.cluster.get("/jobs/\(job)/vertices/\(vertex)/watermarks")
    #expect(marks[0]["value"].text == "-9223372036854775808")
  }

  @Test("a job restarts: its counters climb again only once its tasks run")
  func restart() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job("flaky-enrich")
    let vertex = try cluster.vertex("call profile", of: job)
    while try cluster.state(of: job) != "RESTARTING" { cluster.pass(.milliseconds(500)) }
    cluster.pass(.seconds(5))
    let path = "/jobs/\(job)/vertices/\(vertex)/subtasks/metrics?get=numRecordsIn"
    while try cluster.state(of: job) == "RESTARTING" {
      let restarts = try cluster.get("/jobs/\(job)/metrics?get=numRestarts")
      #expect(Int64(restarts[0]["value"].text ?? "") ?? 0 > 200)
      cluster.pass(.milliseconds(500))
    }
    cluster.pass(.seconds(14))
    #expect(try cluster.get(path)[0]["sum"].real ?? .infinity < 30_000)
  }
}
