import StreamModel
import TerminalUI

extension OverlayKeys {
  /// The filter of the list that has the keys. What is typed counts at once.
  static let filter = OverlayKeys(
    name: "the filter",
    bindings: [
      OverlayBinding(keys: [.enter], title: "keep the filter", footer: "keep", isEnding: true) {
        state, _ in
        state.overlay = nil
        return []
      },
      OverlayBinding(
        keys: [.escape, .control("c")], title: "show all rows again", footer: "clear",
        isEnding: true
      ) { state, _ in
        state.inList(.filter(""))
        state.overlay = nil
        return []
      },
      OverlayBinding(keys: [.up], title: "up in the list") { state, _ in
        state.moveCursor(.by(-1))
        return []
      },
      OverlayBinding(keys: [.down], title: "down in the list") { state, _ in
        state.moveCursor(.by(1))
        return []
      },
    ]
  ) { state, pressed in
    if case .filter(let field) = state.overlay, let edit = TextField.edit(for: pressed.key) {
      state.editFilter(field, edit)
    }
    return []
  }
}

extension DashboardState {
  mutating func editFilter(_ field: TextField, _ edit: TextField.Edit) {
    var field = field
    sayWhetherFull(!field.apply(edit))
    inList(.filter(field.text))
    overlay = .filter(field)
  }

  mutating func sayWhetherFull(_ isFull: Bool) {
    if isFull {
      say(TextField.fullText, .warning)
    } else if notice?.text == TextField.fullText {
      notice = nil
    }
  }

  /// Puts text, typed at once or pasted, into the field that is open; false where there is none.
  mutating func insert(_ text: String) -> Bool {
    switch overlay {
    case .filter(let field): editFilter(field, .insert(text))
    case .search(let field): editSearch(field, .insert(text))
    case .commandLine(let line): editCommandLine(line, .insert(text))
    case .picker: editPicker(.insert(text))
    case .formula(let entry): editFormula(entry, .insert(text))
    case .dialog, .form, .columns, .help, .operation, .text, .tool, nil: return false
    }
    return true
  }
}
