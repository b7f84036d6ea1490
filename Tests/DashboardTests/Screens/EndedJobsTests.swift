import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Jobs that have ended")
struct EndedJobsTests {
  /// The orders job with all its figures, in another state.
  private func cluster(_ state: JobState, isHistory: Bool = false) -> ClusterModel {
    var cluster = OrdersFixture.cluster()
    if isHistory {
      var capabilities = Fixture.capabilities
      capabilities.isHistoryServer = true
      cluster.apply(capabilities, to: .capabilities, at: Fixture.now)
      cluster.overview = nil
    }
    let orders = Fixture.summary("orders", state)
    let jobs = [orders] + Fixture.jobs.dropFirst().filter { !isHistory || $0.state.isTerminal }
    cluster.apply(jobs, to: .jobs, at: Fixture.now)
    return cluster
  }

  private func state(_ cluster: ClusterModel, columns: Int = 200) -> DashboardState {
    var state = Fixture.state(columns: columns, rows: 40)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test("show what they read and wrote in all, marked as a total")
  func totals() throws {
    func row(_ state: JobState) throws -> String {
      try #require(
        self.state(cluster(state)).frame().lines.first {
          $0.contains("orders") && $0.contains(state.name)
        })
    }
    #expect(try row(.finished).contains("Σ19.2M"))
    #expect(try !row(.running).contains("Σ"))
  }

  @Test("no order goes by a figure that a row does not show", arguments: [false, true])
  func order(isReversed: Bool) throws {
    let ended = cluster(.finished)
    let job = try #require(ended.job(OrdersFixture.job))
    func key(_ column: String, _ job: JobModel, at now: Timestamp, lostAt: Timestamp? = nil)
      -> SortKey
    {
      let verdict = job.verdict(at: now)
      let row = JobRow(
        job: job, verdict: verdict, rank: 0, charset: .unicode, now: now, lostAt: lostAt)
      return JobTable.table.column(column)?.key?(row) ?? .text("no column")
    }
    let columns = ["in", "out", "trend", "busiest", "busy", "backpressure", "lag", "lagtrend"]
    for column in columns {
      #expect(key(column, job, at: Fixture.now) == .number(nil), "\(column)")
    }
    let vertices = try #require(job.detail?.value.vertices)
    for column in ["busy", "backpressure", "in", "out", "skew"] {
      let keys = vertices.map { vertex in
        VertexTable.table.column(column)?.key?(
          VertexRow(
            vertex: vertex, model: job.vertices[vertex.id], job: job, isCulprit: false,
            charset: .unicode, now: Fixture.now))
      }
      #expect(keys.allSatisfy { $0 == .number(nil) }, "\(column)")
    }
    let live = try #require(cluster(.running).job(OrdersFixture.job))
    #expect(key("busy", live, at: Fixture.now) != .number(nil))
    let expired = Fixture.now.advanced(by: FigureAge.hideAfter + .seconds(1))
    #expect(key("busy", live, at: expired) == .number(nil))
    #expect(key("busy", live, at: Fixture.now, lostAt: expired) == .number(nil))
    // A dash stands last in both directions.
    #expect(SortKey.number(nil).isAbove(.number(1), isReversed: isReversed) == false)
  }

  @Test("a parallelism that is not decided is a dash, and stands last")
  func parallelism() throws {
    var vertex = Vertex(
      id: VertexID("v"), name: "join", parallelism: nil, maxParallelism: nil, state: .created,
      startTime: nil, tasks: TaskCounts(byState: [:]), inputs: [],
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
    let job = try #require(OrdersFixture.cluster().job(OrdersFixture.job))
    func cell() -> CellText {
      VertexRow(
        vertex: vertex, model: nil, job: job, isCulprit: false, charset: .unicode, now: Fixture.now
      ).parallelism
    }
    #expect(cell() == .unknown)
    let row = VertexRow(
      vertex: vertex, model: nil, job: job, isCulprit: false, charset: .unicode, now: Fixture.now)
    #expect(VertexTable.table.column("parallelism")?.key?(row) == .number(nil))
    vertex.parallelism = 4
    #expect(cell().text == "0/4")
  }

  @Test(
    "a history server is named in the header, and has no column of what runs", arguments: [80, 200])
  func historyServer(columns: Int) {
    let state = state(cluster(.finished, isHistory: true), columns: columns)
    let lines = state.frame().lines
    #expect(lines[0].contains("history server"))
    #expect(!lines[0].contains("TaskManager"))
    let head = lines[JobsLayout(state.size).head]
    for title in ["BUSY", "BUSIEST", "BP", "LAG", "RESTARTS", "OUT 5m"] {
      #expect(!head.contains(title), "\(title)")
    }
    #expect(head.contains("JOB") && head.contains("IN/s"))
    var opened = state
    opened.jobs.table.selected = OrdersFixture.job
    opened.press(.enter)
    // The pane of vertices is the left one where there are two.
    let vertices = opened.frame().lines.first { $0.contains("VERTEX") }.map { $0.prefix(100) }
    #expect(opened.shown == "Job" && vertices?.contains("IN/s") == true)
    for title in ["BUSY", "BACKP.", "SKEW", "5 min"] {
      #expect(vertices?.contains(title) == false, "\(title)")
    }
  }

  @Test("a history server refuses every action in one sentence", arguments: ActionKind.allCases)
  func refused(kind: ActionKind) {
    let state = state(cluster(.finished, isHistory: true))
    #expect(state.disabledReason(kind) == "A history server only shows jobs that have ended.")
    #expect(state.refusal(of: kind) == state.disabledReason(kind))
  }
}
