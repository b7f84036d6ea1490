import Foundation
import SeededRandom
import StreamModel
import Testing

@testable import FlinkTraces

@Suite("Recoveries in logs that real clusters wrote")
struct RecoveryLogTests {
  private func trace(_ text: some StringProtocol, isCut: Bool = false) -> RecoveryTrace {
    var reader = RecoveryLogReader(isCut: isCut)
    reader.take(Array(text.utf8))
    reader.end()
    return reader.trace()
  }

  private func log(_ name: String) throws -> String {
    String(decoding: try Recording.bytes(name), as: UTF8.self)
  }

  private func recoveries(_ text: some StringProtocol, isCut: Bool = false) throws -> [Recovery] {
    try #require(trace(text, isCut: isCut).jobs.values.first).recoveries
  }

  /// Milliseconds of a phase.
  private func length(_ recovery: Recovery, _ kind: Recovery.Phase.Kind) -> Int64? {
    recovery.phases.first { $0.kind == kind }?.duration.wholeMilliseconds
  }

  @Test("a restart of 2.3 has all its phases, and those of the span agree with it")
  func restart() throws {
    let all = try recoveries(log("runs-2.3.0.log"))
    #expect(all.map(\.cause) == [.start] + Array(repeating: .failure, count: 5))
    // The recording ends in the middle of the last one.
    #expect(all.last?.outcome == nil && all.last?.total == nil)
    let restart = all[1]
    #expect(restart.outcome == .completed)
    #expect(restart.failedAt == .init(Timestamp(1_795_226_216_162), .log))
    #expect(restart.noticedAt == .init(Timestamp(1_795_226_216_185), .log))
    #expect(restart.cancelledAt == .init(Timestamp(1_795_226_216_262), .log))
    #expect(restart.runningAt == .init(Timestamp(1_795_226_217_216), .span))
    #expect(restart.deployedAt == .init(Timestamp(1_795_226_217_348), .log))
    #expect(restart.endedAt == .init(Timestamp(1_795_226_217_551), .span))
    #expect(restart.total == .milliseconds(1389) && restart.initialization == .milliseconds(335))
    #expect(restart.checkpoint == .init(CheckpointID(4), .log) && restart.isSavepoint == false)
    #expect(restart.triggeredAt == .init(Timestamp(1_795_226_213_095), .log))
    #expect(restart.wentBack == .milliseconds(4122))
    #expect(restart.stateSize == .init(ByteCount(bytes: 4_137_496), .span))
    #expect(restart.subtasks == .init(4, .log))
    #expect(restart.sources == [.span, .log])
    #expect(length(restart, .noticing) == 23 && length(restart, .cancelling) == 77)
    #expect(length(restart, .waiting) == 954 && length(restart, .deploying) == 132)
    #expect(length(restart, .part("InitializeState")) == 201)
    let state = try #require(restart.parts.first { $0.name == "InitializeState" })
    #expect(restart.mean(of: state) == .microseconds(106_250))
    #expect(restart.places.map(\.name) == ["LOCAL_DISK", "LOCAL_MEMORY"])
    #expect(restart.places.first?.sum == ByteCount(bytes: 4_136_950))
  }

  @Test("a first start is counted from its execution, and has no failure and no checkpoint")
  func firstStart() throws {
    let first = try #require(try recoveries(log("runs-2.3.0.log")).first)
    #expect(first.cause == .start && first.failedAt == nil && first.checkpoint == nil)
    #expect(first.createdAt == .init(Timestamp(1_795_226_202_978), .log))
    #expect(first.wentBack == nil && first.stateSize == nil)
    // The span begins 19 ms before the line.
    #expect(first.total == .milliseconds(1052) && first.phases.first?.kind == .deploying)
    #expect(first.endedAt == .init(Timestamp(1_795_226_204_011), .span))
  }

  @Test("every piece of a log, however it is cut, tells the same")
  func pieces() throws {
    for name in ["runs-2.3.0.log", "runs-1.20.5.log", "runs-2.3.0-adaptive.log"] {
      let bytes = try Recording.bytes(name)
      var reader = RecoveryLogReader()
      for start in stride(from: 0, to: bytes.count, by: 997) {
        reader.take(Array(bytes[start..<min(bytes.count, start + 997)]))
      }
      reader.end()
      #expect(reader.trace() == trace(String(decoding: bytes, as: UTF8.self)))
      #expect(reader.trace().unreadCount == 0)
    }
  }

