package import StreamModel
package import TerminalUI

/// A confirmation: it names its targets and holds on to them, whatever the list does underneath.
package struct ActionDialog: Hashable, Sendable {
  package struct Target: Hashable, Sendable {
    package var id: JobID
    package var name: String
  }

  /// What has the keys.
  package enum Focus: Hashable, Sendable {
    /// `y` confirms; nothing is being typed.
    case confirm
    case directory
    case format
    /// The confirmation word is being typed.
    case word
  }

  package var kind: ActionKind
  /// Never empty; more than one where rows were marked.
  package var targets: [Target]
  /// Empty stands for the cluster's default.
  package var directory = TextField()
  package var format = SavepointFormat.canonical
  /// False for versions that know one format only.
  package var canChooseFormat: Bool
  package var word = TextField()
  package var focus: Focus
  /// What to say after a key that did not confirm.
  package var hint: String?
  /// What is known about cost and danger, one line each.
  package var advice: [String]

  package init(kind: ActionKind, targets: [Target], canChooseFormat: Bool, advice: [String]) {
    self.kind = kind
    self.targets = targets
    self.canChooseFormat = canChooseFormat && kind.takesSavepoint
    self.advice = advice
    focus = kind.confirmationWord == nil ? .confirm : .word
  }

  /// What a key did.
  enum Outcome: Equatable {
    case stays
    case leaves
    case confirmed
  }

  /// Fields in the order of `Tab`.
  private var fields: [Focus] {
    var fields: [Focus] = [kind.confirmationWord == nil ? .confirm : .word]
    if kind.takesSavepoint { fields.append(.directory) }
    if canChooseFormat { fields.append(.format) }
    return fields
  }

  /// Takes a key. `Enter` alone confirms nothing: it confirms only behind the typed word, and in a field it
  /// leads back to the question.
  mutating func handle(_ key: Key) -> Outcome {
    hint = nil
    switch key {
    case .escape, .control("c"): return .leaves
    case .tab,
      .down where focus != .word || key == .tab:
      moveFocus(by: 1)
    case .backTab,
      .up where focus != .word || key == .backTab:
      moveFocus(by: -1)
    default:
      switch focus {
      case .confirm: return handleQuestion(key)
      case .word: return handleWord(key)
      case .format: handleFormat(key)
      case .directory:
        if key == .enter {
          focus = fields[0]
        } else if let edit = TextField.edit(for: key) {
          directory.apply(edit)
        }
      }
    }
    return .stays
  }

  /// Pasted text goes into the field being typed, with newlines as blanks; it never confirms.
  mutating func paste(_ text: String) {
    hint = nil
    switch focus {
    case .directory: directory.apply(.insert(text.trimmingBlanks))
    case .word: hint = "Type the word; pasting does not confirm."
    case .confirm, .format: hint = "Nothing was pasted: Tab to the directory first."
    }
  }

  private mutating func moveFocus(by step: Int) {
    guard let index = fields.firstIndex(of: focus) else { return }
    focus = fields[(index + step + fields.count) % fields.count]
  }

  private mutating func handleQuestion(_ key: Key) -> Outcome {
    switch key {
    case .character("y"): return .confirmed
    case .character("n"), .character("q"): return .leaves
    case .enter: hint = "Enter alone confirms nothing: press y."
    default: hint = "y confirms, Esc leaves."
    }
    return .stays
  }

  private mutating func handleWord(_ key: Key) -> Outcome {
    guard let wanted = kind.confirmationWord else { return .stays }
    if key == .enter {
      if word.text == wanted { return .confirmed }
      hint = "Type \(wanted), then Enter."
    } else if let edit = TextField.edit(for: key) {
      word.apply(edit)
    }
    return .stays
  }

  private mutating func handleFormat(_ key: Key) {
    switch key {
    case .space, .left, .right, .character("h"), .character("l"):
      format = format == .canonical ? .native : .canonical
    case .enter: focus = fields[0]
    default: hint = "Space changes the format, Tab goes on."
    }
  }

  /// The operation that the dialog stands for, for one of its targets.
  func operation(for target: Target, id: String) -> OperationRequest {
    let directory = directory.text.trimmingBlanks
    let into = directory.isEmpty ? nil : directory
    let operation = kind.operation(into: into, format: canChooseFormat ? format : nil)
    return OperationRequest(id: id, kind: operation, job: target.id, jobName: target.name)
  }
}

extension String {
  /// Without blanks and line ends at either end.
  var trimmingBlanks: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
