import TerminalUI

/// A key of what lies over the screen, for as long as it does.
struct OverlayBinding: Sendable {
  var keys: [Key]
  /// What it does, for help and README.
  var title: String
  /// The word in the foot line, with the first of the keys; nil keeps it out.
  var footer: String?
  /// It ends what lies over the screen: its place is at the right end of the foot line.
  var isEnding = false
  /// False where it does nothing now, so that the foot line does not offer it.
  var isOffered: @Sendable (DashboardState) -> Bool = { _ in true }
  var perform: @Sendable (inout DashboardState, OverlayKey) -> [Effect]
}

/// A key that was pressed while something lies over the screen.
struct OverlayKey: Sendable {
  var key: Key
  /// It came alone. One that did not confirms nothing and runs no command.
  var isAlone: Bool
}

/// All keys of one kind of overlay: what is done with a key, the foot line, help and README are made from it.
struct OverlayKeys: Sendable {
  /// Where the keys count, as help and README have it: `the filter`.
  var name: String
  var bindings: [OverlayBinding]
  /// What becomes of a key that has no binding: it is typed into a field, or it closes a text.
  var otherwise: @Sendable (inout DashboardState, OverlayKey) -> [Effect]

  /// Every kind, in the order of the README.
  static let all: [OverlayKeys] = [
    .filter, .search, .commandLine, .columns, .picker, .formula, .reading, .dialog, .form,
  ]
}

extension Overlay {
  /// The keys that count while it is there.
  var keys: OverlayKeys {
    switch self {
    case .filter: .filter
    case .search: .search
    case .commandLine: .commandLine
    case .columns: .columns
    case .picker: .picker
    case .formula: .formula
    case .help, .operation, .text, .tool: .reading
    case .dialog: .dialog
    case .form: .form
    }
  }
}

extension DashboardState {
  /// Takes a key for what lies over the screen.
  mutating func handleInOverlay(_ key: Key, isAlone: Bool) -> [Effect] {
    guard let keys = overlay?.keys else { return [] }
    let pressed = OverlayKey(key: key, isAlone: isAlone)
    if let binding = keys.bindings.first(where: { $0.keys.contains(key) }) {
      return binding.perform(&self, pressed)
    }
    return keys.otherwise(&self, pressed)
  }

  /// The keys of the foot line while something lies over the screen.
  func footKeys(of keys: OverlayKeys) -> [FootKey] {
    func named(isEnding: Bool) -> [(Key, String)] {
      keys.bindings.filter { $0.isEnding == isEnding && $0.isOffered(self) }.compactMap { binding in
        binding.footer.map { (binding.keys[0], $0) }
      }
    }
    return FootKey.row(named(isEnding: false), startColumn: 1)
      + FootKey.row(named(isEnding: true), endColumn: size.columns - 1)
  }
}
