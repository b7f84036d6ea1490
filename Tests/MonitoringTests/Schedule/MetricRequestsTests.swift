import StreamModel
import Testing

@testable import Monitoring

@Suite("Requests for metrics that are followed")
struct MetricRequestsTests {
  private let source = MetricSource.vertex(.numbered(0), .numbered(1))

  private func asked(_ ids: [String], for span: Duration) -> (times: [Duration], playback: Playback)
  {
    var playback = Playback(.running(1))
    let question = AnyQuestion(.metricValues(source, ids))
    playback.send(.start)
    playback.send(.demand(Demand(openJob: .numbered(0), questions: [question])))
    playback.run(until: span)
    return (playback.asked(question), playback)
  }

  /// Those about the vertex: what verdicts look into goes besides.
  private func asks(of playback: Playback) -> [QuestionKey] {
    playback.asked.map(\.question.key).filter {
      $0.kind == .metricValues && $0.subject == source.subject
    }
  }

  @Test("several of one thing take one question each ten seconds, as many as one of it takes")
  func together() {
    let one = asked(["a"], for: .seconds(120))
    let six = asked(["a", "b", "c", "d", "e", "f"], for: .seconds(120))
    #expect(one.times == six.times)
    #expect((11...14).contains(six.times.count))
    // The first goes ahead to have the metrics fetched.
    let steady = six.times.dropFirst()
    #expect(zip(steady, steady.dropFirst()).allSatisfy { $1 - $0 >= .seconds(10) })
    #expect(asks(of: six.playback).count == six.times.count)
    #expect(six.playback.model.metricTracks[source, "f"]?.series(.sum).samples.isEmpty == false)
  }

  @Test("what is not shown any more is not asked for")
  func ended() {
    var (_, playback) = asked(["a"], for: .seconds(30))
    playback.send(.demand(Demand(openJob: .numbered(0))))
    let before = asks(of: playback).count
    playback.run(for: .seconds(60))
    #expect(asks(of: playback).count == before)
  }
}
