import Foundation
import HTTPTransport
import Locking
import Testing

/// Answers that are taken piece by piece, and forms of several fields.
struct StreamTests {
  /// What a sink was given.
  private final class Taken: Sendable {
    struct State: Sendable {
      var heads: [AnswerHead] = []
      var bytes: [UInt8] = []
    }
    let state = Locked(State())

    /// One that ends the transfer once it has so many bytes.
    func sink(upTo limit: Int = .max) -> AnswerSink {
      AnswerSink { [state] head in
        state.withLock { $0.heads.append(head) }
      } piece: { [state] bytes in
        let piece = Array(bytes)
        return state.withLock {
          $0.bytes += piece
          return $0.bytes.count < limit
        }
      }
    }
  }

  @Test("the head comes once, as it was sent, and then the body in pieces; none of it is kept")
  func pieces() async throws {
    let text = String(repeating: "0123456789", count: 30_000)
    let server = try ScriptedServer(
      answering: "HTTP/1.1 102 Wait\r\nX-No: 1\r\n\r\n"
        + response(text, status: "404 Nothing Here", headers: ["X-Odd:  a: b ", "X-Empty:"]))
    let taken = Taken()
    let answer = try await CurlTransport(server).send(HTTPRequest(.get, "/a"), to: taken.sink())
    let state = taken.state.withLock { $0 }
    #expect(state.heads.count == 1)
    let head = try #require(state.heads.first)
    #expect(head.status == 404)
    #expect(
      head.lines == [
        "HTTP/1.1 404 Nothing Here", "Content-Length: 300000", "X-Odd:  a: b ", "X-Empty:",
      ])
    #expect(head.value(of: "x-odd") == "a: b " && head.value(of: "x-none") == nil)
    #expect(String(decoding: state.bytes, as: UTF8.self) == text)
    #expect(answer.status == 404 && answer.body.isEmpty && answer.bytesDropped == 300_000)
  }

  @Test("an answer without a body has a head")
  func empty() async throws {
    let taken = Taken()
    let server = try ScriptedServer(answering: response("", status: "204 No Content"))
    _ = try await CurlTransport(server).send(HTTPRequest(.delete, "/a"), to: taken.sink())
    #expect(taken.state.withLock { $0.heads.map(\.status) } == [204])
  }

  @Test("a sink that wants no more ends the transfer, and the next request is answered")
  func stop() async throws {
    let server = try ScriptedServer { request in
      request.target == "/a"
        ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n"), .sendForever("more\n")]
        : [.send(response("{}"))]
    }
    let transport = try CurlTransport(server)
    let taken = Taken()
    await #expect(throws: TransportError.cancelled(wasSent: true)) {
      try await transport.send(HTTPRequest(.get, "/a", sizeLimit: .max), to: taken.sink(upTo: 10))
    }
    #expect(taken.state.withLock { $0.bytes.count } >= 10)
    #expect(try await transport.send(HTTPRequest(.get, "/b")).text == "{}")
  }

  @Test(
    "a server that says nothing is given up, and one that takes longer than the limit in all is not"
  )
  func pause() async throws {
    let gate = Gate()
    let server = try ScriptedServer { _ in [.waitFor(gate)] }
    // The shortest pause that libcurl tells.
    let options = TransportOptions(requestTimeout: .milliseconds(1))
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport(server, options: options)
        .send(HTTPRequest(.get, "/a"), to: Taken().sink())
    }
    #expect(error?.kind == "timedOut")
    gate.open()
    // With the limit of other requests, 1 ms, this could not come.
    let quick = try ScriptedServer(answering: response(String(repeating: "x", count: 20 << 20)))
    let taken = Taken()
    _ = try await CurlTransport(quick, options: options)
      .send(HTTPRequest(.get, "/a"), to: taken.sink())
    #expect(taken.state.withLock { $0.bytes.count } == 20 << 20)
  }

  @Test("read-only refuses before it connects")
  func readOnly() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server, options: TransportOptions(isReadOnly: true))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(.post, "/jobs"), to: Taken().sink())
    }
    #expect(error?.kind == "readOnly" && server.acceptCount == 0)
  }

  @Test("a form has its texts and files in the order given")
  func form() async throws {
    let path = NSTemporaryDirectory() + "flinktop-form-\(UUID().uuidString)"
    try Data("graph".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try ScriptedServer(answering: response("{}"))
    let fields: [FormField] = [
      .text(field: "request", #"{"jobGraphFileName":"g"}"#),
      .file(FormFile(field: "file_0", path: path, fileName: "g")),
    ]
    _ = try await CurlTransport(server).send(
      HTTPRequest(.post, "/jobs", body: .form(fields)), to: Taken().sink())
    let seen = try #require(server.requests.first)
    #expect(seen.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=") == true)
    let parts = seen.body.split(separator: "\r\n")
    #expect(parts.contains(#"Content-Disposition: form-data; name="request""#))
    #expect(parts.contains(#"{"jobGraphFileName":"g"}"#))
    #expect(parts.contains(#"Content-Disposition: form-data; name="file_0"; filename="g""#))
    #expect(parts.contains("graph"))
  }
}
