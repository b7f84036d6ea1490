import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The recoveries of a job")
struct RecoveriesTests {
  private let job = OrdersFixture.job

  private func opened(
    columns: Int = 120, rows: Int = 40, _ change: (inout ClusterModel) -> Void = { _ in }
  ) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    var cluster = state.cluster
    change(&cluster)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character(":"))
    for letter in "recoveries" { state.press(.character(letter)) }
    state.press(.enter)
    return state
  }

  private func asked(_ state: DashboardState) -> [AnyQuestion] {
    state.visits.top.demand(in: state.context).questions
  }

  @Test("the newest is under the cursor, with its phases, its checkpoint and who tells")
  func newest() {
    let state = opened()
    #expect(state.shown == "Recoveries")
    #expect(state.picture.contains("no rate for key 4711"))
    #expect(state.picture.contains("initialise state") && state.picture.contains("download"))
    #expect(state.picture.contains("from checkpoint 118") && state.picture.contains("LOCAL_DISK"))
    #expect(state.picture.contains("by span log rest"))
    #expect(state.picture.contains("mean 755ms"), "\(state.picture)")
    #expect(state.picture.contains("last 5.3s") && state.picture.contains("median"))
  }

  @Test("nothing of a failure is obeyed by the terminal")
  func hostile() {
    let state = opened { cluster in
      var evil = Recovery(cause: .rescale)
      evil.noticedAt = .init(Fixture.now, .log)
      evil.trigger = "evil \u{1B}[31mred\u{202E}"
      let name = "\u{1B}]0;x\u{07}"
      evil.places = [.init(name: name, max: nil, sum: ByteCount(bytes: 1))]
      evil.parts = [.init(name: name, max: .seconds(1), sum: nil, source: .span)]
      evil.runningAt = .init(Fixture.now, .span)
      evil.endedAt = .init(Fixture.now.advanced(by: .seconds(2)), .span)
      cluster.apply(
        RecoveryTrace(jobs: [job: .init(name: nil, recoveries: [evil])], spanCount: 1),
        to: RecoveryTraceQuestion(), at: Fixture.now)
    }
    #expect(state.picture.contains("rescale: evil"), "\(state.picture)")
    #expect(!state.picture.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
  }

  @Test("Enter goes to the checkpoint that it went back to, y copies what failed")
  func opens() {
    var state = opened()
    #expect(
      state.visits.top.copied(in: state.context)?.contains("no rate for key 4711") == true)
    state.press(.enter)
    #expect(state.shown == "Checkpoints")
  }

  @Test("the log is asked for as the model says, and no subtasks while all is told of the last one")
  func reading() throws {
    let state = opened()
    let question = try #require(
      state.cluster.recoveryTraceQuestion(of: job, now: state.context.now))
    #expect(asked(state).contains(AnyQuestion(question)))
    #expect(!asked(state).contains { $0.kind == .subtaskTimes })
  }

  @Test("where no log can be had the REST API's account is shown, and said to be that")
  func withoutLog() {
    let state = opened { cluster in
      cluster.apply(
        RecoveryTrace(jobs: [:], spanCount: 0), to: RecoveryTraceQuestion(), at: Fixture.now)
    }
    #expect(state.picture.contains("no spans in the log"))
    #expect(!state.picture.contains("download") && state.picture.contains("rest"))
  }

  @Test("a history server is not asked for a log")
  func history() {
    let state = opened { cluster in
      cluster.apply(
        Capabilities(
          version: "1.20.5", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
          acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true,
          refusals: [.rescales: "old", .recoveryTrace: "none"]),
        to: .capabilities, at: Fixture.now)
    }
    #expect(asked(state).allSatisfy { [.exceptions, .subtaskTimes].contains($0.kind) })
  }

  @Test("it draws in any size", arguments: [(20, 5), (40, 10), (79, 24), (80, 16), (300, 90)])
  func sizes(columns: Int, rows: Int) {
    let state = opened(columns: columns, rows: rows)
    #expect(state.frame().size == Size(columns: columns, rows: rows))
  }

  @Test("a bar lies where its phase does, and is never longer than the whole")
  func bars() throws {
    let recovery = try #require(RecoveriesFixture.all.last)
    for width in [0, 1, 2, 10, 61] {
      for charset in [Charset.unicode, .ascii] {
        let rows = RecoveryWaterfall(recovery, width: width, charset: charset).rows
        #expect(rows.count == 10 && rows.allSatisfy { $0.bar.count == width })
      }
    }
    let rows = RecoveryWaterfall(recovery, width: 24, charset: .ascii).rows
    #expect(rows.first { $0.label == "restart delay" }?.bar == "   #######              ")
    #expect(RecoveryWaterfall(Recovery(), width: 24, charset: .ascii).rows.isEmpty)
  }

  @Test("few phases leave more of the screen to the list")
  func room() {
    let size = Size(columns: 80, rows: 24)
    let (few, many) = (RecoveriesLayout(size, phases: 5), RecoveriesLayout(size, phases: 11))
    #expect(few.table.rows == many.table.rows + 5 && many.table.rows == 4)
    #expect(few.detail.rows == 9 && few.detail.endRow == many.detail.endRow)
  }

  @Test("a system without restarts has no such screen; one cluster without its log has")
  func otherSystems() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.cluster.capabilities.refusals = [.recoveryTrace: "a history server has no logs"]
    #expect(state.refusal(of: RecoveriesScreen.self) == nil)
    state.cluster.capabilities.traits.refusals = [
      .recoveryTrace: "not provided by Heron: recoveries"
    ]
    #expect(state.refusal(of: RecoveriesScreen.self)?.contains("Heron") == true)
  }
}
