import HTTPTransport
import Synchronization

/// Writes an answer to standard output while it comes: into a pipe as it is, on a terminal so that the terminal obeys
/// nothing in it, and JSON indented.
final class AnswerWriter: Sendable {
  /// What has come of it.
  struct Outcome: Sendable {
    /// Nil until the header has come.
    var head: AnswerHead?
    /// Bytes of the body that came.
    var received = 0
    /// The beginning of the body of an answer that is none: its reason.
    var kept: [UInt8] = []
    /// Bytes that were written, the header's among them.
    var written = 0
    /// Why no more was written.
    var failure: DescriptorWriter.Failure?
    /// More came than was to be written.
    var isCut = false
  }

  private struct State {
    var outcome = Outcome()
    var json: IndentedJSON?
    var visible = VisibleText()
    var last: UInt8?
  }

  /// A reason lies within so many bytes; a stack trace has 60 kB.
  private static let mostKept = 256 << 10

  private let isTerminal: Bool
  private let includesHead: Bool
  private let limit: Int?
  private let write: @Sendable ([UInt8]) -> DescriptorWriter.Failure?
  private let state = Mutex(State())

  /// Writes at most `limit` bytes of the body, and the header where asked.
  init(
    isTerminal: Bool, includesHead: Bool = false, limit: Int? = nil,
    write: @escaping @Sendable ([UInt8]) -> DescriptorWriter.Failure?
  ) {
    self.isTerminal = isTerminal
    self.includesHead = includesHead
    self.limit = limit
    self.write = write
  }

  /// What has come so far. Waits while something is being written.
  var outcome: Outcome { state.withLock { $0.outcome } }

  /// Where the answer goes.
  var sink: AnswerSink {
    AnswerSink { [self] head in
      state.withLock { take(head, &$0) }
    } piece: { [self] bytes in
      let piece = Array(bytes)
      return state.withLock { take(piece, &$0) }
    }
  }

  /// Writes what still waits for its end. To be called when no more comes.
  func end() {
    state.withLock { state in
      guard isTerminal, state.outcome.failure == nil else { return }
      put(state.visible.end(), &state)
      if let last = state.last, last != UInt8(ascii: "\n") { put([UInt8(ascii: "\n")], &state) }
    }
  }

  private func take(_ head: AnswerHead, _ state: inout State) {
    state.outcome.head = head
    if head.value(of: "content-type")?.lowercased().contains("json") ?? false {
      state.json = IndentedJSON()
    }
    guard includesHead else { return }
    let text = Array((head.lines.joined(separator: "\n") + "\n\n").utf8)
    guard isTerminal else { return put(text, &state) }
    var visible = VisibleText()
    put(visible.take(text) + visible.end(), &state)
  }

  /// False where no more is wanted.
  private func take(_ bytes: [UInt8], _ state: inout State) -> Bool {
    let room = limit.map { $0 - state.outcome.received } ?? bytes.count
    let piece = Array(bytes.prefix(room))
    state.outcome.isCut = piece.count < bytes.count
    state.outcome.received += piece.count
    if let head = state.outcome.head, !(200..<300).contains(head.status) {
      state.outcome.kept += piece.prefix(Self.mostKept - state.outcome.kept.count)
    }
    if isTerminal {
      let lines = state.json?.take(piece) ?? piece
      put(state.visible.take(lines), &state)
    } else {
      put(piece, &state)
    }
    return state.outcome.failure == nil && !state.outcome.isCut
  }

  private func put(_ bytes: [UInt8], _ state: inout State) {
    guard !bytes.isEmpty, state.outcome.failure == nil else { return }
    let failure = write(bytes)
    state.outcome.failure = failure
    state.outcome.written += failure?.written ?? bytes.count
    state.last = bytes.last
  }
}
