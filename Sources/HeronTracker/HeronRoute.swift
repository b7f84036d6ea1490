import HTTPTransport
import StreamModel

/// A route of the tracker with everything in its place. All of them are GETs.
struct HeronRoute: Hashable {
  /// Without query.
  var path: String
  /// Percent-encoded, with its `?`; empty for none.
  var query: String
  /// What other trackers call the same.
  var otherPath: String?
  /// What every tracker has, so that a 404 that is not a tracker's tells that this is none.
  var isEverywhere = false

  /// An answer about one of 1,000 instances has some 0.4 MB.
  private static let sizeLimit = 16 << 20

  init(
    _ path: String, _ parameters: [(String, String)] = [], orElse otherPath: String? = nil,
    isEverywhere: Bool = false
  ) {
    self.path = path
    self.otherPath = otherPath
    self.isEverywhere = isEverywhere
    let pairs = parameters.map { "\($0)=\(Self.encoded($1))" }
    query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
  }

  /// One about a topology.
  init(
    _ path: String, of topology: TopologyName, _ parameters: [(String, String)] = [],
    orElse otherPath: String? = nil
  ) {
    self.init(path, topology.parameters + parameters, orElse: otherPath)
  }

  /// What messages call it: `GET /topologies/states`.
  var name: String { "GET \(path)" }

  var request: HTTPRequest { HTTPRequest(.get, path + query, sizeLimit: Self.sizeLimit) }

  /// The same by its other name; nil where there is none.
  var renamed: HeronRoute? {
    otherPath.map { path in
      var route = self
      route.path = path
      route.otherPath = nil
      return route
    }
  }

  // MARK: Encoding

  /// Percent-encodes everything but RFC 3986's unreserved characters.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count < 2 ? "%0" + digits : "%" + digits
      }
    }
    return encoded
  }

  /// Nil where an escape is not whole, or the text is not UTF-8.
  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(validating: rest.prefix(2), as: UTF8.self),
        digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
