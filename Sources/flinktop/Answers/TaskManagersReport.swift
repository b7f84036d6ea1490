import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop taskmanagers [TASKMANAGER]` prints.
struct TaskManagersReport: AnswerReport {
  /// A part of an id; nil for all.
  var wanted: String?

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    // Containers of topologies have no more to tell than their list.
    [AnyQuestion(.taskManagers)]
      + (cluster.traits.hasTopologies ? [] : ids(cluster).map { AnyQuestion(.taskManager($0)) })
  }

  private func ids(_ cluster: ClusterModel) -> [TaskManagerID] {
    let all = cluster.answers[.taskManagers]?.value.map(\.id) ?? []
    return wanted.map { wanted in all.filter { $0.text.contains(wanted) } } ?? all
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    guard let wanted, cluster.answers[.taskManagers] != nil, ids(cluster).isEmpty else { return }
    throw Failure(
      .notFound,
      "No \(cluster.traits.worker) has '\(wanted.cutForSentence)' in its id; 'flinktop taskmanagers' lists them."
    )
  }

  private func rows(_ answers: ReportedAnswers) -> [TaskManagerRow] {
    let wanted = Set(ids(answers.cluster))
    return answers.rows.taskManagers.filter { wanted.contains($0.taskManager.id) }
  }

  func text(_ answers: ReportedAnswers) -> String {
    let rows = rows(answers)
    let isKnown = answers.cluster.answers[.taskManagers] != nil
    return answers.text([
      rows.isEmpty
        ? (isKnown
          ? answers.cluster.traits.hasTopologies
            ? "No topology that is looked at has told a plan with containers."
            : "No \(answers.cluster.traits.worker) has registered."
          : "Nothing is known of the \(answers.cluster.traits.workers(2)).")
        : answers.table(TaskManagerTable.table(of: answers.cluster.traits), rows)
    ])
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let isKnown = answers.cluster.answers[.taskManagers] != nil
    return [("taskManagers", isKnown ? .array(rows(answers).map(taskManager)) : .null)]
  }

  private func taskManager(_ row: TaskManagerRow) -> JSONValue {
    let manager = row.taskManager
    let metrics = row.detail?.value.metrics
    func bytes(_ count: ByteCount?) -> JSONValue { .optional(count) { .integer($0.bytes) } }
    func memory(_ memory: TaskManagerMetrics.Memory?) -> JSONValue {
      .object([("usedBytes", bytes(memory?.used)), ("limitBytes", bytes(memory?.limit))])
    }
    let container: [(String, JSONValue)] =
      manager.container.map { container in
        [
          ("topology", .string(container.job.text)),
          ("host", .optional(container.host) { .string($0) }),
          ("shellPort", .optional(container.shellPort) { .integer(Int64($0)) }),
          ("instances", .array(container.instances.map { .string($0) })),
          ("plannedCores", .optional(container.cores) { .number($0) }),
          ("plannedMemoryBytes", bytes(container.memory)),
        ]
      } ?? []
    return .object(
      [
        ("id", .string(manager.id.text)), ("path", .optional(manager.path) { .string($0) }),
        ("slots", manager.container == nil ? .integer(Int64(manager.slots)) : .null),
        ("freeSlots", manager.container == nil ? .integer(Int64(manager.freeSlots)) : .null),
        ("assignedTasks", .optional(manager.assignedTasks) { .integer(Int64($0)) }),
        ("isBlocked", .bool(manager.isBlocked)),
        ("lastHeartbeatAt", .optional(manager.lastHeartbeatAt) { .integer($0.milliseconds) }),
        ("heap", memory(metrics?.heap)), ("managed", memory(metrics?.managed)),
        ("network", memory(metrics?.network)), ("nonHeap", memory(metrics?.nonHeap)),
        ("directUsedBytes", bytes(metrics?.direct.used)),
        ("cpuLoad", .optional(metrics?.cpuLoad) { .number($0.value) }),
        (
          "garbageCollectionMsPerSecond",
          .optional(row.detail?.value.garbage.timePerSecond) {
            .number(($0.inSeconds * 1_000_000).rounded() / 1000)
          }
        ),
      ] + container)
  }
}
