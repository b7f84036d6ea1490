/// The fields of a protobuf message, one after the other, without a schema: numbers, and bytes that may be a message
/// again. Whatever the bytes are, it ends, with an error where they are no message.
struct ProtobufFields {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(ProtobufFields)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var place: Int
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(bytes, 0, bytes.count)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) {
    self.bytes = bytes
    self.place = place
    self.end = end
  }

  /// What is left, as text; what is no UTF-8 becomes a sign for that.
  var text: String { bytes.text(place..<end) }

  /// What is left, in hexadecimal digits.
  var hexadecimal: String {
    var text = ""
    for byte in bytes[place..<end] {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }

  var isEmpty: Bool { place == end }

  /// The next field; nil at the end.
  mutating func next() throws(OTLPError) -> (number: UInt64, value: Value)? {
    guard place < end else { return nil }
    let start = place
    let tag = try varint()
    guard tag >> 3 > 0, tag >> 3 < 1 << 29 else {
      throw OTLPError(start, "a field has a number that no field can have")
    }
    switch tag & 7 {
    case 0: return (tag >> 3, .varint(try varint()))
    case 1: return (tag >> 3, .fixed64(try fixed(8)))
    case 5: return (tag >> 3, .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - place) else {
        throw OTLPError(start, "a field is longer than what it is in")
      }
      let first = place
      place += Int(length)
      return (tag >> 3, .bytes(ProtobufFields(bytes, first, place)))
    // Groups, which nobody writes any more, and what is no type.
    default: throw OTLPError(start, "a field is of a type that OTLP does not have")
    }
  }

  private mutating func varint() throws(OTLPError) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<10 {
      guard place < end else { throw OTLPError(place, "the message ends within a number") }
      let byte = bytes[place]
      place += 1
      guard index < 9 || byte < 2 else { break }
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return value }
    }
    throw OTLPError(place - 1, "a number has more than 64 bits")
  }

  private mutating func fixed(_ count: Int) throws(OTLPError) -> UInt64 {
    guard end - place >= count else {
      throw OTLPError(place, "the message ends within a number")
    }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    place += count
    return value
  }
}

/// Why a body is none of OTLP.
package struct OTLPError: Error, Hashable, Sendable {
  /// The byte of the body, from 0.
  package var place: Int
  package var reason: String

  init(_ place: Int, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  /// One line: `byte 12: a field is longer than what it is in`.
  package var description: String { "byte \(place): \(reason)" }
}
