/// The spans of a log file, or of standard input, as far as it is written.
package struct SpanFile {
  /// What came of looking once.
  package enum Step {
    case spans([LoggedSpan])
    /// Nothing new; more may come where it is followed.
    case nothing
    /// There is no such file, or not yet.
    case absent
    /// The last of it.
    case ended([LoggedSpan])
  }

  private let tail: FileTail
  package private(set) var reader = SpanLogReader()

  /// A file by its path; `-` is standard input.
  package init(path: String) { tail = FileTail(path: path) }

  /// Reads a piece, of which there may be more at once.
  package mutating func next() throws(FileFailure) -> Step {
    switch try tail.next() {
    case .bytes(let bytes): .spans(reader.take(bytes))
    case .beganAnew: .spans(reader.beginAnew())
    case .nothing: .nothing
    case .absent: .absent
    case .ended: .ended(reader.end())
    }
  }

  /// What is left of a last line without an end, where no more is waited for.
  package mutating func end() -> [LoggedSpan] { reader.end() }
}
