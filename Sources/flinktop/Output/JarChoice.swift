import Dashboard
import FlinkREST
import StreamModel

/// Finds the jar that the command line means.
enum JarChoice {
  /// The newest upload of the one name that a reference means; says so where there are others, if it is to be told. Not
  /// found is status 4, several names are wrong usage, and so are several uploads where one alone must be meant.
  static func jar(
    _ reference: String, among jars: [Jar], at cluster: ClusterIdentity, isTold: Bool = false,
    mustBeOne: Bool = false
  ) throws(Failure) -> Jar {
    let matches = Jar.matches(reference, among: jars)
    guard let newest = matches.first else {
      let near = NearNames(reference, among: jars.map(\.name)).names
      let hint =
        near.isEmpty
        ? ": 'flinktop jars' lists them."
        : "; did you mean \(near.map(\.cutForSentence).joined(separator: " or "))?"
      throw Failure(
        .notFound, "No jar is called '\(reference.cutForSentence)' at \(cluster.endpoint)\(hint)")
    }
    let names = Set(matches.map(\.name)).sorted()
    guard names.count == 1 else {
      throw Failure(
        .wrongUsage,
        "'\(reference.cutForSentence)' means \(names.count) jars: "
          + names.prefix(20).map(\.cutForSentence).joined(separator: ", ") + ".")
    }
    if matches.count > 1, mustBeOne {
      let ids = matches.prefix(20).map(\.id.text).joined(separator: ", ")
      throw Failure(
        .wrongUsage,
        "\(newest.name.cutForSentence) was uploaded \(matches.count) times: say which by its id, "
          + "of \(ids).")
    }
    if matches.count > 1, isTold {
      Console.note(
        "\(newest.name.cutForSentence) was uploaded \(matches.count) times; the newest is taken: "
          + newest.id.text)
    }
    return newest
  }

  /// The same, of the jars that the cluster lists now.
  static func jar(
    _ reference: String, listedBy connection: ClusterConnection, isTold: Bool,
    mustBeOne: Bool = false
  ) async throws(Failure) -> Jar {
    let jars: [Jar]
    do {
      jars = try await connection.client.answer(.jars)
    } catch {
      let status: ExitStatus = error.isAboutTheServer ? .clusterUnreachable : .operationFailed
      throw Failure(status, error.description(in: connection.traits))
    }
    return try jar(
      reference, among: jars, at: connection.identity, isTold: isTold, mustBeOne: mustBeOne)
  }
}
