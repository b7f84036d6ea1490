import StreamModel

/// Reads one line of `Slf4jTraceReporter`, from `SimpleSpan{` on.
///
///     2.x:   SimpleSpan{scope=C, name=N, startTsMillis=I, endTsMillis=I, attributes={A}, children=[K]}
///     1.20:  SimpleSpan{scope=C, name=N, startTsMillis=I, endTsMillis=I, attributes={A}}
///
/// What follows the span is the business of the log's layout. Nothing is quoted: see `AttributeText`.
struct SpanLine {
  /// Flink goes down three levels.
  private static let deepest = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place: Int
  /// The form of 2.x. There a job's name may hold what would end a span in the form of 1.20, which names no job.
  private let hasChildren: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) {
    self.bytes = bytes
    self.place = place
    hasChildren = bytes.first("}, children=[", from: place) != nil
  }

  /// The span that the line tells.
  mutating func span(depth: Int = 0) throws(SpanLineError) -> TraceSpan {
    guard depth < Self.deepest else {
      throw SpanLineError(place, "its spans are nested more than \(Self.deepest) deep")
    }
    try expect("SimpleSpan{scope=")
    let scope = try word(before: ", name=")
    let name = try word(before: ", startTsMillis=")
    let start = try time(before: ", endTsMillis=")
    let end = try time(before: ", attributes={")
    let close = try endOfAttributes()
    let attributes = try AttributeText(bytes, place..<close).attributes()
    place = close
    var children: [TraceSpan] = []
    if hasChildren {
      try expect("}, children=[")
      while !bytes.has("]", at: place) {
        if !children.isEmpty { try expect(", ") }
        children.append(try span(depth: depth + 1))
      }
      try expect("]}")
    } else {
      try expect("}}")
    }
    return TraceSpan(
      scope: scope, name: name, start: start, end: end, attributes: attributes, children: children)
  }

  private mutating func expect(_ text: StaticString) throws(SpanLineError) {
    guard bytes.has(text, at: place) else { throw missing(text, from: place) }
    place += text.utf8CodeUnitCount
  }

  /// A line that ends early is the usual case, as the last one of a file that is being written.
  private func missing(_ text: StaticString, from place: Int) -> SpanLineError {
    let rest = bytes.count - place
    let isCut =
      rest < text.utf8CodeUnitCount
      && (0..<max(0, rest)).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    return SpanLineError(
      place, isCut ? "the line ends before the span does" : "'\(text)' is expected")
  }

  /// A name of a class or of a span.
  private mutating func word(before mark: StaticString) throws(SpanLineError) -> String {
    guard let end = bytes.first(mark, from: place) else { throw lacking(mark) }
    let range = place..<end
    guard !bytes[range].contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "=") })
    else { throw missing(mark, from: place) }
    place = end + mark.utf8CodeUnitCount
    return bytes.text(range)
  }

  private func lacking(_ mark: StaticString) -> SpanLineError {
    SpanLineError(place, "the line ends before the span does: no '\(mark)'")
  }

  /// Milliseconds since 1970, or nil for those that nobody knows: negative, or more than there can be.
  private mutating func time(before mark: StaticString) throws(SpanLineError) -> Timestamp? {
    guard let end = bytes.first(mark, from: place) else { throw lacking(mark) }
    var digits = bytes[place..<end]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw SpanLineError(place, "a time in milliseconds is expected")
    }
    let value = digits.count > 19 ? nil : Int64(String(decoding: digits, as: UTF8.self))
    place = end + mark.utf8CodeUnitCount
    return isNegative ? nil : value.map { Timestamp(milliseconds: $0) }
  }

  private func endOfAttributes() throws(SpanLineError) -> Int {
    guard hasChildren else {
      guard let end = bytes.first("}}", from: place) else { throw lacking("}}") }
      return end
    }
    var from = place
    while let end = bytes.first("}, children=[", from: from) {
      let next = end + "}, children=[".utf8.count
      if bytes.has("]", at: next) || bytes.has("SimpleSpan{", at: next) { return end }
      from = next
    }
    throw lacking("}, children=[")
  }
}

/// Why a line with a span could not be read.
struct SpanLineError: Error {
  /// The byte of the line, from 0.
  var place: Int
  var reason: String

  init(_ place: Int, _ reason: String) {
    self.place = place
    self.reason = reason
  }
}
