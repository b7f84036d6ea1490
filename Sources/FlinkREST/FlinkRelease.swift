/// The part of a version that decides what the REST API can: `1.20` of `1.20-SNAPSHOT`, `2.0` of `2.0.1-amzn-0`.
package struct FlinkRelease: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The oldest whose answers flinktop is tested with.
  static let oldest = FlinkRelease(1, 13)
  /// The first that reports spans (FLIP-384).
  package static let firstWithSpans = FlinkRelease(1, 19)

  var major: Int
  var minor: Int

  init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Nil where the text does not begin with two numbers (`<unknown>`, `DEV`).
  package init?(_ version: String) {
    let parts = version.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let major = Int(parts[0]),
      let minor = Int(parts[1].prefix { $0.isASCII && $0.isWholeNumber })
    else { return nil }
    self.init(major, minor)
  }

  package var description: String { "\(major).\(minor)" }

  package static func < (lhs: FlinkRelease, rhs: FlinkRelease) -> Bool {
    (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
  }
}
