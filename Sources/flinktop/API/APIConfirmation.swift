import FlinkREST
import HTTPTransport
import StreamModel

/// What is asked before a request goes out that is not known to change nothing.
struct APIConfirmation {
  var request: HTTPRequest
  var cluster: ClusterIdentity

  /// Throws unless the request is confirmed: by `--yes`, or by a person at the terminal.
  func get(isGiven: Bool) throws(Failure) {
    if isGiven { return }
    guard Console.canAsk else {
      throw Failure(.wrongUsage, "\(subject): \(reason) Confirm with --yes.")
    }
    guard Console.confirm("\(subject): \(reason) Send it? [y/N] ") else {
      throw Failure(.operationFailed, "nothing was sent.")
    }
  }

  private var subject: String {
    "\(request.method.rawValue) \(request.path) at \(cluster.endpoint)"
  }

  /// What it does as far as the table knows, in a sentence.
  var reason: String {
    guard let known = APITable.endpoint(request.method, request.path) else {
      return request.method == .get
        ? "flinktop does not know this path, and some GETs act."
        : "flinktop does not know this request."
    }
    // Its query, or its path as the most lenient server reads it.
    return known.isHarmless ? "flinktop does not know it to change nothing." : known.summary
  }
}
