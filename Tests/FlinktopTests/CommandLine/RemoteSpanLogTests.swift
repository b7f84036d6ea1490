import FlinkTraces
import StreamModel
import Synchronization
import Testing

@testable import flinktop

@Suite("Spans in a log that is sent whole each time")
struct RemoteSpanLogTests {
  private static func line(_ checkpoint: Int) -> String {
    "Reported span: SimpleSpan{scope=a.B, name=Checkpoint, startTsMillis=1795226200000, "
      + "endTsMillis=1795226200009, attributes={checkpointId=\(checkpoint)}}\n"
  }

  private static func ids(_ spans: [LoggedSpan]) -> [Int64?] {
    spans.map(\.span.checkpoint?.number)
  }

  @Test("is read again only once the list says that it has grown")
  func growth() async throws {
    let server = LogServer()
    var log = RemoteSpanLog(of: server)
    server["jm.log"] = Self.line(1) + Self.line(2).prefix(60)
    #expect(Self.ids(try await log.next()) == [1])
    #expect(Self.ids(try await log.next()) == [])
    #expect(server.readings == ["log"])
    server["jm.log"] += Self.line(2).dropFirst(60) + Self.line(3)
    #expect(Self.ids(try await log.next()) == [2, 3])
    #expect(log.remarks.isEmpty && log.end().isEmpty && server.readings.count == 2)
  }

  @Test("a log longer than what is kept begins at a whole line, and that is said")
  func tail() async throws {
    let server = LogServer()
    var log = RemoteSpanLog(of: server, tail: 4096)
    let filler = String(
      repeating: "2026-11-21 01:56:40,001 INFO  nothing happens here\n", count: 100)
    server["jm.log"] = Self.line(1) + filler + Self.line(2)
    #expect(Self.ids(try await log.next()) == [2])
    #expect(log.remarks.count == 1 && log.remarks[0].contains("were read"))
    server["jm.log"] += Self.line(3) + filler + Self.line(4)
    #expect(Self.ids(try await log.next()) == [4])
    #expect(log.remarks.count == 1 && log.remarks[0].contains("left out"))
  }

  @Test("what was written before the log began anew is found in the file that it became")
  func rotation() async throws {
    let server = LogServer()
    var log = RemoteSpanLog(of: server)
    server["jm.log"] = "first\n" + Self.line(1) + Self.line(2).prefix(60)
    #expect(Self.ids(try await log.next()) == [1])
    server["jm.log.1"] = String(repeating: "another\n", count: 100)
    server["jm.log.2"] = server["jm.log"] + Self.line(2).dropFirst(60) + Self.line(3)
    server["jm.log"] = Self.line(4)
    #expect(Self.ids(try await log.next()) == [2, 3, 4])
    #expect(log.remarks.isEmpty && log.reader.unread.count == 0)
  }

  @Test("where no file has it, that is said")
  func lostRotation() async throws {
    let server = LogServer()
    var log = RemoteSpanLog(of: server)
    server["jm.log"] = "first\n" + Self.line(1)
    #expect(Self.ids(try await log.next()) == [1])
    // As long as before.
    server["jm.log"] = "other\n" + Self.line(2)
    server["jm.log.1"] = String(repeating: "another\n", count: 100)
    #expect(Self.ids(try await log.next()) == [2])
    #expect(log.remarks.count == 1 && log.remarks[0].contains("began anew"))
  }
}

/// Serves the log folder of a JobManager: `log` is the file `jm.log`.
private final class LogServer: MonitoredSystem {
  private struct State {
    var files: [String: String] = [:]
    var changes: [String: Int64] = [:]
    var readings: [String] = []
  }

  private let state = Mutex(State())

  subscript(name: String) -> String {
    get { state.withLock { $0.files[name] ?? "" } }
    set {
      state.withLock {
        $0.files[name] = newValue
        $0.changes[name, default: 0] += 1
      }
    }
  }

  /// The files that were sent, in their order.
  var readings: [String] { state.withLock { $0.readings } }

  let traits = SystemTraits.flink
  let requestsSent = 0

  func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    let answer: Any? =
      if question is LogFilesQuestion {
        state.withLock { state in
          [.own, .ownOutput]
            + state.files.sorted { $0.key < $1.key }.map {
              LogFile(
                name: $0.key, size: ByteCount(bytes: Int64($0.value.utf8.count)),
                changedAt: Timestamp(milliseconds: state.changes[$0.key] ?? 0))
            }
        }
      } else if let wanted = question as? LogTextQuestion {
        text(wanted)
      } else {
        nil
      }
    guard let answer = answer as? Q.Answer else { throw .unsupported("\(Q.kind.name)") }
    return answer
  }

  private func text(_ question: LogTextQuestion) -> LogText {
    state.withLock { state in
      state.readings.append(question.file)
      let bytes = Array((state.files[question.file == "log" ? "jm.log" : question.file] ?? "").utf8)
      let kept = bytes.suffix(question.tail)
      return LogText(bytes: Array(kept), start: bytes.count - kept.count)
    }
  }

  func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    TriggerReceipt(triggerID: "none")
  }

  func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    throw .unsupported("none")
  }
}
