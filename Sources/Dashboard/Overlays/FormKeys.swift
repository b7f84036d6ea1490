import TerminalUI

extension OverlayKeys {
  /// A form. What a key does depends on what in it has the keys, so it judges each itself.
  static let form = OverlayKeys(
    name: "a form",
    bindings: [
      OverlayBinding(
        keys: [.tab, .down], title: "next field", footer: "next field",
        isOffered: { state in
          if case .form(let form) = state.overlay { return form.fields.count > 1 }
          return false
        }, perform: take),
      OverlayBinding(keys: [.backTab, .up], title: "the field before", perform: take),
      OverlayBinding(
        keys: [.control("n")], title: "put in the next savepoint or checkpoint that was seen",
        perform: take),
      OverlayBinding(
        keys: [.escape, .control("c")], title: "leave, nothing is done", footer: "leave",
        isEnding: true, perform: take),
      OverlayBinding(
        keys: [.character("y")], title: "confirm, where the form says so", perform: take),
    ], otherwise: take)

  @Sendable private static func take(
    _ state: inout DashboardState, _ pressed: OverlayKey
  ) -> [Effect] {
    guard case .form(let form) = state.overlay else { return [] }
    return state.handleInForm(form, pressed.key, isAlone: pressed.isAlone)
  }
}
