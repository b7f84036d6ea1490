import FlinkREST
import Foundation
import HTTPTransport

/// How one row of the table of endpoints is tried on a real cluster.
struct EndpointAsk: Sendable {
  /// What it sends. `<name>` stands for what the stage knows by that name.
  enum Body: Sendable {
    case none
    case json(String)
    /// A form of files by their names on the stage, with a field `request` where one is given.
    case form(request: String?, field: String, files: [String])
  }

  /// What is expected of a version that has the row.
  enum Expected: Sendable {
    /// 2xx.
    case good
    /// Another status, which is what Flink's documentation, or its source, says of it.
    case status(Int, mentions: String, because: String)
  }

  var method: HTTPRequest.Method
  /// As the table has it.
  var path: String
  var query = ""
  /// Parameters of the path that stand for something else than usual, by the stage's name for that.
  var names: [String: String] = [:]
  var body = Body.none
  var expected: @Sendable (FlinkRelease) -> Expected = { _ in .good }
  /// A member of the answer that the stage is to know by a name from then on; of a path only its last part.
  var keeps: (member: String, name: String)?
  /// What has to have happened before.
  var before: (@Sendable (inout EndpointStage) async throws -> Void)?

  init(
    _ method: HTTPRequest.Method, _ path: String, query: String = "",
    names: [String: String] = [:], body: Body = .none,
    expected: @escaping @Sendable (FlinkRelease) -> Expected = { _ in .good },
    keeps: (member: String, name: String)? = nil,
    before: (@Sendable (inout EndpointStage) async throws -> Void)? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.names = names
    self.body = body
    self.expected = expected
    self.keeps = keeps
    self.before = before
  }

  func isOf(_ endpoint: APIEndpoint) -> Bool {
    endpoint.method == method && endpoint.path == path
  }
}

/// A cluster with something of each kind, and what each parameter of a path may be there.
struct EndpointStage: Sendable {
  let cluster: FlinkCluster
  let release: FlinkRelease
  /// `jobid`, `vertexid`: for parameters of that name, and what was kept of answers.
  var values: [String: String] = [:]

  var rest: ClusterREST { cluster.rest }

  /// The path of an ask with everything in its place.
  func path(of ask: EndpointAsk) throws -> String {
    let segments = try ask.path.split(separator: "/").map { segment -> String in
      guard segment.hasPrefix(":") else { return String(segment) }
      let parameter = String(segment.dropFirst())
      return Self.encoded(try value(ask.names[parameter] ?? parameter))
    }
    return "/" + segments.joined(separator: "/") + ask.query
  }

  func value(_ name: String) throws -> String {
    guard let value = values[name] else { throw KitError("nothing is known of \(name)") }
    return value
  }

  /// Sends it, and keeps what it is to keep.
  mutating func send(_ ask: EndpointAsk) async throws -> (status: Int, body: String) {
    let path = try path(of: ask)
    let answer: (status: Int, body: String)
    switch ask.body {
    case .none: answer = try await rest.send(ask.method.rawValue, path)
    case .json(let text):
      answer = try await rest.send(
        ask.method.rawValue, path, body: Array(filled(text).utf8), type: "application/json")
    case .form(let request, let field, let files):
      let mark = "flinktop-\(UInt64.random(in: 0...UInt64.max))"
      let form = try form(request.map { filled($0) }, field, files, mark: mark)
      answer = try await rest.send(
        ask.method.rawValue, path, body: form, type: "multipart/form-data; boundary=\(mark)")
    }
    if let keeps = ask.keeps, (200..<300).contains(answer.status) {
      let text = try JSONValue(parsing: answer.body)[keeps.member].string ?? ""
      values[keeps.name] = text.split(separator: "/").last.map(String.init) ?? ""
    }
    return answer
  }

  /// Waits until the answer to a path contains a text, and returns it.
  func wait(for text: String, at path: String) async throws -> JSONValue {
    try await eventually("\(text) at \(path)", within: .seconds(60), every: .milliseconds(200)) {
      let answer = try await rest.send("GET", path)
      return answer.body.contains(text) ? try JSONValue(parsing: answer.body) : nil
    }
  }

  private func filled(_ text: String) -> String {
    values.reduce(text) { $0.replacing("<\($1.key)>", with: $1.value) }
  }

  private func form(
    _ request: String?, _ field: String, _ files: [String], mark: String
  ) throws -> [UInt8] {
    var form: [UInt8] = []
    func part(_ disposition: String, _ body: [UInt8]) {
      form += Array("--\(mark)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8)
      form += body + Array("\r\n".utf8)
    }
    if let request { part("name=\"request\"", Array(request.utf8)) }
    for (place, name) in files.enumerated() {
      let file = URL(filePath: try value(name))
      part(
        "name=\"\(field)\(place == 0 ? "" : "_\(place)")\"; filename=\"\(file.lastPathComponent)\"",
        Array(try Data(contentsOf: file)))
    }
    return form + Array("--\(mark)--\r\n".utf8)
  }

  private static func encoded(_ text: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~:")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
  }
}
