package import StreamModel

/// Members whose numbers also say "there is none": -1 for most, 0 for moments, "NaN" for averages.
extension JSONNode {
  /// A moment in epoch milliseconds; nil where it has not come (-1, or 0).
  package func timestamp(_ key: StaticString) -> Timestamp? {
    guard let milliseconds = self[key]?.int64, milliseconds > 0 else { return nil }
    return Timestamp(milliseconds: milliseconds)
  }

  /// A length of time in milliseconds; nil for -1. Accumulated times are sent with a fraction, or "NaN".
  package func milliseconds(_ key: StaticString) -> Duration? {
    guard let node = self[key] else { return nil }
    if let whole = node.int64 { return whole < 0 ? nil : .milliseconds(whole) }
    // Beyond the bound, which no clock reaches, the conversion would trap.
    guard let number = node.double, (0..<9e18).contains(number) else { return nil }
    return .milliseconds(Int64(number))
  }

  /// A size in bytes; nil for -1.
  package func bytes(_ key: StaticString) -> ByteCount? {
    total(key).map(ByteCount.init(bytes:))
  }

  /// A number of things, a Java `int`; nil for -1.
  package func count(_ key: StaticString) -> Int? {
    guard let count = self[key]?.int64, count >= 0 else { return nil }
    return Int(min(count, Int64(Int32.max)))
  }

  /// A total since the start; nil for -1, and where adding up a few of them would overflow.
  package func total(_ key: StaticString) -> Int64? {
    guard let total = self[key]?.int64, (0...Int64(1) << 56).contains(total) else { return nil }
    return total
  }

  /// A measured number of a size that fits a whole number too; nil for "NaN".
  package func figure(_ key: StaticString) -> Double? {
    guard let figure = self[key]?.double, figure.magnitude < 1e18 else { return nil }
    return figure
  }

  /// A text; nil where it is empty.
  package func text(_ key: StaticString) -> String? {
    guard let text = self[key]?.string, !text.isEmpty else { return nil }
    return text
  }
}
