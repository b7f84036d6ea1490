import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Several clusters")
struct ClustersTests {
  private static let staging = ClusterIdentity(
    name: "staging", endpoint: "http://staging:8081", source: "flink")
  private static let stagingJob = JobID(Fixture.identifier("sandbox"))

  private static func stagingModel(_ state: JobState = .running) -> ClusterModel {
    var cluster = ClusterModel(identity: staging, interval: .seconds(10))
    cluster.apply(Fixture.capabilities, to: .capabilities, at: Fixture.now)
    cluster.apply([Fixture.summary("sandbox", state)], to: .jobs, at: Fixture.now)
    cluster.connection = .live
    cluster.lastAnswerAt = Fixture.now
    return cluster
  }

  private func both(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = DashboardState(
      settings: Fixture.settings(),
      clusters: [Fixture.cluster(Fixture.jobs), Self.stagingModel()],
      size: Size(columns: columns, rows: rows), now: Fixture.now)
    for cluster in [Fixture.cluster(Fixture.jobs), Self.stagingModel()] {
      _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    }
    return state
  }

  @Test(
    "the foot line offers the next cluster where its key leads there, and not where an open log has it"
  )
  func keyOfALog() {
    var state = both(columns: 200)
    state.press(.character(":"))
    state.type("logs")
    state.press(.enter)
    func isOffered() -> Bool { state.footKeys.contains { $0.label == "cluster" } }
    #expect(state.shown == "Logs" && isOffered())
    var cluster = state.cluster
    cluster.apply(
      [LogFile(name: "log", size: nil, changedAt: nil)], to: LogFilesQuestion(.controller),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.enter)
    #expect((state.visits.top as? LogsScreen)?.reader != nil && !isOffered())
    state.press(.escape)
    #expect(isOffered())
  }

  @Test("what comes of one cluster is shown for it alone, and the bar says which is shown")
  func apart() {
    var state = both()
    #expect(state.frame().lines[0].hasPrefix(" 1/2  prod-eu "))
    #expect(state.picture.contains("payments") && !state.picture.contains("sandbox"))
    state.press(.character("n"))
    #expect(state.frame().lines[0].hasPrefix(" 2/2  staging "))
    #expect(state.picture.contains("sandbox") && !state.picture.contains("payments"))
    _ = state.reduce(.snapshot(Fixture.cluster([]), []), at: Fixture.now)
    #expect(state.picture.contains("sandbox"))
    state.press(.enter)
    #expect(state.frame().lines[0].hasPrefix(" 2/2 staging › sandbox "))
  }

  @Test("each has its own way, and Esc leads back to the cluster one came from")
  func ways() {
    var state = both()
    state.press(.down, .enter, .character("n"), .enter, .character("N"))
    #expect(state.shown == "Job" && state.cluster.identity == Fixture.identity)
    state.press(.character("N"))
    #expect(state.shown == "Job" && state.cluster.identity == Self.staging)
    state.press(.escape, .escape)
    #expect(state.shown == "Job" && state.cluster.identity == Fixture.identity)
    #expect(state.notice?.text == "Back at prod-eu.")
    state.press(.escape)
    #expect(state.shown == "Jobs")
    #expect(state.press(.character("q")) == [.quit])
  }

  @Test("the shown one is asked what its screen needs, the others for a glance")
  func demands() {
    var state = both()
    func glances() -> [Bool] { state.demands.map(\.demand.isGlance) }
    #expect(state.demands.map(\.cluster) == [Fixture.identity.id, Self.staging.id])
    #expect(glances() == [false, true])
    state.press(.character("n"))
    #expect(glances() == [true, false])
    #expect(state.demands[1].demand.visibleJobs == [Self.stagingJob])
    #expect(state.demands[0].demand.visibleJobs.isEmpty)
    state.press(.character("p"))
    #expect(state.demands.map(\.demand.isPaused) == [true, true])
  }

  @Test("a request holds the cluster that its dialog was opened for")
  func requests() {
    var state = both()
    state.press(.character("n"))
    let asked = state.press(.character("s"), .character("y"))
    guard case .perform(let request)? = asked.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(request.cluster == Self.staging.id && request.job == Self.stagingJob)
  }

