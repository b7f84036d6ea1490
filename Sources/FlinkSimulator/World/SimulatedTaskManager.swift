/// A TaskManager of the simulated cluster.
struct SimulatedTaskManager: Sendable {
  var id: String
  var host: String
  var port: Int
  var dataPort: Int
  var slots: Int
  var seed: Seed
  /// How full its heap is on average, 0 to 1: where little is left much time goes into collecting garbage.
  var heapShare: Double
  var startedAt: SimulatedTime

  /// As subtasks name it.
  var endpoint: String { "\(host):\(dataPort)" }

  private static let heapShares = [0.48, 0.61, 0.37, 0.88]

  static func list(
    count: Int, slots: Int, seed: Seed, startedAt: SimulatedTime
  ) -> [SimulatedTaskManager] {
    (0..<count).map { index in
      let seed = seed.derived(index)
      let address = "10.42.\(index / 200 + 1).\(index % 200 + 11)"
      let port = seed.integer(in: 32_768...45_000, 0)
      return SimulatedTaskManager(
        id: "\(address):\(port)-\(seed.hexadecimal(digits: 6, 1))", host: address, port: port,
        dataPort: seed.integer(in: 45_001...60_000, 2), slots: slots, seed: seed,
        heapShare: heapShares[index % heapShares.count], startedAt: startedAt)
    }
  }
}

extension SimulatedTaskManager {
  /// Bytes of each part.
  enum Memory {
    static let heap: Int64 = 1_610_612_736
    static let managed: Int64 = 1_395_864_371
    static let network: Int64 = 348_966_092
  }

  /// The share of the heap in use, 0 to 1.
  func heapUse(at time: SimulatedTime) -> Double {
    min(0.98, max(0.05, heapShare + 0.09 * Wave(seed: seed).value(at: time.seconds)))
  }

  /// Spent collecting garbage since the JVM started; never falls.
  func garbageMilliseconds(at time: SimulatedTime) -> Int64 {
    let perSecond = heapShare > 0.8 ? 146 : 2 + 18 * heapShare
    let wave = Wave(seed: seed)
    let wobble = wave.integral(at: time.seconds) - wave.integral(at: startedAt.seconds)
    return Int64(perSecond * ((time - startedAt).inSeconds + 0.5 * wobble))
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
