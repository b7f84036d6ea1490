/// A failure that an instance met, as a topology manager remembers it: the same one again is counted.
struct TopologyException {
  var instance: TopologyInstance
  var className: String
  var trace: String
  var first: SimulatedTime
  var last: SimulatedTime
  var count: Int
}

extension SimulatedTopology {
  /// Those of a component since its manager began to remember, the latest first.
  func exceptions(of component: Int, at now: SimulatedTime) -> [TopologyException] {
    let oldest = max(now - Self.kept, managerStartedAt)
    var all: [TopologyException] = []
    for stretch in stretches.reversed() {
      guard case .failed(let cause, let subtask) = stretch.ending, cause.vertex == component,
        let at = stretch.run.endedAt, at >= oldest,
        let instance = instances.first(where: {
          $0.component == component && $0.subtask == subtask
        })
      else { continue }
      let trace = Self.trace(of: cause, run: stretch.run.number)
      if let known = all.firstIndex(where: {
        $0.instance.task == instance.task && $0.trace == trace
      }) {
        all[known].count += 1
        all[known].first = at
      } else {
        all.append(
          TopologyException(
            instance: instance, className: cause.exception, trace: trace, first: at, last: at,
            count: 1))
      }
    }
    return all
  }

  private static func trace(of cause: FailureCause, run: Int) -> String {
    let own = cause.frames.map { "\tat \($0)\n" }.joined()
    var text = "\(cause.exception): \(cause.message)\n" + own + frames
    if let root = cause.rootCause {
      text +=
        "Caused by: \(root.replacing("{run}", with: "\(run)"))\n"
        + "\tat \(cause.rootFrame ?? "Unknown Source")\n\t... 5 more\n"
    }
    return text
  }

  /// From a bolt's own code down to its thread.
  private static let frames = """
    \tat org.apache.heron.instance.bolt.BoltInstance.readTuplesAndExecute(BoltInstance.java:192)
    \tat org.apache.heron.instance.bolt.BoltInstance$1.run(BoltInstance.java:258)
    \tat org.apache.heron.common.basics.WakeableLooper.executeTasksOnWakeup(WakeableLooper.java:171)
    \tat org.apache.heron.common.basics.WakeableLooper.runOnce(WakeableLooper.java:99)
    \tat org.apache.heron.executor.Slave.run(Slave.java:191)

    """
}
