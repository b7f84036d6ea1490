import StreamModel

/// Values of OTLP as those of spans.
enum OTLPValue {
  /// Lists in lists go no further down.
  private static let deepest = 8

  /// A `KeyValue`; nil without a value.
  static func pair(_ fields: ProtobufFields) throws(OTLPError) -> (name: String, value: SpanValue)?
  {
    var (fields, name) = (fields, "")
    var value: SpanValue?
    while let (number, field) = try fields.next() {
      switch (number, field) {
      case (1, .bytes(let bytes)): name = bytes.text
      case (2, .bytes(let bytes)): value = try any(bytes, depth: 0)
      default: continue
      }
    }
    // The reporter writes lists as text, as it does in the log.
    if case .text(let text)? = value, name.hasPrefix("perTask"), let list = SpanValue.list(text) {
      value = .integers(list)
    }
    return value.map { (name, $0) }
  }

  /// Nanoseconds since 1970; nil where nobody knows: 0, or what is negative for Java (-1 ms comes as 2^64 - 10^6).
  static func time(_ nanoseconds: UInt64) -> Timestamp? {
    guard nanoseconds > 0, nanoseconds < 1 << 63 else { return nil }
    return Timestamp(milliseconds: Int64(nanoseconds / 1_000_000))
  }

  /// An `AnyValue`. Truth is text, as in the log; what Flink never sends is text as well.
  private static func any(_ fields: ProtobufFields, depth: Int) throws(OTLPError) -> SpanValue? {
    var fields = fields
    guard depth < deepest else {
      throw OTLPError(fields.place, "values are nested more than \(deepest) deep")
    }
    var found: SpanValue?
    while let (number, field) = try fields.next() {
      switch (number, field) {
      case (1, .bytes(let bytes)): found = .text(bytes.text)
      case (2, .varint(let value)): found = .text(value == 0 ? "false" : "true")
      case (3, .varint(let value)): found = .integer(Int64(bitPattern: value))
      case (4, .fixed64(let value)): found = .number(Double(bitPattern: value))
      case (5, .bytes(let list)): found = try array(list, depth: depth)
      case (6, .bytes(let bytes)), (7, .bytes(let bytes)): found = .text(bytes.hexadecimal)
      default: continue
      }
    }
    return found
  }

  private static func array(_ fields: ProtobufFields, depth: Int) throws(OTLPError) -> SpanValue {
    var values: [SpanValue] = []
    for item in try fields.messages(1) {
      if let value = try any(item, depth: depth + 1) { values.append(value) }
    }
    var integers: [Int64] = []
    for case .integer(let value) in values { integers.append(value) }
    if integers.count == values.count { return .integers(integers) }
    return .text("[\(values.map(text).joined(separator: ", "))]")
  }

  private static func text(_ value: SpanValue) -> String {
    switch value {
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .text(let text): text
    case .integers(let numbers): "\(numbers)"
    }
  }
}

extension ProtobufFields {
  /// The messages under a number; what is of another type there is passed over.
  func messages(_ wanted: UInt64) throws(OTLPError) -> [ProtobufFields] {
    var (fields, found) = (self, [ProtobufFields]())
    while let (number, value) = try fields.next() {
      if number == wanted, case .bytes(let bytes) = value { found.append(bytes) }
    }
    return found
  }
}
