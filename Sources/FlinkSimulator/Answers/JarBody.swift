import FoundationEssentials

/// The body of `POST /jars/:id/run` and `/plan`, as far as the simulator heeds it.
struct JarBody: Decodable {
  var entryClass: String?
  var jobId: String?
  var savepointPath: String?

  /// Reads a body; an empty one is as good as `{}`.
  static func read(_ bytes: [UInt8]) throws(Refusal) -> JarBody {
    guard !bytes.isEmpty else { return JarBody() }
    do {
      return try JSONDecoder().decode(JarBody.self, from: Data(bytes))
    } catch {
      throw Refusal.unreadable(body: "JarRunRequestBody")
    }
  }
}

/// The body of `POST /savepoint-disposal`.
struct DisposalBody: Decodable {
  var path: String

  private enum CodingKeys: String, CodingKey {
    case path = "savepoint-path"
  }

  static func read(_ bytes: [UInt8]) throws(Refusal) -> DisposalBody {
    do {
      return try JSONDecoder().decode(DisposalBody.self, from: Data(bytes))
    } catch {
      throw Refusal.unreadable(body: "SavepointDisposalRequest")
    }
  }
}
