import StreamModel
import Testing

@Suite("Model of a job")
struct JobModelTests {
  @Test("what is derived can be set, so that a screen can be tried with it")
  func settable() {
    var job = JobModel(.test(), receivedAt: at(0))
    let untouched = job
    job.detail = Observed(.chain, receivedAt: at(1))
    job.metrics = Observed(JobMetrics(restarts: 2), receivedAt: at(1))
    job.failure = .some(Observed(nil, receivedAt: at(1)))
    job.checkpoints = CheckpointLog(.test([.test(1, at: at(0))]), receivedAt: at(1))
    job.checkpoints?.update(.test([.test(2, at: at(3))]), receivedAt: at(4))
    job.checkpointConfiguration = Observed(.test(), receivedAt: at(1))
    job.checkpointDetails[CheckpointID(1)] = Observed(
      CheckpointDetail(checkpoint: .test(1, at: at(0)), vertices: []), receivedAt: at(1))
    job.checkpointSubtasks[
      JobModel.CheckpointPart(checkpoint: CheckpointID(1), vertex: VertexID("map"))] = Observed(
        [], receivedAt: at(1))
    job.vertices[VertexID("map"), default: VertexModel()].busySeries.append(0.5, at: at(1))
    job.restartTimes = [at(0), at(1)]
    for value in [1.0, 2] {
      job.recordsOutSeries.append(value, at: at(value))
      job.busySeries.append(value, at: at(value))
      job.backpressuredSeries.append(value, at: at(value))
      job.lagSeries.append(value, at: at(value))
    }
    #expect(job.vertex(VertexID("map"))?.shortName == "fraud score")
    #expect(job.checkpoints?.history.map(\.id.number) == [2, 1])
    #expect(job.checkpointSubtasks(of: CheckpointID(1)) == [VertexID("map"): []])
    #expect(job.vertices[VertexID("map")]?.busySeries.last?.value == 0.5)
    #expect(job.restartTimes == [at(0), at(1)])
    let series = [
      job.recordsOutSeries, job.busySeries, job.backpressuredSeries, job.lagSeries,
    ]
    #expect(series.allSatisfy { $0.samples.count == 2 })
    #expect(job.metrics?.value.restarts == 2)
    #expect(job.failure != nil && job.failure?.value == nil)
    #expect(job.isCheckpointingEnabled == true)
    #expect(job.checkpointDetails.count == 1)
    #expect(untouched.detail == nil && untouched.vertices.isEmpty)
  }

  @Test(
    "levels of backpressure are Flink's",
    arguments: [
      (0.0, BackpressureLevel.ok), (0.1, .ok), (0.11, .low), (0.5, .low), (0.51, .high),
      (1, .high),
    ])
  func level(share: Double, expected: BackpressureLevel) throws {
    #expect(BackpressureLevel(try #require(Ratio(share))) == expected)
  }

  @Test("a connection says why something is wrong, where it is")
  func connection() {
    let error = SourceError.timedOut(after: .seconds(1), on: "/jobs")
    #expect(Connection.connecting.error == nil)
    #expect(Connection.live.error == nil)
    #expect(Connection.degraded(error).error == error)
    #expect(Connection.stale(since: at(0), error).error == error)
    #expect(Connection.unreachable(since: nil, error).error == error)
  }
}
