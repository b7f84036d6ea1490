import Foundation
import StreamModel
import Testing

/// What is said of faults that were switched on in jobs of real clusters (`Tests/Lab/faults`), by their recorded answers.
@Suite("Recorded faults", .serialized)
struct RecordedFaultsTests {
  /// Prints what is said of a recording, `FLINKTOP_REPLAY=FILE swift test --filter RecordedFaultsTests/printed`.
  @Test(
    "a recording that is named is played and printed",
    .enabled(if: ProcessInfo.processInfo.environment["FLINKTOP_REPLAY"] != nil))
  func printed() async throws {
    let path = try #require(ProcessInfo.processInfo.environment["FLINKTOP_REPLAY"])
    for file in path.split(separator: ",") {
      let recording = try await FaultRecording(file: URL(filePath: String(file)))
      var run = await RecordedRun(recording)
      var last: [String] = []
      print("== \(file)")
      while run.sinceFault < .milliseconds(recording.end - recording.fault) {
        await run.run(for: .seconds(2))
        let said = run.verdict?.findings.map { "\($0.severity) \($0.sentence)" } ?? []
        let now = said.isEmpty ? [run.verdict?.summary ?? "-"] : said
        if now != last {
          print("\(run.sinceFault.components.seconds)s", now.joined(separator: "\n     "))
        }
        last = now
      }
      print("   not recorded:", recording.unknown.sorted())
    }
  }
}

extension RecordedFaultsTests {
  /// A fault, and what is said of it at last so many seconds after it.
  struct Fault: CustomTestStringConvertible, Sendable {
    var name: String
    var within: Int
    /// A regular expression for one of the sentences.
    var sentence: String
    /// That it is the first of them: the cause stands before what comes of it.
    var isFirst = true

    var testDescription: String { name }
  }

  static let faults = [
    Fault(
      name: "slow-subtask-1.20.5", within: 30,
      sentence: #"^enrich is the bottleneck: subtask 2 on \S+ is busy 100%, .*1 of 4 hot"#),
    Fault(
      name: "slow-sink-chained-1.20.5", within: 35,
      sentence:
        #"^enrich -> Sink: jdbc orders is the bottleneck: busy 100%, all 4 subtasks hot; .*"#
        + #"; the time goes to Sink: jdbc orders .*: no record stood before it in \d+ looks"#),
    Fault(
      name: "one-chain-untimed-1.20.5", within: 50,
      sentence:
        #"reads no faster: busy \d+% and nothing is backpressured; [\d.]+k records pending, "#
        + #"\d+ more each second"#
    ),
    Fault(
      name: "checkpoint-timeout-1.20.5", within: 30,
      sentence: #"^Sink: jdbc orders is the bottleneck: busy 100%, all 4 subtasks hot"#),
    Fault(
      name: "stalled-source-1.20.5", within: 40,
      sentence: #"^The watermark of Source: orders stands still"#),
    Fault(
      name: "idle-union-1.20.5", within: 50, sentence: #"^Source: refunds is idle: no records come"#
    ),
    Fault(
      name: "lag-unpressured-1.20.5", within: 45,
      sentence:
        #"^Lag .* Source: orders reads .*, though nothing holds it up; .* pending, \d+ more each second"#
    ),
    Fault(
      name: "late-records-1.20.5", within: 20,
      sentence: #"^revenue drops \d+ records/s as too late"#
    ),
    Fault(
      name: "disk-full-1.20.5", within: 20,
      sentence:
        #"failed: Asynchronous .*: IOException: No space left on device; subtask 1 of enrich has not"#
    ),
    Fault(
      name: "tm-killed-1.20.5", within: 30,
      sentence: #"^No task runs .*: TaskManager 127\.0\.0\.1:32845 is lost, 1 of 2, all 18 wait"#,
      isFirst: false),
    Fault(
      name: "class-missing-1.20.5", within: 12,
      sentence: #"^Restarting.* in enrich \(\d/4\): ClassNotFoundException: .*PriceTable"#),
  ]

  @Test(
    "a healthy job has no finding that wants anybody, with bursts of records or busy 80 %",
    arguments: ["bursts-2.3.0", "busy-80-2.3.0"])
  func healthy(name: String) async throws {
    let recording = try await FaultRecording(name)
    var run = await RecordedRun(recording)
    var well = 0
    while run.sinceFault < .milliseconds(recording.end - recording.fault) {
      await run.run(for: .seconds(2))
      let verdict = try #require(run.verdict)
      #expect(verdict.severity < .warning, "\(run.sinceFault): \(verdict.sentences)")
      if verdict.summary.hasPrefix("All well: ") { well += 1 }
    }
    #expect(well > 30)
    #expect(recording.unknown == [])
  }

  @Test("the cause and its place are told in time, and nothing is wrong before", arguments: faults)
  func told(fault: Fault) async throws {
    let recording = try await FaultRecording(fault.name)
    var run = await RecordedRun(recording)
    let sentence = try Regex(fault.sentence)
    var told: Int?
    while told == nil, run.sinceFault < .seconds(fault.within) {
      await run.run(for: .seconds(1))
      let verdict = try #require(run.verdict)
      let findings = verdict.findings
      if run.sinceFault < .zero {
        #expect(verdict.severity < .warning, "\(findings.map(\.sentence))")
      }
      let looked = fault.isFirst ? Array(findings.prefix(1)) : findings
      if looked.contains(where: { $0.sentence.contains(sentence) }) {
        told = Int(run.sinceFault.components.seconds)
      }
    }
    #expect(told != nil, "at last: \(run.verdict?.sentences ?? [])")
    #expect(recording.unknown == [])
  }
}
