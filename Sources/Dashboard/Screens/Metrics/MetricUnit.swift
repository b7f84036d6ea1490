import StreamModel
import TerminalUI

/// What a metric counts in, as far as its name tells: nothing is said where it does not.
enum MetricUnit: Hashable, Sendable {
  case bytes, bytesPerSecond
  /// 1,024 bytes each, as the kernel counts memory.
  case kilobytes
  case milliseconds, nanoseconds
  /// Of each second; busy time goes up to 1000.
  case millisecondsPerSecond
  case nanosecondsPerSecond
  case perSecond
  /// A share, 0 to 1.
  case ratio
  /// Milliseconds since 1970, as watermarks are.
  case moment
  /// Whole things.
  case count
  case unknown

  /// As the system's documents say it, else as the name tells.
  init(_ id: String, in traits: SystemTraits) {
    self = traits.metricNotes[id].map { Self.of($0.unit) } ?? MetricUnit(id)
  }

  private static func of(_ unit: MetricNote.Unit) -> MetricUnit {
    switch unit {
    case .bytes: .bytes
    case .kilobytes: .kilobytes
    case .bytesPerSecond: .bytesPerSecond
    case .milliseconds: .milliseconds
    case .nanoseconds: .nanoseconds
    case .nanosecondsPerSecond: .nanosecondsPerSecond
    case .perSecond: .perSecond
    case .share: .ratio
    case .count: .count
    case .unknown: .unknown
    }
  }

  init(_ id: String) {
    let parts = id.split(separator: ".")
    let name = parts.last.map(String.init) ?? id
    let owner = parts.dropLast().last.map(String.init) ?? ""
    self = Self.byEnding(name) ?? Self.byPlace(name, owner, id) ?? Self.byWords(name) ?? .unknown
  }

  private static func byEnding(_ name: String) -> MetricUnit? {
    if name.hasSuffix("MsPerSecond") { return .millisecondsPerSecond }
    if name.hasSuffix("PerSecond") { return name.contains("Bytes") ? .bytesPerSecond : .perSecond }
    if name.hasSuffix("Nanos") || name == "checkpointAlignmentTime" { return .nanoseconds }
    if name.hasSuffix("Ms") || name.contains("Ms_") { return .milliseconds }
    if name.hasSuffix("Watermark") || name.hasSuffix("Timestamp") || name == "currentEventTs" {
      return .moment
    }
    // Whole percent, of memory that is asked for: more than 100 where that is more than there is.
    if name == "RequestedMemoryUsage" { return .count }
    if name.hasSuffix("Usage") || name.hasSuffix("Ratio") { return .ratio }
    return nil
  }

  /// What the JVM and Flink's memory tell: their names mean something by where they stand.
  private static func byPlace(_ name: String, _ owner: String, _ id: String) -> MetricUnit? {
    if owner == "CPU" { return name == "Load" ? .ratio : name == "Time" ? .nanoseconds : nil }
    if id.contains("GarbageCollector.") { return name == "Time" ? .milliseconds : .count }
    if id.contains("Memory.") || name.hasSuffix("Memory") {
      return ["Count", "Segments"].contains { name.hasSuffix($0) } ? .count : .bytes
    }
    return ["Threads", "ClassLoader", "FileDescriptor"].contains(owner) ? .count : nil
  }

  private static func byWords(_ name: String) -> MetricUnit? {
    if name.contains("Bytes") { return .bytes }
    if name.hasPrefix("lastCheckpoint") {
      if ["Size", "Data"].contains(where: { name.hasSuffix($0) }) { return .bytes }
      return name.hasSuffix("Duration") ? .milliseconds : nil
    }
    if ["uptime", "downtime"].contains(name) { return .milliseconds }
    if name.hasSuffix("Time") || name.hasSuffix("TimeLag") || name.hasSuffix("watermarkLag") {
      return .milliseconds
    }
    if name.hasPrefix("num") || name.hasSuffix("Checkpoints") || name.hasSuffix("Restarts")
      || countsRows(name)
    {
      return .count
    }
    if name.hasSuffix("QueueLength") || name.hasPrefix("pending") || name.hasPrefix("taskSlots") {
      return .count
    }
    return nil
  }

