import StreamModel

/// The settings of an instance: `Config` is one text, read as a JSON document or as `key=value` a line.
enum InstanceSettings {
  static func all(config: AnswerTree) -> [Setting] {
    let settings: [Setting]
    switch config.unfolded {
    case .object(let members):
      settings = members.flatMap { Self.settings($0.name, $0.value.unfolded) }
    case .text(let text):
      settings = text.split(whereSeparator: \.isNewline).compactMap { line in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let key = parts[0].drop(while: \.isWhitespace)
        guard parts.count == 2, !key.isEmpty, !key.hasPrefix("#") else { return nil }
        return Setting(key: String(key.trimmingBlanks), value: String(parts[1].trimmingBlanks))
      }
    case .list, .nothing, .whole, .number, .yes: settings = []
    }
    return settings.sorted { $0.key < $1.key }
  }

  /// What lies in an object is named by the path to it.
  private static func settings(_ name: String, _ value: AnswerTree) -> [Setting] {
    if case .object(let members) = value {
      return members.map { member in
        Setting(key: "\(name).\(member.name)", value: member.value.string ?? "(no plain value)")
      }
    }
    return [Setting(key: name, value: value.string ?? "(no plain value)")]
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
