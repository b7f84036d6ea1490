import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Containers of topologies, on the screen of TaskManagers")
struct ContainersTests {
  private static let job = OrdersFixture.job

  private func state(columns: Int = 80, rows: Int = 24) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    var cluster = state.cluster
    cluster.capabilities.traits.hasTopologies = true
    cluster.capabilities.traits.listsWorkersInPart = true
    cluster.capabilities.traits.worker = "container"
    cluster.capabilities.traits.controls = [.restart]
    for kind in [QuestionKind.taskManager, .threadDump, .profiles] {
      cluster.capabilities.refusals[kind] = "not provided by Heron: that"
    }
    let containers = (1...2).map { number in
      var manager = TaskManager(
        id: TaskManagerID("container_\(number)/\(Self.job.text)"), slots: 0, freeSlots: 0,
        assignedTasks: 2)
      var container = TopologyContainer(job: Self.job, number: number)
      if number == 1 { container.host = "worker-1" }
      container.instances = ["container_\(number)_split_1", "container_\(number)_split_2"]
      container.memory = ByteCount(bytes: 2 << 30)
      manager.container = container
      return manager
    }
    cluster.apply(containers, to: .taskManagers, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("7"))
    return state
  }

  @Test("are listed with what they have, and nothing that they have not")
  func list() {
    let text = state().picture
    #expect(text.contains("CONTAINER") && text.contains("HOST") && text.contains("INSTANCES"))
    #expect(text.contains("worker-1") && text.contains("container_1_split_1"))
    #expect(text.contains("2 containers   4 instances on 1 host"))
    #expect(text.contains("topologies tell a plan") && text.contains("2.0 GiB of memory"))
    #expect(!text.contains("SLOTS") && !text.contains("0/0"))
    #expect(!text.contains("T threads"))
  }

  @Test("one of them is restarted by R, as the form says")
  func restart() {
    var state = state()
    state.press(.down, .character("R"))
    #expect(state.picture.contains("Restart a topology"))
    let asked = state.press(.character("y")).compactMap {
      if case .perform(let request) = $0 { request } else { nil }
    }
    #expect(asked.map(\.kind) == [.topology(.restart(container: 2))])
    #expect(asked.first?.job == Self.job)
  }

  @Test("Enter leads to the files of one, and one that is not listed is not said to be gone")
  func logs() {
    var state = state()
    state.press(.enter)
    #expect(state.shown == "Logs")
    let other = LogOwner.worker(TaskManagerID("container_9/x"))
    #expect(state.context.standing(of: other) == .there)
  }
}
