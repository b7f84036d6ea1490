/// A header of a request, or of all; its value may be a secret.
package struct RequestHeader: Hashable, Sendable {
  package let name: String
  package let value: Secret

  /// The header in `Name: value`; the value may be empty.
  package init(parsing line: String) throws(TransportOptionsError) {
    guard let colon = line.firstIndex(of: ":") else { throw .headerWithoutColon }
    try self.init(
      name: String(line[..<colon]), value: Secret(Self.trimmed(line[line.index(after: colon)...])))
  }

  package init(name: String, value: Secret) throws(TransportOptionsError) {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { throw .badHeaderName }
    guard !Self.ofTheTransport.contains(name.lowercased()) else { throw .reservedHeader(name) }
    guard value.text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .controlCharacter(in: "the value of header \(name)")
    }
    self.name = name
    self.value = value
  }

  /// What frames a message: a wrong one would let two requests run into each other. And what makes another method of
  /// it, past `--read-only`.
  private static let ofTheTransport: Set<String> = [
    "connection", "content-length", "expect", "transfer-encoding", "upgrade",
    "x-http-method", "x-http-method-override", "x-method-override",
  ]

  /// RFC 9110, 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = text.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...last])
  }
}
