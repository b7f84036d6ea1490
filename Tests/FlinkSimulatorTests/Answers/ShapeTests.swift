import FlinkSimulator
import Foundation
import Testing

/// Compares the members of every answer with those that real clusters gave; `Shapes/` lists them by version,
/// taken from recordings (`-` stands for the elements of an array, `*` for an id as a name).
@Suite struct ShapeTests {
  typealias Shape = [String: Set<String>]

  private static func recorded(_ version: String) throws -> [String: Shape] {
    let file = try #require(
      Bundle.module.url(forResource: version, withExtension: "txt", subdirectory: "Shapes"))
    var shapes: [String: Shape] = [:]
    var request = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("  ") {
        let words = line.split(separator: " ")
        shapes[request, default: [:]][String(words[0])] = Set(
          words[1].split(separator: "|").map(String.init))
      } else {
        request = String(line)
      }
    }
    return shapes
  }

  private static func add(_ value: JSONValue, at path: String, to shape: inout Shape) {
    let here = path.isEmpty ? "/" : path
    switch value {
    case .null: shape[here, default: []].insert("null")
    case .bool: shape[here, default: []].insert("bool")
    case .integer, .real: shape[here, default: []].insert("number")
    case .string: shape[here, default: []].insert("string")
    case .array(let elements):
      shape[here, default: []].insert("array")
      for element in elements { add(element, at: path + "/-", to: &shape) }
    case .object(let members):
      shape[here, default: []].insert("object")
      for (name, member) in members {
        let isID = name.count == 32 && name.allSatisfy(\.isHexDigit)
        add(member, at: "\(path)/\(isID ? "*" : name)", to: &shape)
      }
    }
  }

  /// Collects the shapes of answers, with one or the other of everything that happens in a cluster.
  private struct Collector {
    var cluster: Cluster
    var shapes: [String: Shape] = [:]

    init(version: String) throws {
      cluster = Cluster(version: version) { $0.cacheInterval = .zero }
      let payments = "/jobs/\(try cluster.job("payments"))"
      let savepoints = try [#"{}"#, #"{"target-directory":"/proc/x"}"#].map {
        try cluster.trigger("\(payments)/savepoints", body: $0)
      }
      let checkpoint =
        version == "1.13.6" ? nil : try cluster.trigger("\(payments)/checkpoints")
      for round in 0..<7 {
        if round > 0 { cluster.pass(.seconds(17)) }
        for savepoint in savepoints {
          try ask("/jobs/:id/savepoints/:trigger", "\(payments)/savepoints/\(savepoint)")
        }
        if let checkpoint {
          try ask("/jobs/:id/checkpoints/:trigger", "\(payments)/checkpoints/\(checkpoint)")
        }
        try askAll()
      }
    }

    private mutating func ask(_ pattern: String, _ path: String? = nil) throws {
      let response = cluster.send("GET", path ?? pattern)
      guard response.status == 200 else { return }
      add(
        try JSONValue(parsing: response.body), at: "", to: &shapes["GET " + pattern, default: [:]])
    }

    private mutating func askAll() throws {
      for path in [
        "/config", "/jobmanager/config", "/overview", "/jobs", "/jobs/overview", "/taskmanagers",
        "/jobs/metrics",
        "/jobs/metrics?get=uptime,numRestarts,lastCheckpointDuration",
      ] {
        try ask(path)
      }
      for manager in try cluster.get("/taskmanagers")["taskmanagers"].elements {
        try ask("/taskmanagers/:tm", "/taskmanagers/\(manager["id"].text ?? "")")
      }
      for job in cluster.simulated.jobNames { try askAbout(job: "/jobs/\(job.id)") }
    }

    private mutating func askAbout(job: String) throws {
      for part in [
        "", "/plan", "/config", "/exceptions", "/status", "/metrics", "/checkpoints",
        "/checkpoints/config",
      ] {
        try ask("/jobs/:id" + part, job + part)
      }
      let vertices = try cluster.get(job)["vertices"].elements.compactMap { $0["id"].text }
      for record in try cluster.get("\(job)/checkpoints")["history"].elements.prefix(3) {
        let details = "\(job)/checkpoints/details/\(record["id"].integer ?? 0)"
        try ask("/jobs/:id/checkpoints/details/:cid", details)
        for vertex in vertices.prefix(2) {
          try ask(
            "/jobs/:id/checkpoints/details/:cid/subtasks/:vid", "\(details)/subtasks/\(vertex)")
        }
      }
      for vertex in vertices.prefix(3) {
        for part in [
          "", "/backpressure", "/watermarks", "/subtasktimes", "/taskmanagers", "/metrics",
          "/subtasks/metrics", "/subtasks/0/metrics", "/subtasks/metrics?get=busyTimeMsPerSecond",
          "/subtasks/0/metrics?get=busyTimeMsPerSecond,idleTimeMsPerSecond,currentInputWatermark",
        ] {
          try ask("/jobs/:id/vertices/:vid" + part, "\(job)/vertices/\(vertex)" + part)
        }
      }
    }
  }

  /// What a real cluster has in the recordings and the simulated one does not do, and the reverse.
  private static let tolerated: [String: Set<String>] = [
    // No TaskManager with slots in use was recorded for this version.
    "1.13.6": [
      "extra GET /taskmanagers/:tm /allocatedSlots"
    ]
  ]

  @Test("answers have the members that real ones have", arguments: ["1.13.6", "1.20.5", "2.3.0"])
  func members(_ version: String) throws {
    let recorded = try Self.recorded(version)
    let simulated = try Collector(version: version).shapes
    var differences: Set<String> = []
    for (request, shape) in recorded {
      guard let own = simulated[request] else {
        differences.insert("missing \(request)")
        continue
      }
      for (path, types) in shape {
        guard let ownTypes = own[path] else {
          differences.insert("missing \(request) \(path)")
          continue
        }
        if !ownTypes.isSubset(of: types) {
          differences.insert("type \(request) \(path): \(ownTypes.sorted()) for \(types.sorted())")
        }
      }
      for path in own.keys where shape[path] == nil {
        differences.insert("extra \(request) \(path)")
      }
    }
    let tolerated = Self.tolerated[version] ?? []
    let rest = differences.filter { difference in
      !tolerated.contains { difference.hasPrefix($0) }
    }
    #expect(rest.sorted() == [])
  }

  @Test("what a version does not have yet is not there")
  func versions() throws {
    var old = Cluster(version: "1.13.6")
    let job = try old.job("payments")
    #expect(old.send("GET", "/jobs/\(job)/status").status == 404)
    #expect(old.send("POST", "/jobs/\(job)/checkpoints").status == 404)
    #expect(
      old.send("POST", "/jobs/\(job)/savepoints", body: #"{"formatType":"NATIVE"}"#).status == 400)
    let metrics = try old.get("/jobs/\(job)")["vertices"][0]["metrics"].members
    #expect(!metrics.keys.contains { $0.hasPrefix("accumulated") })
    #expect(try old.get("/jobs/\(job)/checkpoints")["history"][0]["@class"].text != nil)
    #expect(
      try old.get("/jobs/\(job)/checkpoints")["summary"]["end_to_end_duration"]["p50"] == .null)
  }
}
