import TerminalUI

extension OverlayKeys {
  /// The command line.
  static let commandLine = OverlayKeys(
    name: "the command line",
    bindings: [
      OverlayBinding(keys: [.enter], title: "do it") { state, pressed in
        guard case .commandLine(let line) = state.overlay else { return [] }
        guard pressed.isAlone else {
          state.sayOfInput("Too quick: read, then press Enter.")
          return []
        }
        state.overlay = nil
        return state.run(line)
      },
      OverlayBinding(keys: [.tab], title: "complete the word, and then the next that fits") {
        state, _ in
        guard case .commandLine(var line) = state.overlay else { return [] }
        line.complete(from: state.completions(of: line.field.text))
        state.overlay = .commandLine(line)
        return []
      },
      OverlayBinding(keys: [.escape, .control("c")], title: "leave it") { state, _ in
        state.overlay = nil
        return []
      },
    ]
  ) { state, pressed in
    if case .commandLine(let line) = state.overlay, let edit = TextField.edit(for: pressed.key) {
      state.editCommandLine(line, edit)
    }
    return []
  }
}

extension DashboardState {
  mutating func editCommandLine(_ line: CommandLineState, _ edit: TextField.Edit) {
    var line = line
    sayWhetherFull(!line.apply(edit))
    overlay = .commandLine(line)
  }
}
