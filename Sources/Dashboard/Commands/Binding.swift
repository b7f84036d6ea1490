import TerminalUI

/// Where help groups a key.
enum KeyGroup: String, CaseIterable, Sendable {
  case move = "Move"
  case look = "Look"
  case act = "Act on the job"
  case program = "flinktop"
}

/// What becomes of a key that came together with others, as in a paste or typed ahead.
enum KeyPace: Sendable {
  /// It is done once, however often it came.
  case once
  /// It is done as often as it came.
  case repeated
  /// It is not done: such a key has to be pressed alone.
  case alone
}

/// What is said of a binding, whatever it belongs to.
struct BindingSign: Sendable {
  /// What it is called in the configuration, unlike any other of its screen.
  var name: String
  var keys: [Key]
  /// What it does, for help and README.
  var title: String
  /// The word in the foot line; nil keeps it out.
  var footer: String?
  var group: KeyGroup
  /// Its place in the foot line: what opens has 0. The last ones go where room is short.
  var rank: Int
  var pace: KeyPace
  /// It only moves the cursor or shows a screen, so that it may be typed ahead.
  var isGoing: Bool
  /// False where nothing that is connected knows what it does: then help leaves it out. Nil for always.
  var isOffered: (@Sendable (Context) -> Bool)?
}

/// An action of a screen, and the keys that are bound to it.
struct Binding<Owner>: Sendable {
  var sign: BindingSign
  /// False where what it is for is not open: then its keys mean what they do on all screens. Nil for always.
  var isThere: (@Sendable (Owner) -> Bool)?
  /// Why it can't be done now, in a sentence; nil where it can.
  var refusal: @Sendable (Owner, Context) -> String?
  var perform: @Sendable (inout Owner, Context) -> [ScreenEffect]

  init(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil, group: KeyGroup = .move,
    rank: Int = 4, pace: KeyPace = .once, isGoing: Bool = false,
    isThere: (@Sendable (Owner) -> Bool)? = nil,
    refusal: @escaping @Sendable (Owner, Context) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout Owner, Context) -> [ScreenEffect]
  ) {
    sign = BindingSign(
      name: name, keys: keys, title: title, footer: footer, group: group, rank: rank, pace: pace,
      isGoing: isGoing, isOffered: nil)
    self.isThere = isThere
    self.refusal = refusal
    self.perform = perform
  }
}

extension Binding {
  /// The same, which help leaves out where `isOffered` is false.
  func offered(where isOffered: @escaping @Sendable (Context) -> Bool) -> Self {
    var copy = self
    copy.sign.isOffered = isOffered
    return copy
  }
}

extension Binding where Owner: Screen {
  /// Enter, which opens what is under the cursor.
  static func opening(
    _ title: String, footer: String = "open",
    refusal: @escaping @Sendable (Owner, Context) -> String? = { _, _ in nil }
  ) -> Binding<Owner> {
    Binding(
      "open", [.enter], title, footer: footer, rank: 0,
      refusal: { screen, context in
        refusal(screen, context)
          ?? (screen.canOpen(in: context) ? nil : "There is nothing to open here.")
      }
    ) { screen, context in
      screen.hold()
      return screen.open(in: context)
    }
  }
}

/// A key binding as the reducer, the foot line, help and README know it, whichever screen it belongs to.
@dynamicMemberLookup
struct KeyBinding: Sendable {
  var sign: BindingSign
  /// Screens that have it.
  var isOn: @Sendable (ScreenSign) -> Bool
  /// It is one of those whose keys may mean something else on all screens.
  var isConditional = false
  /// False where what it is for is not open.
  var isThere: @Sendable (DashboardState) -> Bool = { _ in true }
  var refusal: @Sendable (DashboardState) -> String?
  /// Does it, so many times.
  var perform: @Sendable (inout DashboardState, _ count: Int) -> [Effect]

  /// One that all screens have, or those of a kind.
  init(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil, _ group: KeyGroup,
    rank: Int = 4, pace: KeyPace = .once, isGoing: Bool = false,
    isOn: @escaping @Sendable (ScreenSign) -> Bool = { _ in true },
    refusal: @escaping @Sendable (DashboardState) -> String? = { _ in nil },
    perform: @escaping @Sendable (inout DashboardState, _ count: Int) -> [Effect]
  ) {
    sign = BindingSign(
      name: name, keys: keys, title: title, footer: footer, group: group, rank: rank, pace: pace,
      isGoing: isGoing, isOffered: nil)
    self.isOn = isOn
    self.refusal = refusal
    self.perform = perform
  }

  /// One of a screen's own.
  init<S: Screen>(_ binding: Binding<S>) {
    sign = binding.sign
    isOn = { $0.name == S.sign.name }
    if let isThere = binding.isThere {
      isConditional = true
      self.isThere = { ($0.visits.top as? S).map(isThere) ?? false }
    }
    refusal = { state in
      (state.visits.top as? S).flatMap { binding.refusal($0, state.context) }
    }
    perform = { state, count in
      state.onTop(S.self, times: count) { binding.perform(&$0, $1) }
    }
  }

  /// The same, which help leaves out where `isOffered` is false.
  func offered(where isOffered: @escaping @Sendable (Context) -> Bool) -> Self {
    var copy = self
    copy.sign.isOffered = isOffered
    return copy
  }

  subscript<Value>(dynamicMember member: KeyPath<BindingSign, Value>) -> Value {
    sign[keyPath: member]
  }

  /// The keys as written for people: `< >`, `ctrl-s`.
  var keyText: String { sign.keys.text }
}

extension DashboardState {
  /// Does something to the screen that is shown, and what that asks for, so many times.
  mutating func onTop<S: Screen>(
    _ type: S.Type, times count: Int, _ change: (inout S, Context) -> [ScreenEffect]
  ) -> [Effect] {
    isListStale = true
    var effects: [Effect] = []
    for _ in 0..<min(count, KeyRun.limit) {
      guard var screen = visits.top as? S else { break }
      let asked = change(&screen, context)
      visits.top = screen
      effects += asked.flatMap { carryOut($0) }
    }
    return effects
  }

  /// Does what a screen asked for.
  mutating func carryOut(_ effect: ScreenEffect) -> [Effect] {
    switch effect {
    case .go(let place): go(to: place)
    case .show(let overlay): self.overlay = overlay
    case .say(let text, let severity): say(text, severity)
    case .board(let change): return changeBoard(change)
    case .perform(let effect): return [effect]
    case .form(let purpose, let savepoint): return openForm(purpose, savepoint: savepoint)
    }
    return []
  }
}

extension [Key] {
  /// As written for people: `< >`, `ctrl-s`.
  var text: String { map(\.label).joined(separator: " ") }
}

extension Key {
  /// How a key is written in help.
  var label: String {
    switch self {
    case .character(let character): String(character)
    case .control(let character): "ctrl-\(character)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .space: "Space"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
