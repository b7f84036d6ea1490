import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// So much is asked for at once.
  private static let step = 256 << 10

  /// `/topologies/containerfiledata`: first how long the file is, then its end, piece by piece.
  static let logText = HeronEndpoint<LogTextQuestion>(
    asks: ["containerfiledata", "container/filedata"].map {
      "/topologies/\($0)?cluster&environ&topology&container&path&offset&length"
    }
  ) { (question, client) async throws(SourceError) in
    let container = try client.container(question.owner)
    let path = "\(ContainerFiles.logFolder)/\(question.file)"
    if let refusal = ContainerFiles.refusal(of: path) { throw refusal }
    func part(_ offset: Int, _ length: Int) async throws(SourceError) -> FilePart {
      let route = HeronRoute(
        "/topologies/containerfiledata", of: container.topology,
        [
          ("container", "\(container.number)"), ("path", path), ("offset", "\(offset)"),
          ("length", "\(length)"),
        ], orElse: "/topologies/container/filedata")
      return try await client.read(client.preferred(route), as: FilePart.init(data:))
    }
    let clock = ContinuousClock()
    let began = clock.now
    let size = max(0, try await part(-1, -1).offset)
    let start = max(0, size - max(0, question.tail))
    var bytes: [UInt8] = []
    var offset = start
    while offset < size {
      // By the bytes that were asked for: what it says of its length is of an escaped text.
      guard let piece = try await part(offset, min(step, size - offset)).bytes else { break }
      bytes += piece
      offset += step
    }
    return LogText(bytes: bytes, start: start, readFor: clock.now - began)
  }
}
