/// A strict parser of JSON without blanks, which is how Flink writes it: what it takes is well formed.
struct JSONParser {
  struct Malformed: Error {
    var position: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws -> JSONValue {
    let value = try value()
    guard position == bytes.count else { throw Malformed(position: position) }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func expect(_ text: StaticString) throws {
    guard take(text) else { throw Malformed(position: position) }
  }

  private mutating func value() throws -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    default: return try number()
    }
  }

  private mutating func object() throws -> [String: JSONValue] {
    try expect("{")
    var members: [String: JSONValue] = [:]
    guard !take("}") else { return members }
    repeat {
      let name = try string()
      try expect(":")
      guard members.updateValue(try value(), forKey: name) == nil else {
        throw Malformed(position: position)
      }
    } while take(",")
    try expect("}")
    return members
  }

  private mutating func array() throws -> [JSONValue] {
    try expect("[")
    var elements: [JSONValue] = []
    guard !take("]") else { return elements }
    repeat { elements.append(try value()) } while take(",")
    try expect("]")
    return elements
  }

  private mutating func number() throws -> JSONValue {
    let start = position
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let integer = Int64(text) { return .integer(integer) }
    guard let real = Double(text) else { throw Malformed(position: start) }
    return .real(real)
  }

  private mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Malformed(position: position) }
      position += 1
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else {
        text += try escape().utf8
      }
    }
    try expect("\"")
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws -> String {
    let byte = next ?? 0
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
      guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
        throw Malformed(position: position)
      }
      position += 4
      return String(scalar)
    default: throw Malformed(position: position)
    }
  }
}
