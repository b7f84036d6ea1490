package import StreamModel
package import TerminalUI

/// What the text of a command is made from: one cluster as it was at a moment. Its rows are those of the screens, so that
/// a text says what a screen says.
package struct ReportContext: ContextReader {
  let context: Context

  package init(cluster: ClusterModel, clock: LocalClock, charset: Charset, now: Timestamp) {
    let settings = Settings(
      isReadOnly: true, charset: charset, themeName: "", themeNames: [], clock: clock,
      interval: cluster.polling.interval, makeOperationID: { "" })
    context = Context(
      settings: settings, clusters: [cluster], size: Size(columns: 120, rows: 40), now: now)
  }

  /// The subtasks of a vertex, by their index.
  package func subtasks(of vertex: VertexID, in job: JobID) -> [SubtaskRow] {
    subtaskRows(of: vertex, in: job)
  }

  /// What failed in a job, by cause, the last first.
  package func exceptions(of job: JobID) -> [ExceptionRow] {
    cluster.answers[.exceptions(job)]?.value.grouped.map(exceptionRow) ?? []
  }

  /// When a job and its vertices were in which state, and the subtasks of one of those, and the attempts of one of these.
  package func timeline(of job: JobID, vertex: VertexID?, subtask: Int?) -> [TimelineRow] {
    var opened: Set<TimelineID> = []
    if let vertex { opened.insert(TimelineID(vertex: vertex)) }
    if let subtask { opened.insert(TimelineID(vertex: vertex, subtask: subtask)) }
    return timelineRows(of: job, opened: opened)
  }

  /// The attempts before a subtask's current one that its cluster may remember.
  package func formerAttempts(of current: Subtask?) -> [Int] {
    formerAttempts(before: current?.attempt ?? 0)
  }

  /// What the threads of a process do, those that do the same `together` in one row.
  package func threads(of owner: LogOwner, together: Bool) -> [ThreadRow] {
    guard let told = cluster.answers[.threadDump(owner)] else { return [] }
    var history = ThreadHistory()
    history.take(told.value, at: told.receivedAt)
    return history.rows(together: together)
  }

  /// The jars that were uploaded, the newest first.
  package var jars: [JarRow] { jarRows }

  /// The TaskManagers as listed.
  package var taskManagers: [TaskManagerRow] { taskManagerRows }
}
