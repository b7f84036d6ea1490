/// Appends JSON to a byte buffer, in the order and the number formats of Flink's Jackson.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

  // MARK: Structure

  mutating func object(_ content: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    content(&self)
    close(UInt8(ascii: "}"))
  }

  mutating func array(_ content: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "["))
    content(&self)
    close(UInt8(ascii: "]"))
  }

  mutating func object(_ name: StaticString, _ content: (inout JSONWriter) -> Void) {
    key(name)
    object(content)
  }

  mutating func array(_ name: StaticString, _ content: (inout JSONWriter) -> Void) {
    key(name)
    array(content)
  }

  /// A member whose name is data, such as a vertex id.
  mutating func object(named name: String, _ content: (inout JSONWriter) -> Void) {
    key(name)
    object(content)
  }

  mutating func array(named name: String, _ content: (inout JSONWriter) -> Void) {
    key(name)
    array(content)
  }

  // MARK: Members

  mutating func member(_ name: StaticString, _ value: Int64) {
    key(name)
    append(value)
    needsComma = true
  }

  mutating func member(named name: String, text value: String) {
    key(name)
    appendQuoted(value)
    needsComma = true
  }

  mutating func member(_ name: StaticString, _ value: Int) { member(name, Int64(value)) }

  mutating func member(named name: String, _ value: Int64) {
    key(name)
    append(value)
    needsComma = true
  }

  mutating func member(named name: String, number value: Double) {
    key(name)
    appendJavaDouble(value)
    needsComma = true
  }

  mutating func member(_ name: StaticString, _ value: Double) {
    key(name)
    appendJavaDouble(value)
    needsComma = true
  }

  mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    append(value ? "true" : "false")
    needsComma = true
  }

  mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    appendQuoted(value)
    needsComma = true
  }

  /// `null` where there is none.
  mutating func member(_ name: StaticString, _ value: String?) {
    if let value { member(name, value) } else { null(name) }
  }

  mutating func null(_ name: StaticString) {
    key(name)
    append("null")
    needsComma = true
  }

  // MARK: Elements

  mutating func element(_ value: String) {
    separate()
    appendQuoted(value)
    needsComma = true
  }

  // MARK: Bytes

  private mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(name)
    append("\":")
    needsComma = false
  }

  private mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ value: Int64) {
    guard value != 0 else { return bytes.append(UInt8(ascii: "0")) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = value.magnitude
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  private mutating func appendJavaDouble(_ value: Double) {
    if value.isFinite {
      bytes.append(contentsOf: JavaNumber.text(value).utf8)
    } else {
      appendQuoted("NaN")
    }
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x00..<0x20:
        append("\\u00")
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
