import StreamModel
import TerminalUI

extension FlameGraphScreen {
  static let bindings: [Binding<FlameGraphScreen>] = [
    .opening("give a place the whole width", footer: "zoom"),
    Binding(
      "threads", [.tab], "samples of all threads, of those on the CPU, of those that wait",
      footer: "threads", group: .look, rank: 1, pace: .repeated
    ) { screen, _ in
      screen.show(screen.threads.next(by: 1), of: screen.subtask)
      return []
    },
    subtask("next-subtask", "]", "the next subtask alone", footer: "subtask", by: 1),
    subtask("previous-subtask", "[", "the previous subtask, or all", by: -1),
    Binding(
      "search", [.character("/"), .function(3)], "mark places by a part of their names",
      footer: "search", group: .look, rank: 1
    ) { screen, _ in [.show(.search(TextField(screen.view.search)))] },
    Binding(
      "left", [.left, .character("h")], "what was called less from the same place", pace: .repeated,
      isGoing: true
    ) { screen, context in
      screen.goSideways(-1, in: context)
      return []
    },
    Binding(
      "right", [.right, .character("l")], "to the right, in the same depth", pace: .repeated,
      isGoing: true
    ) { screen, context in
      screen.goSideways(1, in: context)
      return []
    },
  ]

  /// Another set of samples, looked at from its start.
  mutating func show(_ threads: FlameGraph.Threads, of subtask: Int?) {
    self.threads = threads
    self.subtask = subtask
    let search = view.search
    view = FlameView()
    view.search = search
  }

  /// All subtasks, the first, the second, and around the ends.
  private static func subtask(
    _ name: String, _ key: Character, _ title: String, footer: String? = nil, by step: Int
  ) -> Binding<FlameGraphScreen> {
    Binding(
      name, [.character(key)], title, footer: footer, group: .look, rank: 2, pace: .repeated,
      refusal: { _, context in
        let capabilities = context.cluster.capabilities
        guard !capabilities.hasSubtaskFlameGraphs else { return nil }
        let traits = context.cluster.traits
        return "\(traits.shortName) \(capabilities.version ?? "-") does not tell by subtask."
      }
    ) { screen, context in
      let vertex = context.cluster.job(screen.job)?.vertex(screen.vertex)
      let count = (vertex?.parallelism ?? 0) + 1
      let place = ((screen.subtask.map { $0 + 1 } ?? 0) + step + count) % count
      screen.show(screen.threads, of: place == 0 ? nil : place - 1)
      return []
    }
  }

  /// The key that leads to it from where a vertex is under the cursor.
  static func opening<S: Screen>(from screen: S.Type) -> Binding<S> {
    Binding(
      "flame-graph", [.character("f")], "the flame graph of the vertex", footer: "flame graph",
      rank: 5,
      refusal: { screen, context in
        context.refusal(of: FlameGraphScreen.self)
          ?? (screen.vertex(in: context) == nil ? "No vertex is under the cursor." : nil)
      }
    ) { screen, context in
      guard let job = screen.job(in: context), let vertex = screen.vertex(in: context) else {
        return []
      }
      screen.hold()
      return [.go(Place(FlameGraphScreen.self, .vertex(job, vertex)))]
    }
  }
}
