import TerminalUI

/// The key table: what each screen has of its own, then what all have.
enum KeyMap {
  /// The bindings of a screen, those first that help and foot line name first.
  static func bindings(on sign: ScreenSign) -> [KeyBinding] { byScreen[sign.name] ?? [] }

  private static let byScreen: [String: [KeyBinding]] = Dictionary(
    uniqueKeysWithValues: (Screens.all + [WallScreen.self]).map { screen in
      let own = owned(by: screen)
      let shared = screen.sign.isBare ? [] : common.filter { $0.isOn(screen.sign) }
      return (screen.sign.name, own + shared)
    })

  private static func owned<S: Screen>(by screen: S.Type) -> [KeyBinding] {
    screen.bindings.map { KeyBinding($0) }
  }

  /// Every binding there is, in the order of help.
  static let all: [KeyBinding] =
    Screens.all.flatMap { owned(by: $0) } + common

  /// What a key does on the screen that is shown, if anything.
  static func binding(for key: Key, in state: DashboardState) -> KeyBinding? {
    bindings(on: state.visits.top.sign).first { $0.keys.contains(key) && $0.isThere(state) }
  }

  /// An action of a screen by its name.
  static func binding(named name: String, on sign: ScreenSign) -> KeyBinding? {
    bindings(on: sign).first { $0.name == name }
  }

  /// True where a key has a meaning on some screen.
  static func isKnown(_ key: Key) -> Bool { all.contains { $0.keys.contains(key) } }

  /// Those that belong to no screen.
  static let common: [KeyBinding] = movement + looking + acting + program
}
