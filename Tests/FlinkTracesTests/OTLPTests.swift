import Foundation
import SeededRandom
import StreamModel
import Testing

@testable import FlinkTraces

@Suite("Spans and events over OTLP")
struct OTLPTests {
  static let traces = [
    "1.20.5-00005-traces.pb", "2.3.0-00005-traces.pb", "2.3.0-00025-traces.pb",
    "2.3.0-subtasks-00013-traces.pb", "2.3.0-subtasks-00029-traces.pb",
    "2.3.0-tasks-00009-traces.pb",
  ]

  private func roots(_ name: String) throws -> [TraceSpan] {
    var assembly = SpanAssembly()
    let roots = assembly.take(try OTLPBody.spans(try Recording.bytes(name)))
    #expect(assembly.waitingCount == 0)
    return roots
  }

  @Test("the same spans come by log and by OTLP")
  func sameAsLog() throws {
    let logged = try Recording.spans("2.3.0.log").dropFirst().map {
      // Variables that were added for the log's reporter alone.
      $0.sorted(without: ["region", "environment"])
    }
    #expect(try roots("2.3.0-00025-traces.pb").map { $0.sorted() } == logged)
    let detailed = try #require(try Recording.spans("2.3.0-subtasks.log").first)
    let received = try roots("2.3.0-subtasks-00013-traces.pb")
    #expect(received.map(\.kind) == [.jobInitialization, .checkpoint])
    #expect(received.last?.sorted() == detailed.sorted())
  }

  @Test("an end that Flink does not know is unknown, of children too")
  func unknownEnd() throws {
    let spans = try roots("2.3.0-subtasks-00029-traces.pb")
    let span = try #require(spans.first)
    #expect(span.checkpoint == CheckpointID(7) && span.hasFailed && span.end == nil)
    #expect(span.start == Timestamp(1_795_227_081_744))
    #expect(span.children.count == 2 && span.children.allSatisfy { $0.end == nil })
    #expect(spans.last?.duration == .milliseconds(415))
  }

  @Test("lists by task, which come as text, are lists")
  func lists() throws {
    let span = try #require(try roots("2.3.0-tasks-00009-traces.pb").first)
    #expect(span.durations.allSatisfy { $0.maxByTask.count == 2 && $0.sumByTask.count == 2 })
    #expect(span.attributes.all.count == 41 && span.isUnaligned == false)
  }

  @Test("1.20 sends the attributes that it has")
  func oldest() throws {
    let spans = try roots("1.20.5-00005-traces.pb")
    #expect(spans.map(\.checkpoint) == [CheckpointID(5), CheckpointID(7)])
    #expect(spans.map { $0.attributes.all.count } == [20, 5] && spans[1].jobName == nil)
  }

  @Test("a body tells which service it is from")
  func service() throws {
    let bodies = ["2.3.0-00005-traces.pb", "2.3.0-tasks-00009-traces.pb"]
    let services = try bodies.flatMap { try OTLPBody.spans(try Recording.bytes($0)) }.map(\.service)
    #expect(services.first == "flink-lab" && !services.contains(nil))
  }

  @Test("events have name, time and attributes")
  func events() throws {
    let events = try OTLPBody.events(try Recording.bytes("2.3.0-00003-logs.pb"))
    #expect(events.map(\.name) == ["CheckpointEvent", "AllSubtasksStatusChangeEvent"])
    #expect(events.map(\.time?.milliseconds) == [1_795_226_204_316, 1_795_226_204_095])
    #expect(Set(events.map(\.job)) == [JobID("c6395212923439f845bfd69afb2029f0")])
    #expect(events[0].attributes.count("fullSize") == 746_141)
    #expect(events[1].attributes.text("status") == "ALL_RUNNING_OR_FINISHED")
    #expect(events[1].attributes["name"] == nil)
  }

