/// Jars: listed, uploaded, planned, run, deleted. A program is known by its name: what runs is the job that is called as
/// the jar begins, else the newest one.
extension SimulatedCluster {
  /// Everything under `/jars`.
  mutating func jarsAnswer(
    _ request: SimulatedRequest, _ parts: ArraySlice<String>
  ) throws(Refusal) -> SimulatedResponse? {
    let names = Array(parts)
    switch (request.method, names.count, names.last) {
    case ("GET", 0, _): return .json(200, jarListAnswer())
    case ("POST", 1, "upload"): return .json(200, try uploadAnswer(request))
    case ("DELETE", 1, _):
      let jar = try jar(names[0])
      jars.removeAll { $0.id == jar.id }
      return .json(200, Array("{}".utf8))
    case ("GET", 2, "plan"), ("POST", 2, "plan"):
      let jar = try jar(names[0])
      try checkEntry(of: jar, try JarBody.read(request.body))
      guard let job = program(of: jar) else { return nil }
      return .json(200, try view(ofJob: jobs[job].plan.id).planAnswer())
    case ("POST", 2, "run"):
      return .json(200, try runAnswer(try jar(names[0]), try JarBody.read(request.body)))
    default: return nil
    }
  }

  private func jarListAnswer() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("address", "http://localhost:8081")
      json.array("files") { json in
        for jar in jars.sorted(by: { $0.uploadedAt > $1.uploadedAt }) {
          json.object { json in
            json.member("id", jar.id)
            json.member("name", jar.name)
            json.member("uploaded", jar.uploadedAt.epochMilliseconds)
            json.array("entry") { json in
              guard let entry = jar.entryClass else { return }
              json.object { json in
                json.member("name", entry)
                json.null("description")
              }
            }
          }
        }
      }
    }
    return json.bytes
  }

  /// The file's name stands in the head of the form's part. No more of the file is looked at, as Flink does.
  private mutating func uploadAnswer(_ request: SimulatedRequest) throws(Refusal) -> [UInt8] {
    let head = String(decoding: request.body.prefix(4096), as: UTF8.self)
    guard let start = head.firstRange(of: "filename=\"")?.upperBound,
      let name = head[start...].split(separator: "\"", maxSplits: 1).first
    else {
      throw Refusal.handler(400, "Exactly 1 file must be sent, received 0.")
    }
    guard name.hasSuffix(".jar") else { throw Refusal.handler(400, "Only Jar files are allowed.") }
    let jar = SimulatedJar(
      id: SimulatedJar.makeID(
        String(name), seed: Seed(configuration.seed).derived(String(name)).derived(jars.count + 1)),
      name: String(name), uploadedAt: now, entryClass: nil)
    jars.append(jar)
    var json = JSONWriter()
    json.object { json in
      json.member("filename", "/tmp/flink-web-a1/flink-web-upload/" + jar.id)
      json.member("status", "success")
    }
    return json.bytes
  }

  private mutating func runAnswer(_ jar: SimulatedJar, _ body: JarBody) throws(Refusal) -> [UInt8] {
    try checkEntry(of: jar, body)
    guard let template = program(of: jar) else {
      throw Refusal.serverError(
        "org.apache.flink.client.program.ProgramInvocationException: no job of this program is known",
        frames: StackTraces.handler)
    }
    let id = body.jobId ?? makeTriggerID()
    add(
      SimulatedJob(plan: jobs[template].plan.copy(id: id, startedAt: now)), from: body.savepointPath
    )
    var json = JSONWriter()
    json.object { $0.member("jobid", id) }
    return json.bytes
  }

  private func checkEntry(of jar: SimulatedJar, _ body: JarBody) throws(Refusal) {
    guard jar.entryClass == nil, body.entryClass == nil else { return }
    throw Refusal.serverError(
      "java.util.concurrent.CompletionException: "
        + "org.apache.flink.client.program.ProgramInvocationException: Neither a 'Main-Class', nor a "
        + "'program-class' entry was found in the jar file.", frames: StackTraces.handler)
  }

  private func jar(_ id: String) throws(Refusal) -> SimulatedJar {
    guard let jar = jars.first(where: { $0.id == id }) else {
      throw Refusal.handler(404, "Jar file /tmp/flink-web-a1/flink-web-upload/\(id) does not exist")
    }
    return jar
  }

  private func program(of jar: SimulatedJar) -> Int? {
    jobs.indices.first { jar.name.hasPrefix(jobs[$0].plan.name) } ?? jobs.indices.first
  }
}

extension JobPlan {
  /// The same program, started anew. Its vertices keep their ids, as Flink's do.
  func copy(id: String, startedAt: SimulatedTime) -> JobPlan {
    JobPlan(
      id: id, name: name, type: type, seed: seed.derived(id), startedAt: startedAt,
      graph: JobGraph(inflows: inflows, vertices: vertices), checkpoints: checkpoints, story: story,
      firstSlot: firstSlot)
  }
}
