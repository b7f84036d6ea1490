import HTTPTransport
import StreamModel
import Testing

@testable import HeronTracker

@Suite("What tools say of the process of an instance")
struct ProcessToolTests {
  private static let job = JobID("lab-east/ops/devel/wordcount-lab")
  private static let sentence = VertexID("sentence")

  private func client(_ tracker: any HTTPTransport) -> HeronClient {
    HeronClient(transport: tracker) { labNow }
  }

  /// The recorded plan, and this of each tool.
  private func tracker(_ tool: ScriptedTracker.Answer) -> ScriptedTracker {
    let info = TrackerRecording.modern.first {
      $0.path == "/topologies/info" && $0.target.contains("wordcount-lab")
    }
    let body = info.map { String(decoding: $0.response.body, as: UTF8.self) } ?? ""
    return ScriptedTracker { $0.hasPrefix("/topologies/info") ? .init(body: body) : tool }
  }

  private func words(
    _ tracker: any HTTPTransport, _ tool: ProcessTool = .jstack
  ) async -> String? {
    do throws(SourceError) {
      _ = try await client(tracker).answer(.processTool(tool, Self.job, Self.sentence, 0))
      return nil
    } catch { return error.description(in: .heron) }
  }

  @Test(
    "come from a real tracker",
    arguments: [
      (ProcessTool.pid, "cat container_1_sentence_1.pid", "41001"),
      (.jstack, "jstack 41001", "Full thread dump"), (.histo, "jmap -histo 41001", "#instances"),
    ])
  func modern(tool: ProcessTool, command: String, output: String) async throws {
    let tracker = RecordedTracker(.modern)
    let told = try await client(tracker).answer(.processTool(tool, Self.job, Self.sentence, 0))
    #expect(told.instance == "container_1_sentence_1" && told.command == command)
    #expect(told.output.contains(output) && told.errors.isEmpty && told.host != nil)
    for path in tracker.asked {
      #expect(ReadOnlyGuard(harmless: .heron).refusal(of: HTTPRequest(.get, path)) == nil)
    }
  }

  @Test("a legacy tracker's shell fails at all of them, and is said to")
  func legacy() async {
    for tool in ProcessTool.allCases {
      let said = await words(RecordedTracker(.legacy), tool)
      #expect(said?.contains("the shell of the container fails at it") == true, "\(said ?? "-")")
    }
  }

  @Test("JSON as a text in an envelope is read as the document that it is")
  func nested() async throws {
    let tracker = tracker(
      .init(
        body: #"""
          {"status":"success","executiontime":0.1,"message":"","tracker_version":"x",
           "result":"{\"command\":\"jstack 7\",\"stdout\":\"a\\nb\",\"stderr\":\"w\"}"}
          """#))
    let told = try await client(tracker).answer(.processTool(.jstack, Self.job, Self.sentence, 0))
    #expect(told.command == "jstack 7" && told.output == "a\nb" && told.errors == "w")
  }

  @Test(
    "what a tool only complains of is told, and what is no output is none",
    arguments: [
      (
        #"{"command":"jstack 7","stdout":"","stderr":"7: No such process\n"}"#,
        "'jstack 7' says: 7: No such process"
      ),
      (#"{"command":"jstack 7","stdout":" \n","stderr":""}"#, "'jstack 7' wrote nothing"),
      (#"{"command":"x"}"#, "Not an answer of Heron"), ("[]", "Not an answer of Heron"),
    ])
  func failures(body: String, words: String) async {
    let said = await self.words(tracker(.init(body: body)))
    #expect(said?.contains(words) == true, "\(said ?? "-")")
  }

  @Test("an instance that is not there is not asked for")
  func missing() async {
    let tracker = tracker(.init(body: "{}"))
    do throws(SourceError) {
      _ = try await client(tracker).answer(.processTool(.pid, Self.job, Self.sentence, 99))
      Issue.record("it was there")
    } catch {
      #expect(error.description(in: .heron).contains("no instance 99"))
    }
    #expect(tracker.asked.allSatisfy { $0.hasPrefix("/topologies/info") })
    let said = await words(
      self.tracker(.init(status: 500, body: #""request failed: 'container_9_x_9'""#)))
    #expect(
      said?.contains("the tracker knows no instance container_9_x_9") == true, "\(said ?? "-")")
  }

  // MARK: The heap dump

  private func dump(
    _ tracker: ScriptedTracker, _ target: HeapDumpTarget? = nil
  ) async throws -> Result<TriggerReceipt, TriggerError> {
    let dumped: HeapDumpTarget
    if let target { dumped = target } else { dumped = try await self.target() }
    let request = OperationRequest(
      in: ClusterID("x"), id: "0", kind: .topology(.heapDump(dumped)), job: Self.job, jobName: "w")
    do throws(TriggerError) {
      return .success(try await client(tracker).trigger(request, capabilities: .unknown))
    } catch { return .failure(error) }
  }

  private func target() async throws -> HeapDumpTarget {
    let told = try await client(RecordedTracker(.modern)).answer(
      .processTool(.pid, Self.job, Self.sentence, 0))
    return HeapDumpTarget(instance: told.instance, host: told.host)
  }

  @Test("jmap is asked once, without an API server, and tells what it wrote")
  func heapDump() async throws {
    let tracker = tracker(
      .init(body: #"{"command":"jmap","stdout":"Heap dump file created\n","stderr":""}"#))
    let receipt = try await dump(tracker).get()
    #expect(receipt.words?.contains("Heap dump file created") == true)
    #expect(tracker.asked.count { $0.hasPrefix("/topologies/jmap?") } == 1)
    #expect(tracker.asked.last?.hasSuffix("instance=container_1_sentence_1") == true)
  }

  @Test("an instance that is elsewhere by now is not dumped")
  func moved() async throws {
    for wrong in [
      HeapDumpTarget(instance: "container_1_sentence_1", host: "elsewhere"),
      HeapDumpTarget(instance: "container_9_x_9", host: nil),
    ] {
      let tracker = tracker(.init(body: "{}"))
      guard case .failure(.refused(.conflict(let why))) = try await dump(tracker, wrong) else {
        Issue.record("it was sent")
        return
      }
      #expect(why.contains("nothing was sent"))
      #expect(!tracker.asked.contains { $0.contains("jmap") })
    }
  }

  @Test("may have been written where nobody says so, and was not where the tool failed")
  func doubtful() async throws {
    for (status, body) in [(200, ""), (200, "[]"), (502, ""), (504, "x")] {
      guard
        case .failure(.answerLost) = try await dump(tracker(.init(status: status, body: body)))
      else {
        Issue.record("\(status) \(body)")
        continue
      }
    }
    for (status, body) in [
      (200, #"{"command":"jmap","stdout":"","stderr":"no such process"}"#),
      (500, #""request failed: no""#), (404, #"{"detail":"Not Found"}"#),
    ] {
      guard case .failure(.refused) = try await dump(tracker(.init(status: status, body: body)))
      else {
        Issue.record("\(status) \(body)")
        continue
      }
    }
  }
}
