/// Why a typed endpoint is not one. The description says what is wrong, where, and what to write instead;
/// what may be a secret (all of a URL with credentials, a query) is not in it.
package enum EndpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case credentials
  case unprintable(position: Int)
  case scheme(String)
  case noHost
  case badHost(String)
  case bareIPv6(String)
  /// `typed` is nil where it is no number, and so might be anything.
  case badPort(typed: String?, host: String)
  case badPath(Character)
  case query
  case fragment

  package var description: String {
    switch self {
    case .empty:
      "the endpoint is empty: write http://HOST:8081"
    case .credentials:
      "the endpoint has a user name or password in it (an @): write http://HOST:PORT, and give "
        + "credentials by --username and --password-file"
    case .unprintable(let position):
      "the endpoint has a blank or a character that is not plain ASCII at position \(position): "
        + "remove or percent-encode it"
    case .scheme(let scheme):
      "the endpoint begins with \(scheme)://, which flinktop does not speak: "
        + "write http:// or https://"
    case .noHost:
      "the endpoint names no host: write http://HOST:8081"
    case .badHost(let host):
      "the endpoint's host \(host) is not a host name or address: write http://HOST:8081"
    case .bareIPv6(let address):
      "the endpoint's IPv6 address \(address) needs brackets: write http://[ADDRESS]:8081"
    case .badPort(let typed?, let host):
      "the endpoint's port \(typed) (host \(host)) is not a number from 1 to 65535"
    case .badPort(nil, let host):
      "the endpoint's port (after host \(host)) is not a number from 1 to 65535: "
        + "write http://HOST:8081"
    case .badPath(let character):
      "the endpoint's path has a \(character), which a URL may not have: percent-encode it"
    case .query:
      "the endpoint has a query (from the ? on): leave it out, flinktop adds its own paths"
    case .fragment:
      "the endpoint has a fragment (from the # on): leave it out, as in http://HOST:8081"
    }
  }
}