  @Test("the phases of all recorded spans add up to no more than the whole")
  func sums() throws {
    for name in ["runs-2.3.0.log", "runs-1.20.5.log", "runs-2.3.0-adaptive.log"] {
      let all = try recoveries(log(name))
      #expect(all.allSatisfy { $0.sources.contains(.span) || $0.endedAt == nil })
      for recovery in all where recovery.outcome == .completed && recovery.cause == .failure {
        let total = try #require(recovery.total)
        let phases = recovery.phases
        let job = phases.prefix { $0.kind != .deploying }
        let down = job.reduce(Duration.zero) { $0 + $1.duration }
        let initialization = try #require(recovery.initialization)
        #expect(down + initialization == total, "\(name): \(down) \(initialization) \(total)")
        #expect(phases.contains { $0.kind == .deploying })
        let isWithin = phases.allSatisfy { $0.start >= (recovery.began?.value ?? $0.start) }
        #expect(isWithin)
      }
    }
  }

  @Test("the adaptive scheduler's restarts are failures, with cancelling told by the job")
  func adaptive() throws {
    let all = try recoveries(log("runs-2.3.0-adaptive.log"))
    #expect(all.count == 3 && all.map(\.cause) == [.start, .failure, .failure])
    let restart = all[1]
    #expect(restart.noticedAt == .init(Timestamp(1_795_227_264_631), .log))
    #expect(restart.cancelledAt == .init(Timestamp(1_795_227_264_843), .log))
    #expect(restart.failedAt == .init(Timestamp(1_795_227_264_537), .log))
    #expect(restart.runningAt == .init(Timestamp(1_795_227_265_888), .span))
    #expect(restart.checkpoint?.value == CheckpointID(6))
    #expect(restart.wentBack == .milliseconds(4519) && restart.subtasks?.value == 4)
  }

  @Test("cancelled and run again without a failure is a rescale; cancelled by a user is nothing")
  func rescale() throws {
    let text = try log("runs-2.3.0-adaptive.log").split(separator: "\n")
    let calm = text.filter { !$0.contains("Restarting job.") }
    let all = try recoveries(calm.joined(separator: "\n"))
    #expect(all.map(\.cause) == [.start, .rescale, .rescale])
    let end = try #require(calm.firstIndex { $0.contains("CANCELLING to CANCELED") })
    let cancelled = try recoveries(calm[...end].joined(separator: "\n"))
    #expect(cancelled.map(\.cause) == [.start])
  }

