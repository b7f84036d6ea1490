import StreamModel
import TerminalUI

extension SubtaskScreen {
  static let bindings: [Binding<SubtaskScreen>] = [
    .opening("of an attempt its TaskManager, of an accumulator its whole value") {
      screen, context in
      guard screen.pane == .attempts else { return nil }
      let manager = screen.selected(in: context)?.attempt?.taskManager
      return context.refusal(of: TaskManagersScreen.self)
        ?? context.goneText(of: manager.map { .taskManager($0) })
    },
    Binding(
      "pane", [.tab, .backTab], "attempts, or accumulators", footer: "pane", rank: 1,
      pace: .repeated
    ) { screen, _ in
      screen.pane = screen.pane == .attempts ? .accumulators : .attempts
      return []
    },
    Binding(
      "threads", [.character("T")], "what the subtask's thread does", footer: "thread", rank: 1,
      refusal: { screen, context in
        if let reason = context.refusal(of: ThreadDumpScreen.self) { return reason }
        guard let thread = screen.thread(in: context) else {
          return "No thread runs it: the attempt is over."
        }
        return context.noThreadText(screen.selected(in: context)?.later)
          ?? context.goneText(of: thread, "its threads can't be asked for")
      }
    ) { screen, context in
      screen.hold()
      return screen.thread(in: context).map { [.go(Place(ThreadDumpScreen.self, $0))] } ?? []
    },
    tool(.jstack, "J"), tool(.histo, "H"), tool(.pid, "i"), heapDump("M"),
    toTaskManager(
      "logs", "l", "the log of its TaskManager, when the attempt ended", "log", on: LogsScreen.self
    ) {
      manager, end in
      Place(LogsScreen.self, end.map { .moment(manager, $0) } ?? .taskManager(manager))
    },
    toTaskManager("taskmanager", "w", "its TaskManager", "TaskManager", on: TaskManagersScreen.self)
    { manager, _ in
      Place(TaskManagersScreen.self, .taskManager(manager))
    },
    Binding(
      "timeline", [.character("L")], "its attempts in the timeline of the job", footer: "timeline",
      rank: 6, refusal: { _, context in context.refusal(of: TimelineScreen.self) }
    ) { screen, _ in [.go(Place(TimelineScreen.self, screen.subject))] },
  ]

  private static func toTaskManager(
    _ name: String, _ key: Character, _ title: String, _ footer: String,
    on type: any Screen.Type,
    _ place: @escaping @Sendable (TaskManagerID, Timestamp?) -> Place
  ) -> Binding<SubtaskScreen> {
    Binding(
      name, [.character(key)], title, footer: footer, rank: 2,
      refusal: { screen, context in
        if let reason = context.refusal(of: type) { return reason }
        guard let manager = screen.selected(in: context)?.attempt?.taskManager else {
          return "It is not known which TaskManager had this attempt."
        }
        return context.goneText(of: .taskManager(manager))
      }
    ) { screen, context in
      screen.hold()
      guard let attempt = screen.selected(in: context)?.attempt, let manager = attempt.taskManager
      else { return [] }
      return [.go(place(manager, attempt.endTime))]
    }
  }

  /// The thread of the attempt under the cursor, while it goes on.
  private func thread(in context: Context) -> Subject? {
    guard let attempt = selected(in: context)?.attempt, !attempt.state.isTerminal else {
      return nil
    }
    return context.thread(of: attempt, of: vertex, in: job)
  }
}
