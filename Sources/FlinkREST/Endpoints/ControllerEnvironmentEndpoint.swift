import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/environment`.
  static let controllerEnvironment = Endpoint<ControllerEnvironmentQuestion>(
    asks: ["/jobmanager/environment"], since: FlinkRelease(1, 16),
    refuses: { $0.isHistoryServer ? noJobManager : nil }
  ) { (_, client) async throws(SourceError) in
    let route = Route(path: "/jobmanager/environment", sizeLimit: 1 << 20)
    return try await client.read(route, as: ProcessEnvironment.init(environment:))
  }
}

extension ProcessEnvironment {
  /// Reads `/jobmanager/environment`.
  init(environment: JSONNode) throws(JSONError) {
    let jvm = try environment.required("jvm", "JVM")
    func texts(_ node: JSONNode?) -> [String] { node?.elements.compactMap(\.string) ?? [] }
    self.init(
      version: jvm.text("version"), architecture: jvm.text("arch"),
      options: texts(jvm["options"]), classPath: texts(environment["classpath"]))
  }
}
