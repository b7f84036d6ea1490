import Foundation
import FoundationNetworking

/// Asks a cluster directly, to check outcomes without the program's own client.
struct ClusterREST: Sendable {
  /// A job as `/jobs/overview` lists it.
  struct Job: Sendable {
    let id: String
    let name: String
    let state: String
    let tasks: [String: Int]

    var runsInFull: Bool { state == "RUNNING" && tasks["running"] == tasks["total"] }

    /// A name that can be typed into a filter and found again on the screen.
    var hasPlainName: Bool {
      name.count <= 16
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }

  let url: String

  /// GET of a path; anything but status 200 throws.
  func get(_ path: String) async throws -> JSONValue {
    guard let target = URL(string: url + path) else { throw KitError("bad path \(path)") }
    let session = URLSession(configuration: .ephemeral)
    defer { session.finishTasksAndInvalidate() }
    let (data, response) = try await session.data(
      for: URLRequest(url: target, timeoutInterval: 10))
    let status = (response as? HTTPURLResponse)?.statusCode
    let body = String(decoding: data, as: UTF8.self)
    guard status == 200 else { throw KitError("GET \(path): \(status ?? 0)\n\(body.prefix(500))") }
    return try JSONValue(parsing: body)
  }

  /// Sends any request, and returns what is answered, whatever its status.
  func send(
    _ method: String, _ path: String, body: [UInt8]? = nil, type: String? = nil
  ) async throws -> (status: Int, body: String) {
    guard let target = URL(string: url + path) else { throw KitError("bad path \(path)") }
    var request = URLRequest(url: target, timeoutInterval: 60)
    request.httpMethod = method
    request.httpBody = body.map { Data($0) }
    if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
    let session = URLSession(configuration: .ephemeral)
    defer { session.finishTasksAndInvalidate() }
    let (data, response) = try await session.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return (status, String(decoding: data, as: UTF8.self))
  }

  /// True when the cluster answers at all.
  var answers: Bool {
    get async { (try? await get("/overview")) != nil }
  }

  func jobs() async throws -> [Job] {
    try await get("/jobs/overview")["jobs"].elements.map { job in
      Job(
        id: job["jid"].string ?? "", name: job["name"].string ?? "",
        state: job["state"].string ?? "", tasks: Self.counts(in: job["tasks"]))
    }
  }

  func job(_ id: String) async throws -> Job {
    guard let job = try await jobs().first(where: { $0.id == id }) else {
      throw KitError("no job \(id)")
    }
    return job
  }

  /// Waits until the job is in that state.
  func wait(
    for id: String, toBe state: String, within limit: Duration = .seconds(60)
  ) async throws {
    try await eventually("\(id) to be \(state)", within: limit, every: .milliseconds(200)) {
      try await job(id).state == state
    }
  }

  /// The checkpoint history of a job, newest first.
  func checkpoints(of id: String) async throws -> [JSONValue] {
    try await get("/jobs/\(id)/checkpoints")["history"].elements
  }

  /// Locations of the savepoints in the job's history.
  func savepointLocations(of id: String) async throws -> [String] {
    try await checkpoints(of: id)
      .filter { $0["is_savepoint"].bool == true && $0["status"].string == "COMPLETED" }
      .compactMap { $0["external_path"].string }
  }

  /// Waits until the job has a savepoint in its history, and returns its location.
  func waitForSavepoint(of id: String, within limit: Duration = .seconds(90)) async throws -> String
  {
    try await eventually("a savepoint of \(id)", within: limit, every: .milliseconds(200)) {
      try await savepointLocations(of: id).first
    }
  }

  /// Waits until all tasks of the job run and it has a completed checkpoint.
  func waitForCheckpoint(of id: String, within limit: Duration = .seconds(120)) async throws {
    try await eventually("a checkpoint of \(id)", within: limit, every: .milliseconds(200)) {
      let job = try await job(id)
      guard job.runsInFull else { return false }
      return try await get("/jobs/\(id)/checkpoints")["counts"]["completed"].integer ?? 0 > 0
    }
  }

  private static func counts(in object: JSONValue) -> [String: Int] {
    guard case .object(let members) = object else { return [:] }
    return members.compactMapValues(\.integer)
  }
}
