import SeededRandom
import StreamModel
import Testing

@testable import Monitoring

@Suite struct TokenBucketTests {
  @Test("a full bucket gives its burst at once, and then what flows in")
  func burst() {
    var bucket = TokenBucket(capacity: 3)
    for _ in 0..<3 {
      #expect(bucket.readyAt(.zero, perSecond: 6) == nil)
      bucket.take()
    }
    #expect(bucket.readyAt(.zero, perSecond: 6) == .seconds(0.5))
    #expect(bucket.readyAt(.seconds(0.2), perSecond: 6) == nil)
  }

  @Test("it saves up no more than its burst")
  func capacity() {
    var bucket = TokenBucket(capacity: 2)
    #expect(bucket.readyAt(.seconds(1000), perSecond: 6) == nil)
    bucket.take()
    bucket.take()
    #expect(bucket.readyAt(.seconds(1000), perSecond: 6) != nil)
  }

  @Test("a slow budget is waited for token by token")
  func slowBudget() {
    var bucket = TokenBucket(capacity: 1)
    bucket.take()
    _ = bucket.readyAt(.zero, perSecond: 0.5)
    #expect(bucket.readyAt(.zero, perSecond: 0.5) == .seconds(2))
  }
}

@Suite struct AnswerPaceTests {
  private func pace(_ times: [Duration]) -> AnswerPace {
    var pace = AnswerPace()
    for time in times { pace.note(time) }
    return pace
  }

  @Test("quick answers stretch nothing")
  func quick() {
    var pace = pace(Array(repeating: .milliseconds(5), count: 20))
    pace.adapt(to: .seconds(2))
    #expect(pace.stretch == 1)
    #expect(pace.median == .milliseconds(5))
    #expect(pace.isQuick(for: .seconds(2)))
  }

  @Test(
    "answers slower than half an interval stretch it, up to five times",
    arguments: [(1.0, 1.0), (1.5, 1.5), (3.0, 3.0), (5.0, 5.0), (60.0, 5.0)])
  func stretch(answer: Double, expected: Double) {
    var pace = pace(Array(repeating: .seconds(answer), count: 20))
    pace.adapt(to: .seconds(2))
    #expect(pace.stretch == expected)
    #expect(!pace.isQuick(for: .seconds(2)))
  }

  @Test("one slow answer of twenty stretches nothing")
  func outlier() {
    var pace = pace(Array(repeating: .milliseconds(5), count: 19) + [.seconds(9)])
    pace.adapt(to: .seconds(2))
    #expect(pace.stretch == 1)
  }

  @Test("the first few answers stretch nothing, as a JVM is slow when cold")
  func firstAnswers() {
    var pace = pace([.seconds(3), .seconds(3), .seconds(3)])
    pace.adapt(to: .seconds(2))
    #expect(pace.stretch == 1)
  }

  @Test("the interval relaxes slowly, and all the way")
  func relax() {
    var pace = pace(Array(repeating: .seconds(60), count: 20))
    pace.adapt(to: .seconds(2))
    for _ in 0..<20 { pace.note(.milliseconds(5)) }
    pace.adapt(to: .seconds(2))
    #expect(pace.stretch == 4.5)
    for _ in 0..<20 { pace.adapt(to: .seconds(2)) }
    #expect(pace.stretch == 1)
  }
}

@Suite struct BackOffTests {
  @Test("waiting times double up to the limit, each moved by a fifth at most")
  func doubling() {
    var random: any RandomNumberGenerator & Sendable = SeededGenerator(seed: 3)
    var backOff = BackOff(first: .seconds(2), longest: .seconds(60))
    for expected in [2.0, 4, 8, 16, 32, 60, 60, 60] {
      let wait = backOff.next(using: &random)
      #expect(wait >= .seconds(expected * 0.8))
      #expect(wait <= .seconds(expected * 1.2))
    }
  }

  @Test("waiting times differ, so that clients do not march in step")
  func jitter() {
    var random: any RandomNumberGenerator & Sendable = SeededGenerator(seed: 3)
    let waits = (0..<10).map { _ in
      var backOff = BackOff(first: .seconds(2), longest: .seconds(60))
      return backOff.next(using: &random)
    }
    #expect(Set(waits).count == 10)
  }

  @Test("the same seed gives the same waiting times")
  func deterministic() {
    var first = SeededGenerator(seed: 9)
    var second = SeededGenerator(seed: 9)
    #expect((0..<20).map { _ in first.next() } == (0..<20).map { _ in second.next() })
  }
}

@Suite struct RequestRateTests {
  @Test("the rate is that of the last ten seconds")
  func lastTenSeconds() throws {
    var rate = RequestRate()
    for second in 0...60 {
      // 10 a second for half a minute, then 2.
      let total = second <= 30 ? second * 10 : 300 + (second - 30) * 2
      rate.note(total: total, at: .seconds(second))
    }
    let value = try #require(rate.perSecond(at: .seconds(60)))
    #expect(abs(value - 2) < 0.01)
  }

  @Test("before ten seconds have passed it is that of the time since the start")
  func firstSeconds() throws {
    var rate = RequestRate()
    for second in 0...4 { rate.note(total: second * 5, at: .seconds(second)) }
    let value = try #require(rate.perSecond(at: .seconds(4)))
    #expect(abs(value - 5) < 0.01)
  }

  @Test("nothing is claimed in the first second")
  func tooEarly() {
    var rate = RequestRate()
    rate.note(total: 0, at: .zero)
    rate.note(total: 5, at: .milliseconds(500))
    #expect(rate.perSecond(at: .milliseconds(900)) == nil)
  }

  @Test("many notes in a moment count as one")
  func burst() throws {
    var rate = RequestRate()
    for note in 0..<100 { rate.note(total: note, at: .milliseconds(note * 100)) }
    let value = try #require(rate.perSecond(at: .seconds(10)))
    #expect(abs(value - 9.9) < 0.3)
  }
}
