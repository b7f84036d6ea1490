/// Answers that no figure follows from, kept for the screens that asked. Bounded in number and in bytes: what no screen
/// has asked for the longest goes first, and what the screen asks for now never.
package struct AnswerStore: Sendable {
  private struct Entry {
    /// An `Observed` of the question's answer.
    var value: any Sendable
    /// Bytes, roughly.
    var size: Int
    /// Higher for what was asked for later.
    var turn: Int
  }

  /// Answers that are kept at most.
  let capacity: Int
  /// Bytes that they take together at most, roughly, besides what the screen asks for now and what came last.
  let sizeLimit: Int
  private var entries: [QuestionKey: Entry] = [:]
  private var wanted: Set<QuestionKey> = []
  /// Answers that came and are not here any more, as there was no room: to be asked for anew where they are wanted.
  private var dropped: Set<QuestionKey> = []
  private var lastTurn = 0
  /// Bytes that are taken now, roughly.
  private(set) var size = 0

  package init(capacity: Int = 100, sizeLimit: Int = 4 << 20) {
    self.capacity = capacity
    self.sizeLimit = sizeLimit
  }

  var count: Int { entries.count }

  /// The last answer to a question, with when it came.
  package subscript<Q: Question>(question: Q) -> Observed<Q.Answer>? {
    entries[question.key]?.value as? Observed<Q.Answer>
  }

  /// Keeps an answer in the place of the last one to the same question.
  mutating func keep<Q: Question>(_ answer: Q.Answer, to question: Q, at now: Timestamp) {
    let key = question.key
    let new = Entry(
      value: Observed(answer, receivedAt: now), size: question.size(of: answer), turn: nextTurn())
    size += new.size - (entries[key]?.size ?? 0)
    entries[key] = new
    dropped.remove(key)
    while entries.count > capacity || size > sizeLimit, dropOldest(but: key) {}
  }

  func holds(_ key: QuestionKey) -> Bool { entries[key] != nil }

  /// True where an answer came, and is not here any more.
  package func hasDropped(_ key: QuestionKey) -> Bool { dropped.contains(key) }

  /// Says what the screen asks for now: that stays.
  package mutating func want(_ keys: some Sequence<QuestionKey>) {
    let now = Set(keys)
    // What it asked for until now was seen until now.
    for key in wanted.union(now) {
      let turn = nextTurn()
      entries[key]?.turn = turn
    }
    wanted = now
  }

  private static let mostDropped = 1000

  private mutating func nextTurn() -> Int {
    lastTurn += 1
    return lastTurn
  }

  private mutating func dropOldest(but kept: QuestionKey) -> Bool {
    let unseen = entries.filter { $0.key != kept && !wanted.contains($0.key) }
    guard let oldest = unseen.min(by: { $0.value.turn < $1.value.turn }) else { return false }
    size -= oldest.value.size
    entries[oldest.key] = nil
    // Names of things that come and go are not gathered for ever.
    if dropped.count >= Self.mostDropped { dropped.removeAll() }
    dropped.insert(oldest.key)
    return true
  }
}
