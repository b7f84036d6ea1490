import StreamModel
import Testing

/// What a system leaves out that tells neither tasks nor edges, as TSP.
@Suite("Jobs of which neither tasks nor edges are told")
struct UntoldPartsTests {
  private static var summary: JobSummary {
    var summary = JobSummary.test(lastModification: nil)
    summary.tasks = .untold
    return summary
  }

  /// After so many seconds, with records counted: 1000 a second out of the source, 10 into the sink.
  private static func detail(_ seconds: Int64, areEdgesTold: Bool = false) -> JobDetail {
    let counts: [(String, Int64?, Int64?)] = [
      ("source", nil, 1000 * seconds), ("map", 1000 * seconds, 10 * seconds),
      ("sink", 10 * seconds, nil),
    ]
    var detail = JobDetail.test(
      counts.map { name, recordsIn, recordsOut in
        var vertex = Vertex.test(name)
        vertex.parallelism = nil
        vertex.startTime = nil
        vertex.tasks = .untold
        vertex.counters.recordsIn = recordsIn
        vertex.counters.recordsOut = recordsOut
        return vertex
      })
    detail.areEdgesTold = areEdgesTold
    return detail
  }

  private func bench(areEdgesTold: Bool = false) -> Bench {
    var bench = Bench([Self.summary])
    for seconds in stride(from: 10, through: 120, by: 10) {
      bench.jobs([Self.summary], at: at(Double(seconds)))
      bench.detail(
        Self.detail(Int64(seconds), areEdgesTold: areEdgesTold), at: at(Double(seconds)))
    }
    return bench
  }

  @Test("have rates all the same, in through the first vertex and out through the last")
  func rates() throws {
    let bench = bench()
    #expect(abs(try #require(bench.vertex("map").recordsIn).value.perSecond - 1000) < 1)
    #expect(abs(try #require(bench.job.recordsIn).value.perSecond - 1000) < 1)
    #expect(abs(try #require(bench.job.recordsOut).value.perSecond - 10) < 1)
    #expect(bench.vertex("source").recordsIn == nil && bench.vertex("sink").recordsOut == nil)
    #expect(bench.job.recordsInTotal == 120_000 && bench.job.recordsOutTotal == 1200)
    let map = Self.detail(120).vertices[1]
    #expect(bench.job.totals(of: map).recordsIn == 120_000)
  }

  @Test("a vertex without edges in a graph that is told is alone")
  func toldEdges() {
    #expect(bench(areEdgesTold: true).job.recordsOutTotal == nil)
  }

  @Test("are not said to have no tasks, nor to be well where nothing tells of pressure")
  func sentences() {
    var bench = bench()
    bench.cluster.capabilities.refusals = Dictionary(
      uniqueKeysWithValues: [QuestionKind.load, .watermarks, .checkpoints, .jobMetrics].map {
        ($0, "-")
      })
    let verdict = bench.cluster.verdict(of: bench.job, at: at(121))
    #expect(verdict.summary == "Nothing wrong as far as Flink tells: 1.0k records/s in.")
    let young = Bench([Self.summary])
    #expect(!young.cluster.verdict(of: young.job, at: at(1)).summary.contains("tasks yet"))
  }

  @Test("a state that was not told before has not begun when it is told")
  func lateState() {
    var unknown = JobSummary.test(state: .other("UNKNOWN"), startTime: nil, duration: nil)
    unknown.isStateTold = false
    var bench = Bench([unknown])
    bench.jobs([.test(state: .failed, endTime: at(-600))], at: at(2))
    #expect(bench.job.stateSince == at(-600))
  }

  @Test("a system that can only cancel refuses all else, and says why")
  func cancelsOnly() {
    var traits = SystemTraits.flink
    traits.cancelsOnly = "It can only cancel."
    var capabilities = Capabilities.unknown
    capabilities.version = "1"
    capabilities.canTriggerCheckpoint = true
    capabilities.traits = traits
    #expect(capabilities.refusal(of: .cancel) == nil)
    for kind in [
      OperationKind.checkpoint, .shutdown, .savepoint(targetDirectory: nil, format: nil),
      .stop(drain: false, targetDirectory: nil, format: nil),
    ] {
      #expect(capabilities.refusal(of: kind) == "It can only cancel.")
    }
  }
}