  @Test("an open dialog stays with its cluster, whatever is shown behind it")
  func dialog() {
    var state = both()
    state.press(.character("n"), .character("S"))
    // No key leads here: it must hold all the same.
    state.context.shown = 0
    state.settle()
    #expect(state.picture.contains("staging  http://staging:8081"))
    #expect(state.picture.contains(Self.stagingJob.text))
    #expect(!state.picture.contains("not on the cluster any more"))
    let asked = state.press(.character("y"))
    guard case .perform(let request)? = asked.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(request.cluster == Self.staging.id)
  }

  @Test("an outcome and a turn for the worse at another cluster are told with its name")
  func told() {
    var state = both()
    let request = OperationRequest(
      in: Self.staging.id, id: "1", kind: .checkpoint, job: Self.stagingJob, jobName: "sandbox")
    var operation = StreamModel.Operation(request: request, startedAt: Fixture.now)
    operation.state = .failed(cause: "disk full")
    operation.endedAt = Fixture.now
    _ = state.reduce(.snapshot(Self.stagingModel(), [operation]), at: Fixture.now)
    #expect(state.picture.contains("staging: Checkpoint of sandbox: failed. disk full"))
    state.press(.escape)
    #expect(!state.picture.contains("disk full"))
    _ = state.reduce(.snapshot(Self.stagingModel(.failed), []), at: Fixture.now)
    #expect(state.notice?.text.hasPrefix("staging: Another job turned bad. sandbox") == true)
  }

  @Test("operations of another cluster are counted where none was asked of this one")
  func elsewhere() {
    var state = both()
    let request = OperationRequest(
      in: Self.staging.id, id: "1", kind: .checkpoint, job: Self.stagingJob, jobName: "sandbox")
    let operation = StreamModel.Operation(request: request, startedAt: Fixture.now)
    _ = state.reduce(.snapshot(Self.stagingModel(), [operation]), at: Fixture.now)
    state.press(.character("9"))
    #expect(state.picture.contains("Nothing was asked of this cluster yet."))
    #expect(state.picture.contains("1 at other clusters (n)"))
  }

  @Test("the list of clusters tells of each, and Enter shows its jobs")
  func list() {
    var state = both()
    state.press(.character("@"))
    let lines = state.frame().lines
    #expect(lines.contains { $0.contains("▌prod-eu") && $0.contains("live") })
    #expect(lines.contains { $0.contains(" staging ") && $0.contains("none seen") })
    state.press(.down, .enter)
    #expect(state.shown == "Jobs" && state.cluster.identity == Self.staging)
    state.press(.escape)
    #expect(state.shown == "Clusters" && state.cluster.identity == Fixture.identity)
    #expect(state.press(.character("y")) == [.copy("http://staging:8081")])
  }

  @Test("a cluster is gone to by its name, by the beginning of it, or by its endpoint")
  func byName() {
    for word in ["staging", "stag", "http://staging:8081"] {
      var state = both()
      state.press(.character(":"))
      state.type("ctx \(word)")
      state.press(.enter)
      #expect(state.cluster.identity == Self.staging, "\(word)")
    }
    var state = both()
    state.press(.character(":"))
    state.type("ctx nowhere")
    state.press(.enter)
    #expect(state.notice?.text == "No cluster is called 'nowhere'; there are prod-eu, staging.")
  }

  @Test("with one cluster the keys say that there is no other")
  func alone() {
    var state = Fixture.state()
    state.press(.character("n"))
    #expect(
      state.notice?.text == "Only one cluster is watched: flinktop URL URL watches several.")
    #expect(state.frame().lines[0].hasPrefix(" prod-eu "))
  }

  @Test("a snapshot of a cluster that is not watched changes nothing")
  func stranger() {
    var state = Fixture.state()
    let before = state.frame()
    _ = state.reduce(.snapshot(Self.stagingModel(), []), at: Fixture.now)
    #expect(state.frame() == before && state.context.clusters.count == 1)
  }
}
