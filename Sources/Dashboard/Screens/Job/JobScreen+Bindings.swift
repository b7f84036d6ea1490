import TerminalUI

extension JobScreen {
  static let bindings: [Binding<JobScreen>] = [
    .opening("open what is under the cursor"),
    FlameGraphScreen.opening(from: JobScreen.self),
    TimelineScreen.opening(from: JobScreen.self),
    Binding("next-pane", [.tab], "next pane", footer: "pane", rank: 1, pace: .repeated) {
      screen, _ in
      screen.pane = screen.pane.next(by: 1)
      return []
    },
    Binding("previous-pane", [.backTab], "previous pane", pace: .repeated) { screen, _ in
      screen.pane = screen.pane.next(by: -1)
      return []
    },
    Binding(
      "zoom", [.character("z")], "zoom the pane", footer: "zoom",
      refusal: { screen, context in
        JobLayout.hasRoomForAll(context.size) || screen.isZoomed
          ? nil : "One pane fills the screen already: Tab goes to the next."
      }
    ) { screen, _ in
      screen.isZoomed.toggle()
      return []
    },
    Binding(
      "left", [.left, .character("h")], "left in the graph", pace: .repeated, isGoing: true
    ) { screen, _ in
      screen.go(.left)
      return []
    },
    Binding(
      "right", [.right, .character("l")], "right in the graph", pace: .repeated, isGoing: true
    ) { screen, _ in
      screen.go(.right)
      return []
    },
  ]
}
