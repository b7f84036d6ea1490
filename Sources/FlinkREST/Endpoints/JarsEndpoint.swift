import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jars`.
  static let jars = Endpoint<JarsQuestion>(asks: ["/jars"], refuses: noJars) {
    (_, client) async throws(SourceError) in
    try await client.read(Route(path: "/jars"), as: Jar.all(jars:))
  }

  private static let noJars: @Sendable (Capabilities) -> String? = { capabilities in
    if capabilities.isHistoryServer { return "a history server has no jars" }
    return capabilities.takesJars
      ? nil : "this cluster takes no jars (\(capabilities.traits.jarSetting))"
  }
}

extension Jar {
  /// Reads `/jars`.
  static func all(jars: JSONNode) throws(JSONError) -> [Jar] {
    try jars.requiredList("files") { file throws(JSONError) in
      let entries = file["entry"]?.elements.compactMap { entry in
        entry.text("name").map { JarEntry(className: $0, description: entry.text("description")) }
      }
      return Jar(
        id: JarID(try file.requiredString("id")), name: try file.requiredString("name"),
        uploadedAt: file.timestamp("uploaded"), entries: entries ?? [])
    }
  }
}
