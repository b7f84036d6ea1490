import HTTPTransport
import ServerAnswers
import StreamModel

/// A route of the API server about one topology: all of them act.
struct APIServerRoute: Hashable {
  var method: HTTPRequest.Method
  var path: String
  /// Fields of a form, in the order in which they are sent; nil for what takes none.
  var fields: [(String, String)]?

  static func == (left: APIServerRoute, right: APIServerRoute) -> Bool {
    left.method == right.method && left.path == right.path && left.form == right.form
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(path)
    hasher.combine(form)
  }

  /// A kill.
  static func kill(_ topology: TopologyName) -> APIServerRoute {
    APIServerRoute(method: .delete, path: path(topology), fields: nil)
  }

  static func control(_ control: TopologyControl, _ topology: TopologyName) -> APIServerRoute {
    APIServerRoute(
      method: .post, path: path(topology) + "/" + control.kind.rawValue, fields: fields(control))
  }

  private static func path(_ topology: TopologyName) -> String {
    let parts = [topology.cluster, topology.role, topology.environ, topology.name]
    return "/api/v1/topologies/" + parts.map(HeronRoute.encoded).joined(separator: "/")
  }

  private static func fields(_ control: TopologyControl) -> [(String, String)] {
    switch control {
    // A dump is the tracker's.
    case .activate, .deactivate, .heapDump: return []
    // -1 stands for all of them.
    case .restart(let container): return [("container_id", "\(container ?? -1)")]
    case .update(let update):
      var fields = update.parallelism.sorted { $0.key < $1.key }.map {
        ("component_parallelism", "\($0.key):\($0.value)")
      }
      if let containers = update.containers { fields.append(("container_number", "\(containers)")) }
      fields += update.configuration.map { ("runtime_config", $0) }
      if update.isDryRun { fields.append(("dry_run", "true")) }
      return fields
    }
  }

  /// The form as it is sent (`application/x-www-form-urlencoded`).
  private var form: String? {
    fields?.map { "\($0)=\(HeronRoute.encoded($1))" }.joined(separator: "&")
  }

  /// Why its names can't stand in a path, in a sentence; nil where they can.
  static func flaw(of topology: TopologyName) -> String? {
    let parts = [
      ("cluster", topology.cluster), ("role", topology.role), ("environment", topology.environ),
      ("topology", topology.name),
    ]
    guard let (what, name) = parts.first(where: { ["", ".", ".."].contains($0.1) }) else {
      return nil
    }
    return
      "The \(what) '\(FailureText.oneLine(name))' can't stand in a path of the API server: nothing was sent."
  }

  /// What messages call it: `POST .../wordcount/restart`.
  var name: String { "\(method.rawValue) \(FailureText.oneLine(path))" }

  func request(within limit: Duration) -> HTTPRequest {
    HTTPRequest(
      method, path,
      body: form.map { .document(Array($0.utf8), type: "application/x-www-form-urlencoded") },
      sizeLimit: 4 << 20, timeout: limit)
  }
}
