import StreamModel

/// What a line of a JobManager's log tells of a job's run. Flink writes these at INFO, whatever is configured.
enum JobLine: Equatable {
  /// `Job NAME (ID) switched from state RUNNING to RESTARTING.`
  case jobState(JobID, name: String, from: JobState, to: JobState)
  /// `NAME (1/2) (GRAPH_VERTEX_0_1) switched from DEPLOYING to INITIALIZING.` The graph is told from 1.16 on.
  case taskState(graph: String, to: TaskState)
  /// `Created execution graph GRAPH for job ID.`
  case graph(String, JobID)
  /// `Starting execution of job 'NAME' (ID) under job master id ...`
  case execution(JobID)
  /// `Restoring job ID from Checkpoint 4 @ 1795226213095 for ID located at ...`; no time for a savepoint of another job.
  case restoring(JobID, CheckpointID, isSavepoint: Bool, triggeredAt: Timestamp?)
  /// `Triggering checkpoint 1 (type=...) @ 1795226204096 for job ID.`
  case triggering(JobID, CheckpointID, Timestamp)
  /// `4 tasks will be restarted to recover the failed task GRAPH_VERTEX_1_0.` The job's own line follows.
  case failover(graph: String)
  /// `Restarting job.`, with the failure below it: the adaptive scheduler's.
  case restartingAfterFailure
}

struct LoggedJobLine: Equatable {
  var told: JobLine
  /// From 1.
  var line: Int
  /// As the line has it: in the JobManager's time zone.
  var written: Timestamp
}

extension JobLine {
  /// Names of jobs and tasks come before what is looked for: so long may they be.
  private static let reach = 8 << 10

  /// Nil for a line that tells none of this.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    let line = UnsafeBufferPointer(rebasing: line.prefix(Self.reach))
    if let told = Self.state(line) ?? Self.other(line) { self = told } else { return nil }
  }

  private static func state(_ line: UnsafeBufferPointer<UInt8>) -> JobLine? {
    let mark: StaticString = ") switched from "
    var place = 0
    while let found = line.first(mark, from: place) {
      place = found + mark.utf8CodeUnitCount
      guard let open = line[..<found].lastIndex(of: UInt8(ascii: "(")) else { continue }
      let id = open + 1..<found
      if line.has("state ", at: place) {
        guard let job = line.identifier(id), let start = line.first(" Job ", from: 0, before: open),
          open > start + 5, let (from, to) = line.change(from: place + 6)
        else { continue }
        return .jobState(
          JobID(job), name: line.text(start + 5..<open - 1), from: JobState(from), to: JobState(to))
      }
      guard let graph = line.graph(id), let (_, to) = line.change(from: place) else { continue }
      return .taskState(graph: graph, to: TaskState(to))
    }
    return nil
  }

  private static func other(_ line: UnsafeBufferPointer<UInt8>) -> JobLine? {
    if let (graph, rest) = line.identifier(after: "Created execution graph "),
      line.has(" for job ", at: rest), let job = line.identifier(rest + 9..<rest + 41)
    {
      return .graph(graph, JobID(job))
    }
    if let (job, rest) = line.identifier(after: "Restoring job "), line.has(" from ", at: rest) {
      return restoring(JobID(job), line, from: rest + 6)
    }
    if let place = line.first("Triggering checkpoint ", from: 0) {
      guard let (id, _) = line.number(at: place + 22), let time = line.first(") @ ", from: place),
        let (milliseconds, rest) = line.number(at: time + 4), line.has(" for job ", at: rest),
        let job = line.identifier(rest + 9..<rest + 41)
      else { return nil }
      return .triggering(
        JobID(job), CheckpointID(id), Timestamp(milliseconds: milliseconds))
    }
    if let place = line.first(" to recover the failed task ", from: 0) {
      return line.graph(place + 28..<line.count).map { .failover(graph: $0) }
    }
    if line.first("Starting execution of job ", from: 0) != nil,
      let place = line.first(") under job master id", from: 0), place >= 32,
      let job = line.identifier(place - 32..<place)
    {
      return .execution(JobID(job))
    }
    return line.first(" - Restarting job.", from: 0) == nil ? nil : .restartingAfterFailure
  }

  /// `Checkpoint 4 @ 1795226213095 for`, `Full Checkpoint 4 @`, `Savepoint 3 @ 0 for`.
  private static func restoring(
    _ job: JobID, _ line: UnsafeBufferPointer<UInt8>, from place: Int
  ) -> JobLine? {
    guard let time = line.first(" @ ", from: place, before: min(line.count, place + 100)),
      let space = line[place..<time].lastIndex(of: UInt8(ascii: " ")),
      let (id, rest) = line.number(at: space + 1), rest == time,
      let (milliseconds, _) = line.number(at: time + 3)
    else { return nil }
    return .restoring(
      job, CheckpointID(id),
      isSavepoint: line.first("Savepoint", from: place, before: space) != nil,
      triggeredAt: milliseconds > 0 ? Timestamp(milliseconds: milliseconds) : nil)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// 32 hexadecimal digits, and nothing else.
  fileprivate func identifier(_ range: Range<Int>) -> String? {
    guard range.count == 32, range.lowerBound >= 0, range.upperBound <= count,
      self[range].allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return text(range)
  }

  /// The identifier behind a text, and where it ends.
  fileprivate func identifier(after mark: StaticString) -> (id: String, end: Int)? {
    guard let place = first(mark, from: 0) else { return nil }
    let start = place + mark.utf8CodeUnitCount
    return identifier(start..<start + 32).map { ($0, start + 32) }
  }

  /// The execution graph of an attempt's id, `GRAPH_VERTEX_0_1`; nil where the id has none, as before 1.16.
  fileprivate func graph(_ range: Range<Int>) -> String? {
    guard range.count > 33, self[range.lowerBound + 32] == UInt8(ascii: "_") else { return nil }
    return identifier(range.lowerBound..<range.lowerBound + 32)
  }

  fileprivate func number(at place: Int) -> (Int64, end: Int)? {
    var end = place
    while end < count, end - place < 19, (0x30...0x39).contains(self[end]) { end += 1 }
    guard end > place else { return nil }
    return Int64(text(place..<end)).map { ($0, end) }
  }

  /// `RUNNING to FAILED`, whatever stands behind.
  fileprivate func change(from place: Int) -> (from: String, to: String)? {
    guard let to = first(" to ", from: place, before: Swift.min(count, place + 40)) else {
      return nil
    }
    var end = to + 4
    while end < count, end - to < 40, (0x41...0x5A).contains(self[end]) || self[end] == 0x5F {
      end += 1
    }
    guard end > to + 4 else { return nil }
    return (text(place..<to), text(to + 4..<end))
  }
}
