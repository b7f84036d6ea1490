import FlinkREST
import HTTPTransport
import ServerAnswers

#if canImport(Glibc)
  import Glibc
#endif

/// The request that the words and options of `flinktop api` mean.
struct APIInput {
  private static let methods: [HTTPRequest.Method] = [.get, .post, .patch, .put, .delete]
  /// Flink's own limit (`rest.server.max-content-length`), unless it is set otherwise.
  private static let longestDocument = 100 << 20

  var request: HTTPRequest

  /// `data` is JSON or `@FILE`, each of `form` is `NAME=@FILE` or `NAME=TEXT`. Whatever is wrong is told before anything
  /// is sent.
  init(words: [String], data: String? = nil, form: [String] = []) throws(Failure) {
    let (method, path) = try Self.methodAndPath(words)
    if data != nil, !form.isEmpty {
      throw Failure(.wrongUsage, "Give --data or --form: a request has one body.")
    }
    let body: HTTPBody?
    if let data {
      body = .json(try Self.document(data))
    } else if !form.isEmpty {
      var fields: [FormField] = []
      for field in form { fields.append(try Self.field(field)) }
      body = .form(fields)
    } else {
      body = nil
    }
    if method == .get, body != nil {
      throw Failure(.wrongUsage, "A GET has no body: leave out --data and --form, or write POST.")
    }
    request = HTTPRequest(
      method ?? (body == nil ? .get : .post), path, body: body, sizeLimit: .max)
  }

  private static func methodAndPath(
    _ words: [String]
  ) throws(Failure) -> (HTTPRequest.Method?, String) {
    let names = methods.map(\.rawValue)
    guard let first = words.first else {
      throw Failure(
        .wrongUsage, "Give a path, as in flinktop api /jobs/overview; --list shows all there are.")
    }
    let method = HTTPRequest.Method(rawValue: first.uppercased())
    switch (words.count, method) {
    case (1, .some(let method)):
      throw Failure(.wrongUsage, "\(method.rawValue) wants a path, as in /jobs/overview.")
    case (2, nil) where first.hasPrefix("/"), (3..., _):
      throw Failure(.wrongUsage, "Give one path, and before it at most a method.")
    case (2, nil):
      throw Failure(
        .wrongUsage, "'\(first)' is no method: \(names.joined(separator: ", ")), then the path.")
    default: break
    }
    let path = words.count == 1 ? first : words[1]
    if let flaw = APIPath.flaw(in: path) { throw Failure(.wrongUsage, flaw) }
    return (method, path)
  }

  private static func document(_ data: String) throws(Failure) -> [UInt8] {
    let bytes: [UInt8]
    let name: String
    if data.hasPrefix("@") {
      let path = String(data.dropFirst())
      guard let read = TextFile.bytes(path, atMost: longestDocument) else {
        throw Failure(
          .wrongUsage, "--data: cannot read \(path): \(String(cString: strerror(errno))).")
      }
      (bytes, name) = (read, "--data: \(path)")
    } else {
      (bytes, name) = (Array(data.utf8), "--data")
    }
    if let flaw = WrittenJSON.flaw(in: bytes) {
      throw Failure(.wrongUsage, "\(name) is no JSON document: \(flaw).")
    }
    return bytes
  }

  private static func field(_ text: String) throws(Failure) -> FormField {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure(.wrongUsage, "--form wants NAME=@FILE or NAME=TEXT, not '\(text)'.")
    }
    guard parts[1].hasPrefix("@") else { return .text(field: String(parts[0]), String(parts[1])) }
    let path = String(parts[1].dropFirst())
    let file = FormFile(
      field: String(parts[0]), path: path,
      fileName: String(path.split(separator: "/").last ?? ""), type: type(of: path))
    if let flaw = file.flaw { throw Failure(.wrongUsage, "--form: \(flaw).") }
    return .file(file)
  }

  private static func type(of path: String) -> String {
    if path.hasSuffix(".jar") { return "application/java-archive" }
    return path.hasSuffix(".json") ? "application/json" : "application/octet-stream"
  }
}
