/// What a span says about itself, in the order in which it was told. Names that nobody knows yet are kept: releases add
/// some, and a configuration may (`scope.variables.additional`).
///
/// Variables of the metric scope stand without the angle brackets that the log gives them, as in OTLP: `job_name`.
package struct SpanAttributes: Hashable, Sendable {
  package private(set) var all: [SpanAttribute]

  package init(_ all: [SpanAttribute] = []) { self.all = all }

  package mutating func append(_ name: String, _ value: SpanValue) {
    all.append(SpanAttribute(name: name, value: value))
  }

  package subscript(name: String) -> SpanValue? { all.first { $0.name == name }?.value }

  /// A whole number; nil also where Flink tells -1 for what it does not know.
  package func count(_ name: String) -> Int64? {
    guard case .integer(let value)? = self[name], value >= 0 else { return nil }
    return value
  }

  /// A text that is not empty.
  package func text(_ name: String) -> String? {
    guard case .text(let value)? = self[name], !value.isEmpty else { return nil }
    return value
  }
}

/// A name and a value.
package struct SpanAttribute: Hashable, Sendable {
  package var name: String
  package var value: SpanValue

  package init(name: String, value: SpanValue) {
    self.name = name
    self.value = value
  }
}

/// The value of an attribute. Flink tells truth as a text: `isUnaligned` is `"true"`.
package enum SpanValue: Hashable, Sendable {
  case integer(Int64)
  /// No attribute of Flink's own has one; OTLP can carry it.
  case number(Double)
  case text(String)
  /// `perTaskMax...` and `perTaskSum...`: a number for each task, which are not named. OTLP has it as a text.
  case integers([Int64])

  /// The value of an attribute that came as text. What names something stays text, though it may look like a number.
  package init(of name: String, text: String) {
    self = Self.isText(name) ? .text(text) : Self(text: text)
  }

  /// A number or a list only where it would be written so again: `007` is a text.
  private init(text: String) {
    if let number = Int64(text), String(number) == text {
      self = .integer(number)
    } else if let list = Self.list(text) {
      self = .integers(list)
    } else {
      self = .text(text)
    }
  }

  static func list(_ text: String) -> [Int64]? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count >= 2 else { return nil }
    let inner = text.dropFirst().dropLast()
    guard !inner.isEmpty else { return [] }
    var numbers: [Int64] = []
    for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Int64(part.drop { $0 == " " }) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func isText(_ name: String) -> Bool {
    switch name {
    case "jobId", "jobVertexId", "job_id", "job_name", "host", "checkpointStatus",
      "checkpointType", "initializationStatus", "isUnaligned", "canRestart", "isGlobalFailure":
      true
    default: false
    }
  }
}
