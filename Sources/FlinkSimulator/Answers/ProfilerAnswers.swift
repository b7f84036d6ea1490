import FoundationEssentials

/// What was asked of the profiler of a process.
struct SimulatedProfile: Sendable {
  /// A TaskManager; nil for the JobManager.
  let process: String?
  let mode: String
  let triggeredAt: SimulatedTime
  let duration: Duration

  var endsAt: SimulatedTime { triggeredAt + duration }
  var file: String {
    "\(process ?? "JobManager")_\(mode)_\(endsAt.epochMilliseconds).html"
  }
}

/// Profiles of the processes: `/jobmanager/profiler` and `/taskmanagers/:id/profiler`, 1.19 on.
extension SimulatedCluster {
  /// How many profiles of a process are kept (`rest.profiling.history-size`).
  private static let kept = 10
  private static let modes = ["CPU", "ALLOC", "LOCK", "WALL", "ITIMER"]

  private struct Body: Decodable {
    var mode: String
    var duration: Int64?
  }

  /// Everything under `profiler`; nil for a route that is not there.
  mutating func profilerAnswer(
    _ request: SimulatedRequest, _ parts: ArraySlice<String>, of process: String?
  ) throws(Refusal) -> SimulatedResponse? {
    guard dialect.isAtLeast(1, 19) else { return nil }
    if let process, !registeredTaskManagers.contains(where: { $0.id == process }) {
      throw Refusal.serverError(
        "org.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: "
          + "No TaskExecutor registered under \(process).", frames: StackTraces.rpc)
    }
    let own = profiles.filter { $0.process == process }
    switch (request.method, parts.count) {
    case ("GET", 0):
      var json = JSONWriter()
      json.object { json in
        json.array("profilingList") { list in
          for profile in own.reversed() { list.object { write(profile, to: &$0) } }
        }
      }
      return .json(200, json.bytes)
    case ("POST", 0):
      let profile = try begin(request.body, of: process, among: own)
      profiles.removeAll { $0.process == process }
      profiles += (own + [profile]).suffix(Self.kept)
      var json = JSONWriter()
      json.object { write(profile, to: &$0) }
      return .json(200, json.bytes)
    case ("GET", 1):
      guard let profile = own.first(where: { $0.endsAt <= now && $0.file == parts.first }) else {
        throw Refusal.handlerNotFound("This file does not exist in the profiling folder.")
      }
      return SimulatedResponse(
        status: 200, headers: [.init(name: "content-type", value: "text/html")],
        body: try page(of: profile))
    default: return nil
    }
  }

  private func begin(
    _ bytes: [UInt8], of process: String?, among own: [SimulatedProfile]
  ) throws(Refusal) -> SimulatedProfile {
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)),
      Self.modes.contains(body.mode)
    else { throw Refusal.unreadable(body: "ProfilingRequestBody") }
    if own.contains(where: { $0.endsAt > now }) {
      throw Refusal.serverError(
        "java.lang.IllegalStateException: Profiling is already in progress.",
        frames: StackTraces.rpc)
    }
    return SimulatedProfile(
      process: process, mode: body.mode, triggeredAt: now,
      duration: .seconds(min(max(1, body.duration ?? 10), 300)))
  }

  private func write(_ profile: SimulatedProfile, to json: inout JSONWriter) {
    let isOver = profile.endsAt <= now
    json.member("status", isOver ? "FINISHED" : "RUNNING")
    json.member("mode", profile.mode)
    json.member("triggerTime", profile.triggeredAt.epochMilliseconds)
    json.member("duration", Int(profile.duration.components.seconds))
    guard isOver else { return }
    json.member("finishedTime", profile.endsAt.epochMilliseconds)
    json.member("message", "Profiling Successful")
    json.member("outputFile", profile.file)
  }

  /// The page that async-profiler makes, without what draws it in a browser: the stacks of the threads as a dump has
  /// them.
  private func page(of profile: SimulatedProfile) throws(Refusal) -> [UInt8] {
    var root = SampledPlace("all")
    let samples = Int(profile.duration.components.seconds) * 10
    for stack in try stacks(of: profile.process) { root.add(stack, samples) }
    var lines = ["<!DOCTYPE html>", "<html lang='en'>", "<script>"]
    root.writeLines(to: &lines, level: 0, from: 0)
    lines.append("</script></html>")
    return Array(lines.joined(separator: "\n").utf8)
  }
}

extension SampledPlace {
  /// A line a frame, callers before what they called: depth, first sample, samples, kind, name.
  fileprivate func writeLines(to lines: inout [String], level: Int, from first: Int) {
    let kind = level == 0 ? 3 : 1
    lines.append("f(\(level),\(first),\(samples),\(kind),'\(name)')")
    var next = first
    for child in children {
      child.writeLines(to: &lines, level: level + 1, from: next)
      next += child.samples
    }
  }
}
