/// A TaskManager of the simulated cluster.
struct SimulatedTaskManager: Sendable {
  var id: String
  var host: String
  var port: Int
  var dataPort: Int
  var slots: Int
  var seed: Seed

  /// As subtasks name it.
  var endpoint: String { "\(host):\(dataPort)" }

  static func list(count: Int, slots: Int, seed: Seed) -> [SimulatedTaskManager] {
    (0..<count).map { index in
      let seed = seed.derived(index)
      let address = "10.42.\(index / 200 + 1).\(index % 200 + 11)"
      let port = seed.integer(in: 32_768...45_000, 0)
      return SimulatedTaskManager(
        id: "\(address):\(port)-\(seed.hexadecimal(digits: 6, 1))", host: address, port: port,
        dataPort: seed.integer(in: 45_001...60_000, 2), slots: slots, seed: seed)
    }
  }
}

extension SimulatedJob {
  /// True while it occupies slots: restarting, it keeps them.
  var holdsSlots: Bool { !state.isTerminal }

  /// The TaskManager that a subtask runs on; slots are dealt out in turn, all vertices of a job share them.
  func taskManagerIndex(ofSubtask subtask: Int, among count: Int) -> Int {
    (plan.firstSlot + subtask) % max(1, count)
  }

  /// How many slots it has on one TaskManager.
  func slots(onTaskManager index: Int, among count: Int) -> Int {
    let offset = (index - plan.firstSlot % count + count) % count
    return offset < plan.slots ? (plan.slots - offset - 1) / count + 1 : 0
  }
}
