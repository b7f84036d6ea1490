import StreamModel
import TerminalUI

extension ExceptionsScreen {
  static let bindings: [Binding<ExceptionsScreen>] = [
    .opening("read the whole trace", footer: "trace"),
    Binding(
      "logs", [.character("l")], "the TaskManager's log at the time of the failure", footer: "log",
      rank: 1,
      refusal: { screen, context in
        guard let moment = screen.failureMoment(in: context) else {
          return screen.nothingFailed(in: context)
            ?? "It is not told on which TaskManager that was, or when."
        }
        return context.goneText(of: moment, "its logs can't be read any more")
      }
    ) { screen, context in
      screen.hold()
      return screen.failureMoment(in: context).map { [.go(Place(LogsScreen.self, $0))] } ?? []
    },
    Binding(
      "failed-vertex", [.character("u")], "the subtasks of the vertex that failed",
      footer: "subtasks",
      refusal: { screen, context in
        screen.failedVertex(in: context) == nil
          ? screen.nothingFailed(in: context) ?? "It is not told which vertex that was." : nil
      }
    ) { screen, context in
      guard let vertex = screen.failedVertex(in: context) else { return [] }
      screen.hold()
      return [.go(Place(SubtasksScreen.self, .vertex(screen.job, vertex)))]
    },
    Binding(
      "failed-taskmanager", [.character("w")], "the TaskManager that it failed on",
      refusal: { screen, context in
        if let reason = context.refusal(of: TaskManagersScreen.self) { return reason }
        guard let id = screen.selected(in: context)?.newest.taskManager else {
          return screen.nothingFailed(in: context)
            ?? "It is not told on which TaskManager that was."
        }
        return context.goneText(of: .taskManager(id))
      }
    ) { screen, context in
      guard let id = screen.selected(in: context)?.newest.taskManager else { return [] }
      screen.hold()
      return [.go(Place(TaskManagersScreen.self, .taskManager(id)))]
    },
    Binding(
      "fold", [.character("z")], "fold what is not the job's own code, or not", footer: "fold",
      group: .look, refusal: { $0.nothingFailed(in: $1) }
    ) { screen, _ in
      screen.isFolded.toggle()
      return []
    },
    inTrace("search", [.character("/"), .function(3)], "search in an open trace", footer: "search")
    { screen, _ in [.show(.search(TextField(screen.search)))] },
    inTrace("next-match", [.character("n")], "next match in an open trace", refusal: noMatch) {
      screen, context in
      screen.goToMatch(by: 1, in: context)
      return []
    },
    inTrace(
      "previous-match", [.character("N")], "previous match in an open trace", refusal: noMatch
    ) { screen, context in
      screen.goToMatch(by: -1, in: context)
      return []
    },
  ]

  private static let noMatch: @Sendable (ExceptionsScreen, Context) -> String? = {
    screen, context in
    if screen.search.isEmpty { return "Nothing is searched for: / searches." }
    return screen.matches(in: context).isEmpty ? "'\(screen.search)' is not in this trace." : nil
  }

  /// A key that counts while a trace is open, before what it means on all screens.
  private static func inTrace(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil,
    refusal: @escaping @Sendable (ExceptionsScreen, Context) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout ExceptionsScreen, Context) -> [ScreenEffect]
  ) -> Binding<ExceptionsScreen> {
    Binding(
      name, keys, title, footer: footer, group: .look, isThere: { $0.isReading }, refusal: refusal,
      perform: perform)
  }

  /// Said to keys that are about a failure where none is listed.
  private func nothingFailed(in context: Context) -> String? {
    selected(in: context) == nil ? "Nothing is listed that failed." : nil
  }

  /// The vertex of the task that failed last, by its name, where one vertex alone has that.
  func failedVertex(in context: Context) -> VertexID? {
    guard let task = selected(in: context)?.newest.task else { return nil }
    return context.cluster.job(job)?.place(ofTask: task)?.vertex.id
  }
}
