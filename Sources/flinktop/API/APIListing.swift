import FlinkREST
import HTTPTransport

/// `flinktop api --list`.
enum APIListing {
  /// Wide enough for any terminal.
  private static let width = 80
  private static let indent = 7

  /// The table in the format that was asked for.
  static func text(_ format: OutputFormat) -> String {
    switch format {
    case .json: document.text
    case .text: APITable.all.map(entry).joined(separator: "\n")
    }
  }

  private static var document: JSONValue {
    .object([
      ("schema", .string("flinktop/1")), ("endpoints", .array(APITable.all.map(value))),
    ])
  }

  private static func value(_ endpoint: APIEndpoint) -> JSONValue {
    .object([
      ("method", .string(endpoint.method.rawValue)), ("path", .string(endpoint.path)),
      ("parameters", .array(endpoint.parameters.map(JSONValue.string))),
      ("since", .string("\(endpoint.since)")),
      ("until", .optional(endpoint.until) { .string("\($0)") }),
      ("answers", .string(endpoint.summary)), ("isHarmless", .bool(endpoint.isHarmless)),
      ("needs", .optional(endpoint.needs) { .string($0) }), ("use", .string(endpoint.use)),
      ("screens", .array(endpoint.screens.map(JSONValue.string))),
      ("commands", .array(endpoint.commands.map(JSONValue.string))),
    ])
  }

  /// Method and path, and below them the rest. A path that is too long goes on in the next line from a slash on.
  private static func entry(_ endpoint: APIEndpoint) -> String {
    let method = endpoint.method.rawValue
    let blanks = String(repeating: " ", count: indent)
    let segments = endpoint.path.split(separator: "/").map { "/" + $0 }
    var lines = filled(segments, separator: "")
    lines[0] = method + String(repeating: " ", count: indent - method.count) + lines[0]
    for index in lines.indices.dropFirst() { lines[index] = blanks + "  " + lines[index] }
    let needs = endpoint.needs.map { " Needs \($0)." } ?? ""
    let rest = "\(endpoint.releases). \(endpoint.summary)\(needs) Used: \(endpoint.use)."
    let words = rest.split(separator: " ").map(String.init)
    return (lines + filled(words, separator: " ").map { blanks + $0 }).joined(separator: "\n")
  }

  /// Parts put together to lines that have room behind the indentation.
  private static func filled(_ parts: [String], separator: String) -> [String] {
    let room = width - indent - 2
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + separator.count + part.count <= room {
        lines[lines.count - 1] = last + separator + part
      } else {
        lines.append(part)
      }
    }
    return lines
  }
}
