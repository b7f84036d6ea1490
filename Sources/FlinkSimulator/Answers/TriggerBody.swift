import FoundationEssentials

/// The body of a request that starts a savepoint or a stop.
struct TriggerBody: Decodable {
  private(set) var cancelsJob = false
  private(set) var targetDirectory: String?
  private(set) var format = SavepointFormat.canonical
  private(set) var triggerID: String?
  /// The names of all its members, as old versions refuse those they do not know.
  private(set) var members: Set<String> = []

  private struct Member: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    members = Set(container.allKeys.map(\.stringValue))
    func text(_ name: String) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: Member(stringValue: name))
    }
    func flag(_ name: String) throws -> Bool {
      try container.decodeIfPresent(Bool.self, forKey: Member(stringValue: name)) ?? false
    }
    cancelsJob = try flag("cancel-job")
    _ = try flag("drain")
    targetDirectory = try text("target-directory") ?? text("targetDirectory")
    triggerID = try text("triggerId")
    if let name = try text("formatType") {
      guard let format = SavepointFormat(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: Member(stringValue: "formatType"), in: container, debugDescription: name)
      }
      self.format = format
    }
  }

  /// Reads a body; an empty one is as good as `{}`.
  static func read(_ bytes: [UInt8], named name: String) throws(Refusal) -> TriggerBody {
    guard !bytes.isEmpty else { return TriggerBody() }
    do {
      return try JSONDecoder().decode(TriggerBody.self, from: Data(bytes))
    } catch {
      throw Refusal.unreadable(body: name)
    }
  }
}