  /// What a rise of it each second counts in, and what to multiply that with.
  var rate: (unit: MetricUnit, factor: Double) {
    switch self {
    case .bytes: (.bytesPerSecond, 1)
    case .milliseconds: (.millisecondsPerSecond, 1)
    case .nanoseconds: (.millisecondsPerSecond, 1e-6)
    default: (.perSecond, 1)
    }
  }

  /// As it is said beside a name; empty where it is not known or the figures say it themselves.
  var word: String {
    switch self {
    case .bytes: "bytes"
    case .bytesPerSecond: "bytes/s"
    case .kilobytes: "kB"
    case .milliseconds, .nanoseconds: "time"
    case .millisecondsPerSecond, .nanosecondsPerSecond: "ms/s"
    case .perSecond: "/s"
    case .ratio: "share"
    case .moment: "moment"
    case .count, .unknown: ""
    }
  }

  var steps: TickSteps {
    switch self {
    case .bytes, .bytesPerSecond, .kilobytes: .binary
    case .milliseconds, .moment: .time(second: 1000)
    case .nanoseconds: .time(second: 1e9)
    case .count: .decimal(isWhole: true)
    case .millisecondsPerSecond, .nanosecondsPerSecond, .perSecond, .ratio, .unknown:
      .decimal(isWhole: false)
    }
  }

  /// With its unit where figures need one.
  func text(_ value: Double, clock: LocalClock) -> String {
    switch self {
    case .bytes: Format.bytes(value)
    case .bytesPerSecond: Format.bytes(value) + "/s"
    case .kilobytes: Format.bytes(value * 1024)
    case .milliseconds: Format.duration(seconds: value / 1000)
    case .nanoseconds:
      abs(value) < 1e6 && value != 0
        ? "\(Format.count(value / 1000))us" : Format.duration(seconds: value / 1e9)
    case .millisecondsPerSecond:
      (abs(value) < 9999
        ? Format.fixed(value, abs(value) < 10 && value != 0 ? 1 : 0) : Format.count(value))
        + " ms/s"
    case .nanosecondsPerSecond: MetricUnit.millisecondsPerSecond.text(value / 1e6, clock: clock)
    case .perSecond: Format.count(value) + "/s"
    case .ratio: Self.share(value)
    case .moment: clock.timeOfDay(.init(milliseconds: Int64(min(9e15, max(0, value)))))
    case .count, .unknown: Format.count(value)
    }
  }

  private static func share(_ value: Double) -> String {
    abs(value) < 0.1 && value != 0 ? Format.fixed(value * 100, 1) + "%" : Format.percent(value)
  }

  /// False of numbers that say that there is none: -1 before the first checkpoint or record, Long.MIN_VALUE for no
  /// watermark.
  func isKnown(_ value: Double, of id: String) -> Bool {
    switch self {
    case .moment: value > 0 && value < 9e15
    case .bytes, .milliseconds:
      !(value < 0 && id.contains("lastCheckpoint"))
        && !(value == -1 && id.hasSuffix("EventTimeLag"))
    default: true
    }
  }

  /// TSP's counters, of rows and of a vertex's records.
  private static func countsRows(_ name: String) -> Bool {
    ["rowsRead", "rowsWritten", "read-records", "write-records"].contains(name)
  }

  /// True of names that only grow until what they count begins anew.
  static func isCounter(_ id: String) -> Bool {
    let parts = id.split(separator: ".")
    let name = parts.last.map(String.init) ?? id
    let owner = parts.dropLast().last ?? ""
    if name.hasSuffix("PerSecond") { return false }
    if id.contains("GarbageCollector."), name == "Count" || name == "Time" { return true }
    if owner == "CPU" { return name == "Time" }
    if name.hasPrefix("accumulate") || name.hasSuffix("Restarts") || name.hasPrefix("totalNumber") {
      return true
    }
    if countsRows(name) { return true }
    if name.hasPrefix("numberOf") { return name != "numberOfInProgressCheckpoints" }
    guard name.hasPrefix("num"), name.dropFirst(3).first?.isUppercase == true else { return false }
    return !["numRegistered", "numRunning", "numSlots"].contains { name.hasPrefix($0) }
  }
}
