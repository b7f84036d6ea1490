import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/containerfilestats` of the folder with the logs.
  static let logFiles = HeronEndpoint<LogFilesQuestion>(
    asks: ["containerfilestats", "container/filestats"].map {
      "/topologies/\($0)?cluster&environ&topology&container&path"
    }
  ) { (question, client) async throws(SourceError) in
    let container = try client.container(question.owner)
    let route = HeronRoute(
      "/topologies/containerfilestats", of: container.topology,
      [("container", "\(container.number)"), ("path", ContainerFiles.logFolder)],
      orElse: "/topologies/container/filestats")
    return try await client.read(client.preferred(route), as: ContainerFiles.files(stats:))
  }
}

extension HeronClient {
  /// The container whose files are meant.
  func container(_ owner: LogOwner) throws(SourceError) -> ContainerName {
    guard case .worker(let id) = owner else {
      throw .unsupported("files of the tracker itself are not provided by Heron")
    }
    guard let container = ContainerName(id) else {
      throw .notFound("'\(FailureText.oneLine(id.text))' is no container of a topology")
    }
    return container
  }

  /// Under the name that this generation has, so that no request is in vain.
  func preferred(_ route: HeronRoute) -> HeronRoute {
    guard memory.generation == .modern, var renamed = route.renamed else { return route }
    renamed.otherPath = route.path
    return renamed
  }
}
