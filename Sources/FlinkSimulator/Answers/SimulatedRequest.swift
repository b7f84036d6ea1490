/// A request taken apart: the path's components without `/v1` and trailing slash, and the query.
struct SimulatedRequest {
  let method: String
  /// As it was sent.
  let target: String
  /// Percent-decoded.
  let components: [String]
  let body: [UInt8]
  private let query: [(name: String, value: String)]

  init(method: String, target: String, body: [UInt8]) {
    self.method = method
    self.target = target
    self.body = body
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var components = (halves.first ?? "").split(separator: "/").map(Self.decoded)
    if components.first == "v1" { components.removeFirst() }
    self.components = components
    query = (halves.count > 1 ? halves[1] : "").split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        Self.decoded(sides.first ?? ""), Self.decoded(sides.count > 1 ? sides[1] : "")
      )
    }
  }

  /// The path without the query.
  var path: String { String(target.prefix { $0 != "?" }) }

  func parameter(_ name: String) -> String? {
    query.first { $0.name == name }?.value
  }

  /// All values of a parameter that may be given several times.
  func values(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

  /// The values of a parameter that takes several, apart from each other by commas.
  func list(_ name: String) -> [Substring]? {
    parameter(name)?.split(separator: ",")
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) || text.utf8.contains(UInt8(ascii: "+")) else {
      return String(text)
    }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