  @Test("children wait for their root, which may come in another body")
  func assembly() throws {
    let spans = try OTLPBody.spans(try Recording.bytes("2.3.0-subtasks-00013-traces.pb"))
    var assembly = SpanAssembly()
    var whole: [TraceSpan] = []
    for (index, span) in spans.enumerated() {
      whole += assembly.take([span])
      if index == 5 { #expect(whole.count == 1 && assembly.waitingCount == 5) }
    }
    #expect(whole == (try roots("2.3.0-subtasks-00013-traces.pb")))
    #expect(whole.last?.spanCount == 7 && assembly.waitingCount == 0)
  }

  @Test("spans whose root never comes do not pile up")
  func orphans() throws {
    let spans = try OTLPBody.spans(try Recording.bytes("2.3.0-subtasks-00013-traces.pb"))
    let child = try #require(spans.first { $0.parent != nil })
    var assembly = SpanAssembly()
    for number in 0..<SpanAssembly.mostWaiting + 10 {
      var orphan = child
      orphan.trace = String(number)
      #expect(assembly.take([orphan]).isEmpty)
    }
    #expect(assembly.waitingCount < SpanAssembly.mostWaiting && assembly.droppedCount > 0)
    #expect(assembly.waitingCount + assembly.droppedCount == SpanAssembly.mostWaiting + 10)
  }

  @Test("spans that are each other's parents end somewhere")
  func circles() throws {
    var spans = try OTLPBody.spans(try Recording.bytes("2.3.0-subtasks-00013-traces.pb"))
    spans.removeFirst()
    let root = try #require(spans.last)
    for index in spans.indices.dropLast() {
      spans[index].id = root.id
      spans[index].parent = root.id
    }
    var assembly = SpanAssembly()
    let whole = assembly.take(spans)
    #expect(whole.first?.spanCount == spans.count)
  }

  @Test(
    "what is no body is an error with its place",
    arguments: [
      ([0x0A], 1, "the message ends within a number"),
      ([0x0A, 0x05, 0x00], 0, "a field is longer than what it is in"),
      ([0x0B], 0, "a field is of a type that OTLP does not have"),
      ([0x02, 0x00], 0, "a field has a number that no field can have"),
      ([0x08] + Array(repeating: 0xFF, count: 10), 10, "a number has more than 64 bits"),
      ([0x09, 1, 2, 3], 1, "the message ends within a number"),
      ([0x0A, 0x02, 0x12, 0x05], 2, "a field is longer than what it is in"),
      // Longer than its message, though not than the body.
      ([0x0A, 0x02, 0x12, 0x01, 0x0A, 0x00], 2, "a field is longer than what it is in"),
    ] as [([UInt8], Int, String)])
  func errors(body: [UInt8], place: Int, reason: String) {
    #expect(throws: OTLPError(place, reason)) { try OTLPBody.spans(body) }
  }

  @Test("nothing is nothing, and unknown fields are passed over")
  func unknownFields() throws {
    #expect(try OTLPBody.spans([]).isEmpty)
    #expect(try OTLPBody.spans([0x20, 0x07, 0x2D, 1, 2, 3, 4, 0x0A, 0x00]).isEmpty)
  }

  @Test("damaged bodies are errors or other spans, never the end")
  func damaged() throws {
    let bodies = try (Self.traces + ["2.3.0-00003-logs.pb"]).map { try Recording.bytes($0) }
    let rounds = ProcessInfo.processInfo.environment["FLINKTOP_FUZZ"].flatMap { Int($0) } ?? 300
    let seed = ProcessInfo.processInfo.environment["FLINKTOP_SEED"].flatMap { UInt64($0) } ?? 384
    var generator = SeededGenerator(seed: seed)
    var (read, failed) = (0, 0)
    for _ in 0..<rounds {
      var body = try #require(bodies.randomElement(using: &generator))
      if Bool.random(using: &generator) {
        body[Int.random(in: 0..<body.count, using: &generator)] ^=
          1 << UInt8.random(in: 0...7, using: &generator)
      } else {
        body = body.mutated(using: &generator)
      }
      var assembly = SpanAssembly()
      do throws(OTLPError) {
        read += assembly.take(try OTLPBody.spans(body)).reduce(0) { $0 + $1.durations.count + 1 }
        read += try OTLPBody.events(body).count
      } catch {
        #expect(error.place >= 0 && error.place <= body.count)
        failed += 1
      }
    }
    #expect(read > rounds && failed > rounds / 10)
  }

  /// `FLINKTOP_TRACES=/work/shared/recordings/traces swift test --filter OTLPTests`
  @Test(
    "every recorded body says what its JSON does",
    .enabled(if: ProcessInfo.processInfo.environment["FLINKTOP_TRACES"] != nil))
  func wholeRecordings() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["FLINKTOP_TRACES"]) + "/otlp"
    var counts: [String: Int] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where path.hasSuffix(".pb") && !path.contains("etrics") {
      let body = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
      let data = try Data(contentsOf: URL(filePath: "\(folder)/\(path.dropLast(3)).json"))
      let json = try JSONDecoder().decode(RecordedBody.self, from: data)
      let expected = json.items
      let found =
        path.lowercased().contains("log")
        ? try OTLPBody.events(body).map {
          RecordedBody.Summary(
            name: $0.name, time: $0.time?.milliseconds, attributes: $0.attributes.all.count + 1)
        }
        : try OTLPBody.spans(body).map {
          RecordedBody.Summary(
            name: $0.span.name, time: $0.span.start?.milliseconds, id: $0.id, parent: $0.parent,
            end: $0.span.end?.milliseconds, attributes: $0.span.attributes.all.count)
        }
      #expect(found == expected, "\(path)")
      for item in found { counts[item.name, default: 0] += 1 }
      counts["bodies", default: 0] += 1
    }
    print(counts.sorted { $0.key < $1.key })
  }
}

