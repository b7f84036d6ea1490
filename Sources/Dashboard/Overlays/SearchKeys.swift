import StreamModel
import TerminalUI

extension OverlayKeys {
  /// A search in a text. What is typed counts at once.
  static let search = OverlayKeys(
    name: "a search",
    bindings: [
      OverlayBinding(keys: [.enter], title: "keep the search", footer: "keep", isEnding: true) {
        state, _ in
        state.overlay = nil
        return []
      },
      OverlayBinding(
        keys: [.escape, .control("c")], title: "search for nothing, back to where it began",
        footer: "clear", isEnding: true
      ) { state, _ in
        state.search(for: "")
        state.overlay = nil
        return []
      },
      OverlayBinding(keys: [.up], title: "previous match") { state, _ in
        state.performOnTop("previous-match")
      },
      OverlayBinding(keys: [.down], title: "next match") { state, _ in
        state.performOnTop("next-match")
      },
    ]
  ) { state, pressed in
    if case .search(let field) = state.overlay, let edit = TextField.edit(for: pressed.key) {
      state.editSearch(field, edit)
    }
    return []
  }
}

extension DashboardState {
  mutating func editSearch(_ field: TextField, _ edit: TextField.Edit) {
    var field = field
    sayWhetherFull(!field.apply(edit))
    search(for: field.text)
    overlay = .search(field)
  }

  /// Searches in the text of the screen.
  fileprivate mutating func search(for text: String) {
    _ = visits.top.take("search", text, in: context)
  }

  fileprivate mutating func performOnTop(_ name: String) -> [Effect] {
    KeyMap.binding(named: name, on: visits.top.sign).map { perform($0) } ?? []
  }
}
