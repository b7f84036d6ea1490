import Foundation
import HTTPTransport
import Synchronization
import Testing

/// A file as a form, and answers of which only the end is kept.
struct UploadTests {
  private func file(_ bytes: Data) throws -> String {
    let path = NSTemporaryDirectory() + "flinktop-upload-\(UUID().uuidString)"
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func upload(_ path: String) -> HTTPRequest {
    HTTPRequest(
      .post, "/jars/upload",
      body: .upload(
        FormFile(
          field: "jarfile", path: path, fileName: "my job.jar", type: "application/java-archive")))
  }

  @Test("a file goes out as a form with its field, name and type, and nothing of it is left over")
  func form() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    let path = try file(Data("PK-not-really".utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try await transport.send(upload(path))
    _ = try await transport.send(HTTPRequest(.get, "/jars"))
    _ = try await transport.send(
      HTTPRequest(.post, "/x", body: .document(Array("a=b".utf8), type: "text/x")))
    let seen = server.requests
    #expect(seen.map(\.method) == ["POST", "GET", "POST"])
    let type = try #require(seen[0].headers["content-type"])
    #expect(type.hasPrefix("multipart/form-data; boundary="))
    #expect(seen[0].headers["expect"] == nil)
    #expect(
      seen[0].body.contains(
        #"Content-Disposition: form-data; name="jarfile"; filename="my job.jar""#))
    #expect(
      seen[0].body.contains("Content-Type: application/java-archive\r\n\r\nPK-not-really\r\n"))
    #expect(seen[1].body.isEmpty && seen[1].headers["content-type"] == nil)
    #expect(seen[2].body == "a=b" && seen[2].headers["content-type"] == "text/x")
  }

  @Test("the caller is told how much has gone out, up to the whole")
  func progress() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let path = try file(Data(repeating: 65, count: 3 << 20))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (steps, report) = AsyncStream.makeStream(of: TransferProgress.self)
    _ = try await CurlTransport(server, options: TransportOptions(requestTimeout: .seconds(600)))
      .send(upload(path)) { report.yield($0) }
    report.finish()
    var seen: [TransferProgress] = []
    for await step in steps { seen.append(step) }
    let last = try #require(seen.last)
    #expect(last.sent == last.total && last.total > 3 << 20)
    #expect(seen.count > 1)
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.sent <= $1.sent && $0.total == $1.total })
  }

  @Test(
    "a file that cannot be read is said, and nothing is sent",
    arguments: ["/nowhere/a.jar", "/tmp"])
  func unreadable(path: String) async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server)
    let error = await transport.failure(of: upload(path))
    #expect(error?.line?.hasPrefix("cannot read \(path): ") == true)
    #expect(error?.mayHaveBeenSent == false)
    #expect(server.acceptCount == 0)
    #expect(try await transport.send(HTTPRequest(.get, "/")).status == 200)
  }

  @Test("an upload is sent once, and refused by read-only")
  func once() async throws {
    let path = try file(Data("x".utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try ScriptedServer { $0.method == "POST" ? [.close] : [.send(response("{}"))] }
    let transport = try CurlTransport(server)
    _ = try await transport.send(HTTPRequest(.get, "/"))
    #expect(await transport.failure(of: upload(path))?.mayHaveBeenSent == true)
    #expect(server.requests.count { $0.method == "POST" } == 1)
    let guarded = try CurlTransport(server, options: TransportOptions(isReadOnly: true))
    #expect(await guarded.failure(of: upload(path))?.kind == "readOnly")
  }

  @Test(
    "of a long answer only the end is kept, with how much came before",
    arguments: [0, 1, 100, 70_000])
  func tail(count: Int) async throws {
    let text = (0..<40_000).map { "line \($0)\n" }.joined()
    let server = try ScriptedServer(answering: response(text))
    let answer = try await CurlTransport(server).send(
      HTTPRequest(.get, "/log", keeps: .tail(count)))
    #expect(answer.text == String(text.suffix(count)))
    #expect(answer.bytesDropped == text.utf8.count - count)
  }

  @Test("each time that another megabyte of an answer has come is told")
  func received() async throws {
    let text = String(repeating: "x", count: (3 << 20) + 5)
    let server = try ScriptedServer(answering: response(text))
    let told = Mutex<[Int]>([])
    _ = try await CurlTransport(server).send(HTTPRequest(.get, "/log", keeps: .tail(10))) {
      progress in
      told.withLock { if progress.received > 0 { $0.append(progress.received) } }
    }
    #expect(told.withLock { $0.map { $0 >> 20 } } == [1, 2, 3])
  }

  @Test("a short answer is kept whole, and the limit of what is read holds all the same")
  func tailOfLittle() async throws {
    let server = try ScriptedServer(answering: response("all of it"))
    let transport = try CurlTransport(server)
    let answer = try await transport.send(HTTPRequest(.get, "/log", keeps: .tail(100)))
    #expect(answer.text == "all of it" && answer.bytesDropped == 0)
    let request = HTTPRequest(.get, "/log", sizeLimit: 5, keeps: .tail(2))
    #expect(await transport.failure(of: request)?.kind == "tooLarge")
  }

  @Test("headers of a request go out with it alone, in the place of the transport's own")
  func headers() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let options = TransportOptions(headers: [try RequestHeader(parsing: "X-Team: ops")])
    let transport = try CurlTransport(server, options: options)
    let own = [
      try RequestHeader(parsing: "x-team: dev"), try RequestHeader(parsing: "Accept: text/plain"),
      try RequestHeader(parsing: "X-Signature: s"),
    ]
    _ = try await transport.send(HTTPRequest(.get, "/a", headers: own))
    _ = try await transport.send(HTTPRequest(.get, "/b"))
    let seen = server.requests.map(\.headers)
    #expect(seen.map { $0["x-team"] } == ["dev", "ops"])
    #expect(seen.map { $0["accept"] } == ["text/plain", "application/json, */*"])
    #expect(seen.map { $0["x-signature"] } == ["s", nil])
  }
}
