import FoundationEssentials

/// The body of `POST /jobs/:id/checkpoints`.
struct CheckpointBody: Decodable {
  var checkpointType: String?
  var triggerId: String?

  static func read(_ bytes: [UInt8]) throws(Refusal) -> CheckpointBody {
    guard !bytes.isEmpty else { return CheckpointBody() }
    do {
      return try JSONDecoder().decode(CheckpointBody.self, from: Data(bytes))
    } catch {
      throw Refusal.unreadable(body: "CheckpointTriggerRequestBody")
    }
  }
}
