import HTTPTransport
import ServerAnswers
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
  /// Nil for what all take.
  var timeout: Duration?

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

  var request: HTTPRequest {
    HTTPRequest(.get, path + query, sizeLimit: Self.sizeLimit, timeout: timeout)
  }

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

  static func encoded(_ text: String) -> String { PercentText.encoded(text) }
  static func decoded(_ text: some StringProtocol) -> String? { PercentText.decoded(text) }
}
