import Testing

@testable import StreamModel

@Suite("Answers that are kept for screens")
struct AnswerStoreTests {
  /// A question that feeds no figure.
  private struct Notes: Question {
    typealias Answer = String
    static let kind = QuestionKind("test-notes", cadence: .whenChanged)
    var subject = Subject.job(.orders)
    var detail: String

    func size(of answer: String) -> Int { answer.utf8.count }
  }

  private func notes(_ detail: String) -> Notes { Notes(detail: detail) }

  /// Which of the first questions have an answer.
  private func kept(in store: AnswerStore, of count: Int) -> [Int] {
    (0..<count).filter { store[notes("\($0)")] != nil }
  }

  @Test("what no figure follows from is kept as it came, with when, and the last answer counts")
  func keeps() {
    var bench = Bench()
    #expect(bench.cluster.answers[notes("a")] == nil)
    bench.cluster.apply("first", to: notes("a"), at: at(1))
    bench.cluster.apply("second", to: notes("a"), at: at(2))
    bench.cluster.apply("other", to: notes("b"), at: at(3))
    #expect(bench.cluster.answers[notes("a")]?.value == "second")
    #expect(bench.cluster.answers[notes("a")]?.receivedAt == at(2))
    #expect(bench.cluster.answers[notes("b")]?.value == "other")
    #expect(bench.cluster.answers.size == 11)
  }

  @Test("an answer about a job that is not listed is dropped")
  func stray() {
    var bench = Bench()
    let stray = Notes(subject: .job(JobID("nobody")), detail: "a")
    bench.cluster.apply("x", to: stray, at: at(1))
    #expect(bench.cluster.answers[stray] == nil)
  }

  @Test("no more are kept than there is room for: the oldest goes first")
  func count() {
    var store = AnswerStore(capacity: 3, sizeLimit: 1000)
    for number in 0..<5 { store.keep("x", to: notes("\(number)"), at: at(0)) }
    #expect(kept(in: store, of: 5) == [2, 3, 4])
    store.keep("again", to: notes("2"), at: at(1))
    store.keep("x", to: notes("5"), at: at(1))
    #expect(kept(in: store, of: 6) == [2, 4, 5])
    #expect(store.count == 3)
  }

  @Test("nor more bytes; the newest is kept however large it is")
  func bytes() {
    var store = AnswerStore(capacity: 100, sizeLimit: 10)
    for number in 0..<4 { store.keep("four", to: notes("\(number)"), at: at(0)) }
    #expect(kept(in: store, of: 4) == [2, 3])
    #expect(store.size == 8)
    store.keep("sixsix", to: notes("3"), at: at(1))
    #expect(kept(in: store, of: 4) == [2, 3])
    #expect(store.size == 10)
    store.keep("more than there is room for", to: notes("4"), at: at(2))
    #expect(kept(in: store, of: 5) == [4])
    store.keep("x", to: notes("5"), at: at(3))
    #expect(kept(in: store, of: 6) == [5])
    #expect(store.size == 1)
  }

  @Test("what a screen asks for now stays, and what it asked for last goes later than the rest")
  func seen() {
    var store = AnswerStore(capacity: 3, sizeLimit: 1000)
    for number in 0..<3 { store.keep("x", to: notes("\(number)"), at: at(0)) }
    store.want([notes("0").key])
    for number in 3..<9 { store.keep("x", to: notes("\(number)"), at: at(1)) }
    #expect(kept(in: store, of: 9) == [0, 7, 8])
    store.want([])
    store.keep("x", to: notes("9"), at: at(2))
    #expect(kept(in: store, of: 10) == [0, 8, 9])
    // Where all are asked for, all stay.
    store.want((8..<20).map { notes("\($0)").key })
    for number in 10..<14 { store.keep("x", to: notes("\(number)"), at: at(3)) }
    #expect(kept(in: store, of: 20) == [8, 9, 10, 11, 12, 13])
  }

  @Test("what came and had to go is known as such, until it comes anew")
  func dropped() {
    var store = AnswerStore(capacity: 2, sizeLimit: 1000)
    for number in 0..<3 { store.keep("x", to: notes("\(number)"), at: at(0)) }
    #expect((0..<4).map { store.hasDropped(notes("\($0)").key) } == [true, false, false, false])
    store.keep("x", to: notes("0"), at: at(1))
    #expect((0..<3).map { store.hasDropped(notes("\($0)").key) } == [false, true, false])
  }

  @Test("the size of a list goes by its length")
  func sizes() {
    #expect(JobsQuestion().size(of: []) < 100)
    let list = JobsQuestion().size(of: (0..<1000).map { .test(JobID("\($0)")) })
    #expect(list > 100_000 && list < 1_000_000)
    #expect(JobQuestion(.orders).size(of: .chain) > 500)
    #expect(OverviewQuestion().size(of: .test()) == MemoryLayout<ClusterOverview>.size)
  }
}
