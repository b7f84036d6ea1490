import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Tools of the JVM, read over a subtask")
struct ProcessToolScreenTests {
  /// The Subtasks screen of a system that can have tools run.
  private func state(hasTools: Bool = true) -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .character("5"))
    guard hasTools else { return state }
    var cluster = state.cluster
    cluster.capabilities.traits.refusals[.processTool] = nil
    cluster.capabilities.refusals[.processTool] = nil
    cluster.capabilities.traits.controls = [.heapDump]
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  private func shown(in state: DashboardState) -> ProcessToolQuestion? {
    if case .tool(let question, _)? = state.overlay { question } else { nil }
  }

  @Test(
    "each key asks for its tool, and shows it once it has come",
    arguments: [
      ("J", ProcessTool.jstack), ("H", .histo), ("i", .pid),
    ] as [(Character, ProcessTool)])
  func shows(key: Character, tool: ProcessTool) throws {
    var state = state()
    state.press(.character(key))
    let question = try #require(shown(in: state))
    #expect(question.tool == tool && question.job == OrdersFixture.job)
    #expect(state.demand.questions.contains(AnyQuestion(question)))
    #expect(state.picture.contains("Waiting for the first answer."))
    var cluster = state.cluster
    let output = ToolOutput(
      instance: "container_1_split_3", host: "worker-1", command: "jstack 41001",
      output: "\"main\" #1\n\tat a.B.c(B.java:1)\n\u{1b}[31mred", errors: "a warning\n")
    // One from before is not what was asked for.
    cluster.apply(output, to: question, at: Fixture.now.advanced(by: .seconds(-60)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Waiting for the first answer."))
    cluster.apply(output, to: question, at: Fixture.now.advanced(by: .seconds(1)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let text = state.picture
    #expect(text.contains("container_1_split_3 on worker-1") && text.contains("jstack 41001"))
    #expect(
      text.contains("    at a.B.c(B.java:1)") && text.contains("to standard error: a warning"))
    #expect(!text.contains("\u{1b}"))
    state.press(.escape)
    #expect(state.overlay == nil && !state.demand.questions.contains(AnyQuestion(question)))
  }

  @Test("what fails is told in its place")
  func fails() throws {
    var state = state()
    state.press(.character("J"))
    let question = try #require(shown(in: state))
    var cluster = state.cluster
    cluster.fail(question, with: .conflict("'jstack 7' says: no"), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("'jstack 7' says: no"))
  }

  @Test("a heap dump asks first, with instance and host, and not before they are known")
  func heapDump() throws {
    var state = state()
    state.press(.character("M"))
    #expect(state.overlay == nil && state.notice?.text.contains("not known yet") == true)
    var cluster = state.cluster
    let vertex = try #require(state.visits.top.vertex(in: state.context))
    var subtasks = try #require(
      cluster.answers[.subtasks(OrdersFixture.job, vertex)]?.value.subtasks)
    for index in subtasks.indices {
      subtasks[index].ownName = "container_1_split_\(index)"
      subtasks[index].host = "worker-1"
    }
    cluster.apply(
      VertexSubtasks(subtasks, told: [:]), to: .subtasks(OrdersFixture.job, vertex), at: Fixture.now
    )
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("M"))
    #expect(state.picture.contains("container_1_split_") && state.picture.contains("worker-1"))
    #expect(state.picture.contains("/tmp/heap.bin"))
    let asked = state.press(.character("y")).compactMap {
      if case .perform(let request) = $0 { request.kind } else { nil }
    }
    guard case .topology(.heapDump(let target))? = asked.first else {
      Issue.record("\(asked)")
      return
    }
    #expect(target.host == "worker-1" && target.instance.hasPrefix("container_1_split_"))
    state.settings.isReadOnly = true
    state.press(.character("M"))
    #expect(state.overlay == nil && state.notice?.text.hasPrefix("Read-only: ") == true)
  }

  @Test("another system offers none of the keys, and says so")
  func elsewhere() {
    for key in ["J", "H", "i", "M"] as [Character] {
      var state = state(hasTools: false)
      #expect(!state.footKeys.contains { $0.key == .character(key) })
      state.press(.character(key))
      #expect(
        state.overlay == nil && state.notice?.text.hasPrefix("Not provided by Flink: ") == true)
      state.press(.character("?"))
      #expect(!state.picture.contains("(Heron)"))
    }
  }
}