/// What a recorded body was decoded to by another program.
private struct RecordedBody: Decodable {
  struct Summary: Equatable {
    var name: String
    var time: Int64?
    var id: String?
    var parent: String?
    var end: Int64?
    var attributes: Int
  }
  struct Resource: Decodable {
    var scopeSpans: [Scope]?
    var scopeLogs: [Scope]?
  }
  struct Scope: Decodable {
    var spans: [Item]?
    var logRecords: [Item]?
  }
  struct Item: Decodable {
    struct Attribute: Decodable {
      struct Value: Decodable { var stringValue: String? }
      var key: String
      var value: Value
    }
    var name: String?
    var spanId: String?
    var parentSpanId: String?
    var startTimeUnixNano: String?
    var endTimeUnixNano: String?
    var timeUnixNano: String?
    var attributes: [Attribute]

    var summary: Summary {
      func milliseconds(_ text: String?) -> Int64? {
        text.flatMap { Int64($0) }.map { $0 / 1_000_000 }
      }
      return Summary(
        name: name ?? attributes.first { $0.key == "name" }?.value.stringValue ?? "",
        time: milliseconds(startTimeUnixNano ?? timeUnixNano), id: spanId, parent: parentSpanId,
        end: milliseconds(endTimeUnixNano), attributes: attributes.count)
    }
  }

  var resourceSpans: [Resource]?
  var resourceLogs: [Resource]?

  var items: [Summary] {
    (resourceSpans ?? resourceLogs ?? []).flatMap { resource in
      (resource.scopeSpans ?? resource.scopeLogs ?? []).flatMap { scope in
        (scope.spans ?? scope.logRecords ?? []).map(\.summary)
      }
    }
  }
}

extension TraceSpan {
  /// The log and OTLP have attributes in different orders.
  fileprivate func sorted(without names: Set<String> = []) -> TraceSpan {
    var span = self
    span.attributes = SpanAttributes(
      attributes.all.filter { !names.contains($0.name) }.sorted { $0.name < $1.name })
    span.children = children.map { $0.sorted(without: names) }
    return span
  }
}
