import StreamModel
import Testing

@testable import Monitoring

@Suite struct JobStateTests {
  private let metricKinds: [QuestionKind] = [.jobMetrics, .load, .watermarks]

  private func playback(_ job: FakeCluster.Job) -> Playback {
    var cluster = FakeCluster()
    cluster.add(.numbered(0), job)
    return Playback.jobsScreen(cluster, rows: 1)
  }

  @Test(
    "a job without running tasks is not asked for metrics",
    arguments: [
      JobState.restarting, .failing, .failed, .canceled, .finished, .created, .initializing,
      .suspended, .reconciling, .cancelling,
    ])
  func noMetrics(state: JobState) {
    var playback = playback(.init(name: "a", state: state))
    playback.run(until: .seconds(60))
    for kind in metricKinds { #expect(playback.count(kind) == 0) }
    #expect(playback.count(.job) > 0)
  }

  @Test("a state of next year's Flink counts as one with metrics")
  func unknownState() {
    var playback = playback(.init(name: "a", state: .other("DREAMING")))
    playback.run(until: .seconds(60))
    for kind in metricKinds { #expect(playback.count(kind) > 0) }
  }

  @Test(
    "a job that is seen to end is asked about twice more, as the graph cache lags, and then no more"
  )
  func endingJob() {
    var playback = playback(.init(name: "a"))
    playback.run(until: .seconds(30))
    playback.cluster.jobs[.numbered(0)]?.state = .finished
    playback.cluster.jobs[.numbered(0)]?.endTime = Timestamp(milliseconds: 1)
    playback.run(until: .seconds(32.5))
    let before = playback.count(.job)
    playback.run(until: .seconds(300))
    // The first of the two was sent with the tick that told of the end.
    #expect(playback.count(.job) == before + 1)
    #expect(playback.count(.checkpoints, in: .seconds(31)..<(.seconds(300))) == 2)
    for kind in metricKinds {
      #expect(playback.count(kind, in: .seconds(33)..<(.seconds(300))) == 0)
    }
  }

  @Test("an ended job whose questions fail is asked again, with back-off, until it answers")
  func endedJobThatFails() {
    var playback = playback(.init(name: "a", state: .finished))
    playback.override = { question, now in
      question.kind == .checkpoints && now < .seconds(20)
        ? .failure(.server(status: 500, message: "x")) : nil
    }
    playback.run(until: .seconds(300))
    #expect(playback.count(.checkpoints, in: .seconds(20)..<(.seconds(300))) == 1)
  }

  @Test("the failure is asked for when a job gets into trouble, and once more as Flink lags")
  func failureOnTrouble() {
    var playback = playback(.init(name: "a"))
    playback.run(until: .seconds(21))
    #expect(playback.count(.failure) == 0)
    playback.cluster.jobs[.numbered(0)]?.state = .restarting
    playback.run(until: .seconds(60))
    let times = playback.asked(.failure(.numbered(0)))
    #expect(times.count == 2)
    #expect(times.first.map { $0 < .seconds(23) } ?? false)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(4) })
  }

  @Test("of the open job it is asked for until it is told, as one that restarts without end is")
  func failureOfOpenJob() {
    var cluster = FakeCluster()
    cluster.add(.numbered(0), .init(name: "a", state: .restarting))
    var playback = Playback.jobScreen(cluster, vertices: 1)
    playback.run(until: .seconds(30))
    let before = playback.count(.failure)
    #expect((5...9).contains(before))
    let failedAt = playback.wallClock.advanced(by: .seconds(1))
    playback.cluster.jobs[.numbered(0)]?.failure = JobFailure(
      cause: "no class", at: failedAt, task: nil, location: nil)
    playback.run(until: .seconds(90))
    #expect(playback.model.jobsByID[.numbered(0)]?.failure?.value?.cause == "no class")
    #expect(playback.count(.failure) <= before + 2)
  }

  @Test(
    "why a job failed is read from its result once, where its exceptions do not tell of the end",
    arguments: [(500, 1), (3, 0), (nil, 1)])
  func result(failedBefore: Int?, times: Int) {
    let end = Timestamp(milliseconds: 1_000_000)
    var job = FakeCluster.Job(name: "a", state: .failed)
    job.endTime = end
    job.failure = failedBefore.map {
      JobFailure(
        cause: "disk full", at: end.advanced(by: .seconds(-$0)), task: nil, location: nil)
    }
    var playback = playback(job)
    playback.run(until: .seconds(120))
    #expect(playback.count(.executionResult) == times)
  }

  @Test("a job that falls back to CREATED, as an adaptive scheduler has it, is asked why")
  func failureOfFallen() {
    var playback = playback(.init(name: "a"))
    playback.run(until: .seconds(21))
    playback.cluster.jobs[.numbered(0)]?.state = .created
    playback.run(until: .seconds(60))
    #expect(playback.count(.failure) == 2)
  }

  @Test("a restart that fits between two ticks is noticed by its count, and its failure asked for")
  func hiddenRestart() {
    var playback = playback(.init(name: "a"))
    playback.run(until: .seconds(40))
    playback.cluster.jobs[.numbered(0)]?.restarts = 1
    playback.run(until: .seconds(90))
    #expect(playback.count(.failure) == 2)
  }

  @Test("a job that had restarted before is asked once for its failure")
  func earlierRestart() {
    var playback = playback(.init(name: "a", restarts: 7))
    playback.run(until: .seconds(120))
    #expect(playback.count(.failure) == 1)
  }

  @Test("the checkpoint configuration is read once a job, and again after a restart")
  func configuration() {
    var playback = playback(.init(name: "a"))
    playback.run(until: .seconds(60))
    #expect(playback.count(.checkpointConfiguration) == 1)
    playback.cluster.jobs[.numbered(0)]?.state = .restarting
    playback.run(until: .seconds(70))
    #expect(playback.count(.checkpointConfiguration) == 1)
    playback.cluster.jobs[.numbered(0)]?.state = .running
    playback.cluster.jobs[.numbered(0)]?.restarts = 1
    playback.run(until: .seconds(180))
    #expect(playback.count(.checkpointConfiguration) == 2)
  }

  @Test("the load of a row is that of its busiest vertex, once counters tell which that is")
  func busiestVertex() {
    var playback = playback(.init(name: "a", vertices: 5))
    playback.run(until: .seconds(180))
    // At first each is asked once, as nothing tells yet; that is forgotten after a minute.
    let loads = playback.asked.filter { $0.question.kind == .load && $0.at > .seconds(60) }
    #expect(loads.count >= 3)
    #expect(loads.allSatisfy { $0.question == .load(.numbered(0), .numbered(1)) })
  }

  @Test("without accumulated times each vertex of a row is asked in turn")
  func eachVertexInTurn() {
    var playback = playback(.init(name: "a", vertices: 3))
    playback.cluster.hasAccumulatedTimes = false
    playback.run(until: .seconds(60))
    let loads = playback.asked.compactMap { ask in
      (ask.question.base as? LoadQuestion)?.vertex
    }
    // The ends first, as records in and out are theirs.
    #expect(Array(loads.prefix(3)) == [0, 2, 1].map(VertexID.numbered))
    #expect(Set(loads.dropFirst(3).prefix(3)).count == 3)
  }

  @Test(
    "a row with many vertices is asked faster, so that all of them are known within half a minute")
  func roundOfManyVertices() {
    var playback = playback(.init(name: "a", vertices: 12))
    playback.cluster.hasAccumulatedTimes = false
    playback.run(until: .seconds(60))
    let asked = playback.asked.filter {
      $0.question.kind == .load && $0.at >= .seconds(20) && $0.at < .seconds(55)
    }
    #expect(Set(asked.map(\.question)).count == 12)
  }

  @Test("the watermarks of a row are those of its sinks")
  func sinks() {
    var playback = playback(.init(name: "a", vertices: 4))
    playback.run(until: .seconds(60))
    let watermarks = playback.asked.filter { $0.question.kind == .watermarks }
    #expect(watermarks.count >= 3)
    #expect(watermarks.allSatisfy { $0.question == .watermarks(.numbered(0), .numbered(3)) })
  }

  @Test("a job that is not listed is not asked about")
  func unlisted() {
    var playback = Playback(.running(1))
    playback.send(.start)
    playback.send(.demand(Demand(visibleJobs: [.numbered(8)], openJob: .numbered(9))))
    playback.run(until: .seconds(20))
    #expect(playback.asked.allSatisfy { [nil, .numbered(0)].contains($0.question.job) })
  }
}
