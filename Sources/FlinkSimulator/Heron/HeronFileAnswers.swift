/// Files of a container, as its shell has them. The generations name the routes differently.
extension SimulatedHeron {
  /// Nil for other routes.
  mutating func fileAnswer(
    _ what: String, _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse? {
    let prefix = generation == .legacy ? "containerfile" : "container/file"
    guard what.hasPrefix(prefix) else { return nil }
    let action = what.dropFirst(prefix.count)
    var path = TrackerParameter("path")
    if action == "stats", generation == .legacy { path = path.optional }
    let parameters = TrackerParameter.topology + [.init("container"), path]
    switch action {
    case "stats": try request.check(parameters)
    case "data": try request.check(parameters + [.integer("offset"), .integer("length")])
    case "download": try request.check(parameters)
    default: return nil
    }
    let topology = try topology(request)
    let name = request.parameter("container") ?? ""
    guard let container = Int(name), topology.containers.contains(container) else {
      throw .said("'stmgr-\(name)'")
    }
    let place = request.parameter("path") ?? "."
    if action == "stats" { return try stats(of: place, topology, container, at: now) }
    let bytes = file(place, of: topology, container, at: now)
    if action == "download" { return download(place, bytes) }
    guard let bytes else { throw .said("Expecting value: line 1 column 1 (char 0)") }
    return data(
      bytes, offset: request.integer("offset") ?? 0, length: request.integer("length") ?? 0)
  }

  private static let folder = "log-files"

  /// Nil where there is no such file.
  private mutating func file(
    _ path: String, of topology: SimulatedTopology, _ container: Int, at now: SimulatedTime
  ) -> [UInt8]? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let instances = topology.instances(in: container)
    if parts.count == 1 {
      return instances.first { "\($0.id(in: topology)).pid" == parts[0] }
        .map { Array("\($0.pid)".utf8) }
    }
    guard parts.count == 2, parts[0] == Self.folder,
      let log = logNames(topology, container).first(where: { $0 == parts[1] })
    else { return nil }
    return self.log(log, of: topology, startedAt: topology.submittedAt, at: now).bytes
  }

  private func logNames(_ topology: SimulatedTopology, _ container: Int) -> [String] {
    topology.instances(in: container).map { "\($0.id(in: topology)).log.0" }.sorted()
      + ["heron-stmgr-\(container).log.0"]
  }

  // MARK: Lists

  private mutating func stats(
    of path: String, _ topology: SimulatedTopology, _ container: Int, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse {
    var entries: [(name: String, stat: String, isFolder: Bool, path: String)] = []
    func add(_ name: String, size: Int, at time: SimulatedTime, isFolder: Bool = false) {
      let inFolder = name == ".." ? "" : "\(path)%2F\(name)"
      entries.append((name, FileStat.line(size, at: time, isFolder: isFolder), isFolder, inFolder))
    }
    switch path {
    case ".":
      for instance in topology.instances(in: container) {
        let started = instance.start(by: now) ?? topology.submittedAt
        add("\(instance.id(in: topology)).pid", size: "\(instance.pid)".utf8.count, at: started)
      }
      add(Self.folder, size: 4096, at: topology.submittedAt, isFolder: true)
    case Self.folder:
      add("..", size: 4096, at: topology.submittedAt, isFolder: true)
      for name in logNames(topology, container) {
        let log = log(name, of: topology, startedAt: topology.submittedAt, at: now)
        add(name, size: log.bytes.count, at: log.changedAt)
      }
    default:
      let leadsOut = path.hasPrefix("/") || path.split(separator: "/").contains("..")
      throw .said(
        generation == .legacy && leadsOut
          ? "HTTP 403: Forbidden" : "Expecting value: line 1 column 1 (char 0)")
    }
    return generation.answer { json in
      json.object { json in
        for entry in entries {
          json.object(named: entry.name) { json in
            json.member("formatted_stat", entry.stat)
            json.member("is_dir", entry.isFolder)
            json.member("path", entry.path)
          }
        }
      }
    }
  }

  // MARK: Contents

  /// The text is escaped, and the length is told of that. Without an offset it is the size that is asked for.
  private func data(_ bytes: [UInt8], offset: Int64, length: Int64) -> SimulatedResponse {
    generation.answer { json in
      json.object { json in
        guard offset != -1 else {
          json.member("offset", bytes.count)
          json.member("length", 0)
          return
        }
        json.member("offset", offset)
        let start = Int(min(max(0, offset), Int64(bytes.count)))
        let end = start + Int(min(max(0, length), Int64(bytes.count - start)))
        guard start < end else { return json.member("length", 0) }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
          .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        json.member("length", text.unicodeScalars.count)
        json.member("data", text)
      }
    }
  }

  /// What is not there is told in a good answer; a legacy tracker appends its own failure to that.
  private func download(_ path: String, _ bytes: [UInt8]?) -> SimulatedResponse {
    if let bytes {
      return .text(bytes, as: generation == .legacy ? "text/html; charset=UTF-8" : "")
    }
    guard generation == .legacy else {
      return .text(Array("File \(path) not found".utf8), as: "")
    }
    return .text(
      Array("File \(path)  not found".utf8) + generation.answer(.said("HTTP 404: Not Found")).body,
      as: "text/html; charset=UTF-8")
  }
}

/// A line of `ls`, as the shell writes it.
private enum FileStat {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `-rw-r--r--   1       root       root       2320 Nov 14 22:13`.
  static func line(_ size: Int, at time: SimulatedTime, isFolder: Bool) -> String {
    // `2026-11-21 02:11:40,506`
    let stamp = time.logStamp.split { $0 == "-" || $0 == " " }
    let month = stamp.count > 3 ? Int(stamp[1]).map { months[max(1, min(12, $0)) - 1] } : nil
    let moment =
      month.map { "\($0) \(stamp[2]) \(stamp[3].prefix(5))" } ?? "Jan 01 00:00"
    let bytes = String(size)
    let padding = String(repeating: " ", count: max(1, 11 - bytes.count))
    let head = isFolder ? "drwxr-xr-x   2" : "-rw-r--r--   1"
    return "\(head)       root       root\(padding)\(bytes) \(moment)"
  }
}
