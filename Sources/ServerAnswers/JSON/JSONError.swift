package import StreamModel

/// Why bytes are not the JSON document that was expected.
package enum JSONError: Error, Hashable {
  /// The document ends before its value does: half an answer.
  case endsEarly
  /// Not JSON at this byte.
  case syntax(offset: Int)
  /// More than 512 objects and arrays inside each other.
  case tooDeep
  /// 4 GiB or more.
  case tooLong
  /// Given up: nobody waits for it any more.
  case cancelled
  /// A member that has to be there is missing, `null`, or of another type. The path is `$.jobs[3].jid`.
  case unusable(path: String, expected: String)

  /// What this means where a document was wanted of `endpoint`: `GET /jobs/overview`.
  package func meaning(on endpoint: String) -> SourceError {
    self == .cancelled ? .cancelled : .malformed(what: text, on: endpoint)
  }

  /// What is wrong with the document, for the end of a sentence.
  package var text: String {
    switch self {
    case .endsEarly: "the answer ends in the middle"
    case .syntax(let offset): "not JSON at byte \(offset)"
    case .tooDeep: "nested too deeply"
    case .tooLong: "longer than 4 GiB"
    case .cancelled: "no longer needed"
    case .unusable(let path, let expected): "no \(expected) at \(path)"
    }
  }
}
