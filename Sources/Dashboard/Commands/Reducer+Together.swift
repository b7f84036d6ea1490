import StreamModel
import TerminalUI

/// Keys of an event, with what came several times in a row taken together: no event costs more than what differs in it.
enum KeyRun: Equatable {
  /// Characters and blanks.
  case text(String)
  /// Any other key, so many times.
  case key(Key, count: Int)

  /// More than these of one event are dropped: nobody presses so many different keys within one read.
  static let limit = 64

  /// The runs of some keys, in order.
  static func runs(of keys: [Key]) -> [KeyRun] {
    var runs: [KeyRun] = []
    var text = ""
    func endText() {
      if !text.isEmpty { runs.append(.text(text)) }
      text = ""
    }
    for key in keys {
      if let character = key.typed {
        text.append(character)
        continue
      }
      endText()
      if case .key(key, let count) = runs.last {
        runs[runs.count - 1] = .key(key, count: count + 1)
      } else {
        runs.append(.key(key, count: 1))
      }
    }
    endText()
    return Array(runs.prefix(limit))
  }
}

extension Key {
  /// What the key would type.
  fileprivate var typed: Character? {
    switch self {
    case .character(let character): character
    case .space: " "
    default: nil
    }
  }

  /// The key that types a character.
  fileprivate init(typing character: Character) {
    self = character == " " ? .space : .character(character)
  }
}

/// What came at once: pastes, and keys of which nobody can say whether they were pressed or pasted. They type into
/// fields and move, but never ask anything of a cluster.
extension DashboardState {
  /// Takes a bracketed paste: into a field where one is open, else it does nothing but say so.
  mutating func paste(_ text: String) {
    guard isLargeEnough else { return }
    if case .dialog(var dialog) = overlay {
      dialog.paste(text)
      overlay = .dialog(dialog)
    } else if case .form(var form) = overlay {
      form.paste(text)
      overlay = .form(form)
    } else if !insert(text) {
      sayPasted(text.count)
    }
  }

  /// Takes keys that came together.
  mutating func handle(together keys: [Key]) -> [Effect] {
    guard isLargeEnough else { return [] }
    var effects: [Effect] = []
    for run in KeyRun.runs(of: keys) {
      let former = overlay
      switch run {
      case .text(let text):
        // What came with a paste is no key press either.
        guard let asked = type(text) else { return effects }
        effects += asked
      case .key(let key, let count): effects += press(key, count)
      }
      // The rest was meant for the dialog that was left, if for anything.
      if former?.isConfirmation == true, overlay == nil { break }
    }
    return effects
  }

  /// Nil where it was taken for a paste, of which nothing is done.
  private mutating func type(_ text: String) -> [Effect]? {
    if overlay?.isConfirmation == true { return typeIntoDialog(text) }
    guard !insert(text) else { return [] }
    if let effects = typeAhead(text) { return effects }
    let keys = text.map { Key(typing: $0) }
    let isOneKey = keys.allSatisfy { $0 == keys.first }
    guard isOneKey || keys.allSatisfy(isGoing) else {
      sayPasted(keys.count)
      return nil
    }
    return KeyRun.grouped(keys).flatMap { press($0.key, $0.count) }
  }

  /// Text for a field that one of its own characters opens, behind none but those that go somewhere: `1/orders`. Nil
  /// where it is none.
  private mutating func typeAhead(_ text: String) -> [Effect]? {
    guard overlay == nil, let place = text.firstIndex(where: { $0 == "/" || $0 == ":" }),
      text[..<place].allSatisfy({ isGoing(Key(typing: $0)) })
    else { return nil }
    var effects: [Effect] = []
    for character in text[...place].prefix(KeyRun.limit) where overlay == nil {
      effects += pressQuickly(Key(typing: character), 1)
    }
    if overlay != nil { _ = insert(String(text[text.index(after: place)...])) }
    return effects
  }

  private mutating func typeIntoDialog(_ text: String) -> [Effect] {
    if case .form(var form) = overlay, form.isTyping {
      form.paste(text)
      overlay = .form(form)
      return []
    }
    if case .dialog(var dialog) = overlay, dialog.focus == .directory, dialog.isReadable {
      dialog.insert(text)
      overlay = .dialog(dialog)
      return []
    }
    for character in text.prefix(KeyRun.limit) {
      guard overlay?.isConfirmation == true else { break }
      _ = handleInOverlay(Key(typing: character), isAlone: false)
    }
    return []
  }

  private mutating func press(_ key: Key, _ count: Int) -> [Effect] {
    guard overlay == nil else {
      var effects: [Effect] = []
      for _ in 0..<min(count, KeyRun.limit) where overlay != nil {
        effects += handleInOverlay(key, isAlone: false)
      }
      return effects
    }
    return pressQuickly(key, count)
  }

  /// Carries out a key of the screen that did not come alone, unless it acts or quits.
  private mutating func pressQuickly(_ key: Key, _ count: Int) -> [Effect] {
    // What an earlier one of them filtered or opened is listed before the next is about it.
    if isListStale { settle() }
    guard let binding = KeyMap.binding(for: key, in: self) else {
      sayUnknown(key)
      return []
    }
    switch binding.pace {
    case .alone:
      sayOfInput("Too quick after another key: press \(key.label) alone.", .warning)
      return []
    // A file, a copy or a request for each would be too many.
    case .once: return perform(binding)
    case .repeated: return perform(binding, times: count)
    }
  }

  /// True for keys that only move the cursor or show another screen, which may well be typed ahead together.
  private func isGoing(_ key: Key) -> Bool {
    KeyMap.binding(for: key, in: self)?.isGoing ?? false
  }

  private mutating func sayPasted(_ count: Int) {
    guard !isBare else { return }
    sayOfInput("\(count) characters came at once, as from a paste: nothing was done.", .warning)
  }
}

extension KeyRun {
  /// The same keys with how often each comes in a row.
  fileprivate static func grouped(_ keys: [Key]) -> [(key: Key, count: Int)] {
    var groups: [(key: Key, count: Int)] = []
    for key in keys {
      if groups.last?.key == key {
        groups[groups.count - 1].count += 1
      } else {
        groups.append((key, 1))
      }
    }
    return groups
  }
}

extension Overlay {
  /// True for what asks something of a cluster once it is confirmed.
  fileprivate var isConfirmation: Bool {
    switch self {
    case .dialog, .form: true
    case .filter, .search, .commandLine, .columns, .picker, .formula, .help, .operation, .text,
      .tool:
      false
    }
  }
}
