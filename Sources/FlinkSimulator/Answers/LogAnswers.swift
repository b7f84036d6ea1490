extension SimulatedCluster {
  /// Everything under `/jobmanager` and `/taskmanagers/:id` that is about logs; nil for what is not. Files lie in a folder
  /// of each process.
  mutating func logAnswer(_ parts: ArraySlice<String>, of manager: String?) throws(Refusal)
    -> SimulatedResponse?
  {
    let names = Array(parts)
    guard let first = names.first, ["logs", "log", "stdout"].contains(first),
      names.count <= (first == "logs" ? 2 : 1)
    else { return nil }
    if let manager, !registeredTaskManagers.contains(where: { $0.id == manager }) {
      // A list is asked of the resource manager, a file of the handler: they word it differently.
      guard first == "logs", names.count == 1 else {
        throw Refusal.handlerNotFound(
          "Failed to transfer file from TaskExecutor \(manager) because it was unknown.")
      }
      throw Refusal.serverError(
        "org.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: "
          + "No TaskExecutor registered under \(manager).", frames: StackTraces.rpc)
    }
    let process = manager == nil ? "jobmanager" : "taskmanager"
    let log = currentLog(of: manager)
    if first == "log" { return .text(log.bytes) }
    if first == "stdout" { return .text(Self.output(of: configuration)) }
    guard names.count == 2 else {
      return .json(200, logList(process, log))
    }
    switch names[1] {
    case "flink-\(process).log": return .text(log.bytes)
    case "flink-\(process).out": return .text(Self.output(of: configuration))
    case "flink-\(process).err": return .text([])
    default:
      throw Refusal.handlerNotFound("This file does not exist in the log folder.")
    }
  }

  private func logList(_ process: String, _ log: SimulatedLog) -> [UInt8] {
    var json = JSONWriter()
    let sizes = [
      ("out", Self.output(of: configuration).count), ("log", log.bytes.count), ("err", 0),
    ]
    json.object { json in
      json.array("logs") { list in
        for (suffix, size) in sizes {
          list.object { json in
            json.member("name", "flink-\(process).\(suffix)")
            json.member("size", size)
            if dialect.isAtLeast(1, 16) {
              json.member("mtime", log.changedAt.epochMilliseconds)
            }
          }
        }
      }
    }
    return json.bytes
  }

  /// What a process printed: where names are hostile, whatever may break a screen.
  private static func output(of configuration: SimulationConfiguration) -> [UInt8] {
    guard case .hostileNames = configuration.world else { return Array("Started.\n".utf8) }
    let texts = [
      "\u{1B}[2J\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{07} bell", "carriage\rreturn\r\n\ttab",
      "\u{9B}31m C1 \u{202E}ot tfel\u{202C} \u{00}null\u{7F}", "注文処理 🔥👩‍👩‍👧 e\u{0301}",
    ]
    let broken: [UInt8] = [0xFF, 0xFE, 0xC3, 0x28, 0x80, 0x0A]
    return texts.joined(separator: "\n").utf8 + [0x0A] + broken
      + Array(repeating: UInt8(ascii: "x"), count: 20_000)
  }
}

extension SimulatedResponse {
  /// A file, as Flink sends one.
  static func text(_ bytes: [UInt8]) -> SimulatedResponse {
    SimulatedResponse(
      status: 200, headers: [Header(name: "content-type", value: "text/plain")], body: bytes)
  }
}
