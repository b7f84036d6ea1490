import TerminalUI

extension OverlayKeys {
  /// A confirmation. What a key does depends on what in it has the keys, so it judges each itself.
  static let dialog = OverlayKeys(
    name: "a confirmation",
    bindings: [
      OverlayBinding(
        keys: [.tab], title: "next field: directory, format", footer: "next field",
        isOffered: { state in
          if case .dialog(let dialog) = state.overlay { return dialog.fields.count > 1 }
          return false
        }, perform: take),
      OverlayBinding(
        keys: [.escape, .control("c")], title: "leave, nothing is done", footer: "leave",
        isEnding: true, perform: take),
      OverlayBinding(
        keys: [.character("y")], title: "confirm, where the dialog says so", perform: take),
    ], otherwise: take)

  @Sendable private static func take(
    _ state: inout DashboardState, _ pressed: OverlayKey
  ) -> [Effect] {
    guard case .dialog(let dialog) = state.overlay else { return [] }
    return state.handleInDialog(dialog, pressed.key, isAlone: pressed.isAlone)
  }
}
