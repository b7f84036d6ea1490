import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The JobManager screen")
struct JobManagerTests {
  private func opened(columns: Int = 140, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.press(.character("8"))
    return state
  }

  private func line(_ text: String, _ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains(text) } ?? ""
  }

  @Test("it has memory against its bounds, threads, load and garbage, and asks for them itself")
  func process() {
    let state = opened()
    #expect(line(" heap ", state).contains("700 MiB of 1.0 GiB, 68%"))
    #expect(line(" metaspace ", state).contains("240 MiB of 256 MiB, 94%"))
    #expect(line(" process ", state).contains("10.0 MiB direct   87 threads   CPU 4%"))
    #expect(line(" GC ", state).contains("1% of the time lately   G1 Young Generation 120 in 40"))
    // What is near its bound is coloured.
    let frame = state.frame()
    let row = frame.lines.firstIndex { $0.contains(" metaspace ") } ?? 0
    #expect((0..<140).contains { frame[$0, row].style.role == .warning })
    #expect(
      state.demand.questions == [
        AnyQuestion(.controller), AnyQuestion(.controllerConfiguration),
        AnyQuestion(.controllerEnvironment),
      ])
  }

  @Test("settings and options are listed without what is secret, and nothing acts on the terminal")
  func secrets() {
    var state = opened()
    var cluster = state.cluster
    let hostile = Setting(key: "name.\u{1B}[31m", value: "a\nb")
    cluster.apply(
      ControllerFixture.settings + [hostile], to: .controllerConfiguration, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(!line("[31m", state).isEmpty)
    #expect(line("fs.azure.account.key", state).contains("******"))
    #expect(line("s3.endpoint", state).contains("https://******@s3.example.com/"))
    #expect(line("keytab", state).contains("/etc/flink.keytab"))
    #expect(line("keyStorePassword", state).contains("******"))
    for secret in ["c2VjcmV0", "opensesame", "user:pw", "\u{1B}"] {
      #expect(!state.picture.contains(secret))
    }
  }

  @Test("a filter looks into keys, values and kinds; y copies a setting whole")
  func filter() {
    var state = opened()
    state.press(.character("/"))
    state.type("jvm option")
    state.press(.enter)
    #expect(line("-Xmx1024m", state).contains("JVM option"))
    #expect(!state.picture.contains("s3.endpoint"))
    state.press(.escape)
    #expect(state.press(.character("y")) == [.copy("execution.checkpointing.interval: 60s")])
  }

  @Test("its logs and its threads are a key away")
  func leads() {
    var state = opened()
    state.press(.character("T"))
    #expect(state.shown == "Thread dump" && state.visits.top.subject == .cluster)
    state.press(.escape, .character("l"))
    #expect(state.shown == "Logs" && state.visits.top.subject == .cluster)
  }

  @Test("what a version does not tell is said, and the rest is shown; a restart is said with when")
  func old() {
    var state = OrdersFixture.state(columns: 140, rows: 40)
    var cluster = Fixture.cluster(Fixture.jobs)
    cluster.apply(ControllerFixture.settings, to: .controllerConfiguration, at: Fixture.now)
    cluster.capabilities.refusals = [.controllerEnvironment: "Flink 1.13.6 does not tell"]
    cluster.restartedAt = Fixture.now.advanced(by: .seconds(-90))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("8"))
    #expect(state.picture.contains("JVM options not told by Flink before 1.16"))
    #expect(state.picture.contains("s3.endpoint"))
    #expect(state.picture.contains("restarted 14:01:01, 1m 30s ago"))
    #expect(state.picture.contains("Waiting for the first answer."))
  }

  @Test("the line at the top is told in fewer words where room is short, and nothing of it is cut")
  func narrow() {
    var state = opened()
    var cluster = state.cluster
    cluster.capabilities.revision = "c0f8d1a @ 2026-06-14T16:29:03+02:00"
    cluster.capabilities.allowsSubmit = true
    cluster.capabilities.allowsRescale = false
    cluster.restartedAt = Fixture.now.advanced(by: .seconds(-900))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    func head(_ columns: Int) -> String {
      state.resize(columns: columns, rows: 24)
      return state.frame().lines[1].trimmingBlanks
    }
    let restarted = "Flink 2.3.0   restarted 13:47:31, 15m 00s ago"
    let rights = "   submit yes, cancel yes, rescale no"
    #expect(head(140) == "\(restarted)   c0f8d1a @ 2026-06-14T16:29:03+02:00\(rights)")
    #expect(head(100) == "\(restarted)   c0f8d1a\(rights)")
    #expect(head(86) == "\(restarted)\(rights)")
    #expect(head(80) == "\(restarted)   c0f8d1a")
    #expect(head(50) == restarted)
  }
}