  @Test("a start that fails while it initialises has failed, and the next is another one (1.20)")
  func failedStart() throws {
    let all = try recoveries(log("runs-1.20.5.log"))
    #expect(
      all.map(\.outcome) == [.completed, .completed, .completed, .failed, all.last?.outcome])
    let failed = all[3]
    #expect(failed.runningAt == .init(Timestamp(1_795_227_108_214), .span))
    #expect(failed.endedAt == .init(Timestamp(1_795_227_110_047), .span))
    #expect(failed.checkpoint?.value == CheckpointID(13))
    #expect(all[4].failedAt.map { $0.value > Timestamp(1_795_227_109_900) } == true)
  }

  @Test("spans without any other line tell no cause and no whole length")
  func spansAlone() throws {
    let lines = try log("runs-2.3.0.log").split(separator: "\n")
    let spans = lines.filter { $0.contains("Reported span: ") }.joined(separator: "\n")
    let all = try recoveries(spans)
    #expect(all.count == 5 && all.allSatisfy { $0.cause == nil && $0.total == nil })
    #expect(all[1].initialization == .milliseconds(335) && all[1].sources == [.span])
    #expect(all[1].triggeredAt == .init(Timestamp(1_795_226_213_095), .span))
    let deploying = try #require(all[1].phases.first)
    // 335 ms less the greatest of each part: 36 + 1 + 201 + 6.
    #expect(deploying.kind == .deploying && deploying.isAtLeast)
    #expect(deploying.duration == .milliseconds(91))
  }

  @Test("without spans the log's own lines tell when all subtasks ran")
  func linesAlone() throws {
    let lines = try log("runs-2.3.0.log").split(separator: "\n")
    let rest = lines.filter { !$0.contains("Reported span: ") }.joined(separator: "\n")
    let restart = try recoveries(rest)[1]
    #expect(restart.sources == [.log] && restart.outcome == .completed)
    #expect(restart.endedAt == .init(Timestamp(1_795_226_217_565), .log))
    #expect(restart.parts.isEmpty && restart.stateSize == nil)
  }

  @Test("the end of a log alone does not take its first start for the first of the job")
  func cut() throws {
    let lines = try log("runs-2.3.0-adaptive.log").split(separator: "\n")
    let end = try #require(lines.firstIndex { $0.contains("CANCELLING to CANCELED") })
    let all = try recoveries(lines[end...].joined(separator: "\n"), isCut: true)
    #expect(all.first?.cause == nil && all.first?.total == nil)
  }

  @Test("times are UTC whatever the JobManager's zone, also of lines before the zone is told")
  func zone() throws {
    let shifted = try log("runs-2.3.0.log").split(separator: "\n").map { line in
      line.replacing(/^2026-11-21 01:/) { _ in "2026-11-21 07:" }
    }
    let all = try recoveries(shifted.joined(separator: "\n"))
    #expect(all == (try recoveries(log("runs-2.3.0.log"))))
  }

  @Test(
    "what only looks like such a line tells nothing",
    arguments: [
      "2026-11-21 01:56:56,185 INFO  x [] - Job a (zz) switched from state RUNNING to RESTARTING.",
      "2026-11-21 01:56:56,185 INFO  x [] - Restoring job  from Checkpoint 4 @ 12 for",
      "2026-11-21 01:56:56,185 INFO  x [] - Triggering checkpoint 99999999999999999999 (a) @ 1 for",
      "2026-11-21 01:56:56,185 INFO  x [] - Created execution graph ab for job cd.",
      "\tat a.B (c6395212923439f845bfd69afb2029f0) switched from state RUNNING to RESTARTING.",
      "2026-11-21 01:56:56,185 INFO  x [] - ) switched from ( switched from (",
    ])
  func noLines(text: String) {
    #expect(trace(text).jobs.isEmpty)
  }

  @Test("a name that looks like the end of the line is a name")
  func names() throws {
    let id = "c6395212923439f845bfd69afb2029f0"
    let name = "x (1) switched from state A to B. (2)"
    let line =
      "2026-11-21 01:56:42,984 INFO  a [] - Job \(name) (\(id)) switched from state CREATED to RUNNING."
    let told = Array(line.utf8).withUnsafeBufferPointer { JobLine($0) }
    #expect(
      told == .jobState(JobID(id), name: name, from: .created, to: .running))
  }

  @Test(
    "spans that were sent join what the log tells of the same starts, once, and tell of starts without it"
  )
  func sent() throws {
    let bytes = try Recording.bytes("runs-2.3.0.log")
    var whole = RecoveryLogReader()
    whole.take(bytes)
    whole.end()
    let spans = Recording.read(bytes).spans.map(\.span)
    // The same log as it is where they are sent instead.
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let marker = Array("Reported span: ".utf8)
    let bare = lines.filter { $0.firstRange(of: marker) == nil }.joined(separator: [10])
    var reader = RecoveryLogReader()
    reader.take(Array(bare))
    reader.end()
    #expect(reader.trace().spanCount == 0)
    reader.take(spans)
    #expect(reader.trace().spanCount == whole.trace().spanCount && reader.trace().spanCount > 3)
    let parts = reader.trace().jobs.mapValues { $0.recoveries.map(\.parts) }
    #expect(parts == whole.trace().jobs.mapValues { $0.recoveries.map(\.parts) })
    let before = reader.trace()
    reader.take(spans)
    #expect(reader.trace() == before)
    // Both in the log and sent.
    whole.take(spans)
    #expect(whole.trace().spanCount == before.spanCount)
    var alone = RecoveryLogReader(isCut: true)
    alone.take(spans)
    #expect(alone.trace().spanCount == before.spanCount && !alone.trace().jobs.isEmpty)
  }

  @Test(
    "a span is a checkpoint with what it tells, and not more",
    arguments: ["runs-2.3.0.log", "runs-1.20.5.log"])
  func checkpoints(log: String) throws {
    let spans = Recording.read(try Recording.bytes(log)).spans.map(\.span)
    let checkpoints = spans.compactMap { Checkpoint($0) }
    #expect(checkpoints.count == spans.count { $0.kind == .checkpoint } && checkpoints.count > 3)
    #expect(checkpoints.allSatisfy { $0.isOfSpan && $0.restorePath == nil && $0.subtasks == 0 })
    #expect(checkpoints.contains { $0.stateSize != nil && $0.duration != nil })
    #expect(checkpoints.allSatisfy { ($0.span == nil) == log.hasPrefix("runs-1.20") })
    let trace = try trace(self.log(log))
    #expect(Set(trace.checkpoints.values.joined()) == Set(checkpoints))
    // Of 1.20 nobody can tell a savepoint by its span.
    #expect(checkpoints.allSatisfy { ($0.type == nil) == log.hasPrefix("runs-1.20") })
  }

  @Test("phases of a checkpoint are the longest of one subtask, as its span has them")
  func phases() throws {
    let spans = Recording.read(try Recording.bytes("runs-2.3.0.log")).spans.map(\.span)
    let span = try #require(spans.first { $0.kind == .checkpoint && $0.metadataSize != nil })
    let told = try #require(Checkpoint(span)?.span)
    func longest(_ name: String) -> Duration? {
      span.attributes.count(name).map { .milliseconds($0) }
    }
    #expect(told.longest[.startDelay] == longest("maxCheckpointStartDelayMs"))
    #expect(told.longest[.alignment] == longest("maxAlignmentDurationMs"))
    #expect(told.longest[.sync] == longest("maxSyncCheckpointDurationMs"))
    #expect(told.longest[.async] == longest("maxAsyncCheckpointDurationMs"))
    #expect(told.longest.count == 4 && told.slowest?.duration == told.longest.values.max())
    #expect(told.metadataSize == span.metadataSize && told.isUnaligned == false)
  }

  @Test("of spans that are sent those of tasks are not kept, and the oldest go first")
  func shelf() throws {
    func span(_ name: String, _ second: Int64) -> TraceSpan {
      let time = Timestamp(milliseconds: second * 1000)
      let child = TraceSpan(scope: "a", name: name, start: time, end: time)
      return TraceSpan(scope: "a", name: name, start: time, end: time, children: [child])
    }
    var shelf = SpanShelf()
    shelf.take([span("Checkpoint_Task", 1), span("JobInitialization", 2), span("Checkpoint", 3)])
    #expect(shelf.spans.map(\.name) == ["JobInitialization", "Checkpoint"])
    #expect(shelf.spans.allSatisfy { $0.children.isEmpty })
    shelf.take((0...SpanShelf.mostCheckpoints).map { span("Checkpoint", Int64($0) + 10) })
    #expect(shelf.spans.count <= SpanShelf.mostCheckpoints)
    let last = try #require(shelf.spans.last?.start)
    #expect(last.milliseconds == Int64(SpanShelf.mostCheckpoints + 10) * 1000)
    // However many checkpoints there are.
    #expect(shelf.spans.first?.name == "JobInitialization")
    shelf.take((0...SpanShelf.mostStarts).map { span("JobInitialization", Int64($0) + 20) })
    #expect(shelf.spans.count { $0.name == "JobInitialization" } <= SpanShelf.mostStarts)
  }

  /// For longer: `FLINKTOP_FUZZ=100000 swift test --filter RecoveryLogTests`.
  @Test("damaged logs stop nothing, and what is kept stays bounded")
  func damaged() throws {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["FLINKTOP_FUZZ"].flatMap { Int($0) } ?? 60
    let seed = environment["FLINKTOP_SEED"].flatMap { UInt64($0) } ?? 384
    let logs = try ["runs-2.3.0.log", "runs-1.20.5.log", "runs-2.3.0-adaptive.log"].map {
      try Recording.bytes($0)
    }
    var generator = SeededGenerator(seed: seed)
    var count = 0
    for round in 0..<rounds {
      var bytes = try #require(logs.randomElement(using: &generator))
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        bytes = bytes.mutated(using: &generator)
      }
      let start = Int.random(in: 0..<bytes.count, using: &generator)
      var reader = RecoveryLogReader(isCut: Bool.random(using: &generator))
      reader.take(Array(bytes[start...]))
      if Bool.random(using: &generator) { reader.beginAnew() }
      reader.take(Array(bytes[..<start]))
      reader.end()
      for job in reader.trace().jobs.values {
        #expect(
          job.recoveries.count <= RecoveryTrace.mostOfOneJob, "round \(round) of seed \(seed)")
        count += job.recoveries.count
        for recovery in job.recoveries {
          let phases = recovery.phases
          #expect(phases.allSatisfy { $0.duration >= .zero }, "round \(round) of seed \(seed)")
        }
      }
    }
    #expect(count > rounds)
  }
}
