import StreamModel
import TerminalUI

extension ProfilesScreen {
  static let bindings: [Binding<ProfilesScreen>] = [
    .opening("open the flame graph of a profile; in it, zoom") { screen, context in
      guard screen.opened == nil, let file = screen.file(in: context),
        context.cluster.answers[.profilePage(screen.owner, file)] == nil
      else { return nil }
      return context.standingText(of: screen.owner, "its profiles can't be had any more")
    },
    Binding(
      "profile", [.character("P")], "profile the process for a while (1.19 on)", footer: "profile",
      group: .act, rank: 1, pace: .alone,
      refusal: { screen, context in
        if context.settings.isReadOnly {
          return "Read-only: profiling is switched off (--read-only)."
        }
        return context.standingText(of: screen.owner, "it can't be profiled")
          ?? context.cluster.capabilities.refusal(of: .profile(screen.owner, .timer, seconds: 0))
      }
    ) { screen, context in
      screen.hold()
      return [
        .form(.profile(screen.owner, name: context.name(of: screen.owner)), savepoint: "")
      ]
    },
    Binding(
      "save-profile", [.character("W")], "save the page of a profile to a file", footer: "save",
      rank: 2, pace: .alone,
      refusal: { screen, context in
        screen.file(in: context) == nil
          ? "Nothing has come of it that could be saved."
          : context.standingText(of: screen.owner, "its profiles can't be had any more")
      }
    ) { screen, context in
      screen.hold()
      return screen.file(in: context).map {
        [.form(.saveProfile(screen.owner, file: $0), savepoint: "")]
      } ?? []
    },
    inGraph(
      "search", [.character("/"), .function(3)], "mark places of an open profile by their names"
    ) { screen, _ in [.show(.search(TextField(screen.view.search)))] },
    inGraph("left", [.left, .character("h")], "left in an open profile", isGoing: true) {
      screen, context in
      screen.goSideways(-1, in: context)
      return []
    },
    inGraph("right", [.right, .character("l")], "right in an open profile", isGoing: true) {
      screen, context in
      screen.goSideways(1, in: context)
      return []
    },
  ]

  private mutating func goSideways(_ step: Int, in context: Context) {
    guard let graph = graph(in: context) else { return }
    view.goSideways(step, in: graph, width: FlameGraphLayout(context.size).graph.columns)
  }

  /// A key that counts while a profile is open, before what it means on all screens.
  private static func inGraph(
    _ name: String, _ keys: [Key], _ title: String, isGoing: Bool = false,
    perform: @escaping @Sendable (inout ProfilesScreen, Context) -> [ScreenEffect]
  ) -> Binding<ProfilesScreen> {
    Binding(
      name, keys, title, group: .look, pace: isGoing ? .repeated : .once, isGoing: isGoing,
      isThere: { $0.opened != nil }, perform: perform)
  }

  /// The key that leads to it from a screen where a process is at hand.
  static func opening<S: Screen>(
    from screen: S.Type, _ process: @escaping @Sendable (S, Context) -> Subject?
  ) -> Binding<S> {
    Binding(
      "profiles", [.character("P")], "its profiles (1.19 on)", footer: "profiles", rank: 5,
      refusal: { screen, context in
        guard let process = process(screen, context) else { return "Nothing is listed." }
        return LogOwner(process).flatMap {
          context.standingText(of: $0, "its profiles can't be had any more")
        } ?? context.cluster.capabilities.refusals[.profiles]?.capitalizedFirst.asSentence
      }
    ) { screen, context in
      screen.hold()
      return process(screen, context).map { [.go(Place(ProfilesScreen.self, $0))] } ?? []
    }
  }
}
