package import StreamModel
package import TerminalUI

/// A confirmation: it names its targets and holds on to them, whatever the list does underneath.
///
/// What confirms it must be pressed by somebody who could read it: a key that came alone, and not before the dialog has
/// stood on the screen for a while. So neither a paste nor keys typed ahead confirm.
package struct ActionDialog: Hashable, Sendable {
  /// A job that the action is asked for.
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

  /// How long it stands on the screen before it takes anything but the keys that leave it.
  package static let readingTime = Duration.milliseconds(300)

  /// Tells it from the dialogs before it.
  package private(set) var number: Int
  /// True once it has stood on the screen for `readingTime`. What is typed before was not meant for it.
  package var isReadable = false
  /// Where it is done, whatever is shown by then.
  package private(set) var cluster: ClusterIdentity
  package var kind: ActionKind
  /// What the system calls it.
  package private(set) var title: String
  /// The word that must be typed, for what cannot be undone.
  package private(set) var confirmationWord: String?
  /// Never empty; more than one where rows were marked.
  package var targets: [Target]
  /// The targets are the marked jobs: confirmed, they are marked no more.
  var areMarked = false
  /// Marked jobs that it cannot be done to now: a sentence each, with name and reason.
  package var leftOut: [String]
  /// Empty stands for the cluster's default.
  package var directory = TextField()
  package var format = SavepointFormat.canonical
  /// False for versions that know one format only.
  package var canChooseFormat: Bool
  package var word = TextField()
  package var focus: Focus
  /// What to say after a key that did not confirm.
  package var hint: String?

  package init(
    number: Int, cluster: ClusterIdentity, kind: ActionKind, targets: [Target],
    leftOut: [String] = [], canChooseFormat: Bool, traits: SystemTraits
  ) {
    self.number = number
    self.cluster = cluster
    self.kind = kind
    title = kind.title(in: traits)
    confirmationWord = kind.confirmationWord(in: traits)
    self.targets = targets
    self.leftOut = leftOut
    self.canChooseFormat = canChooseFormat && kind.takesSavepoint
    focus = confirmationWord == nil ? .confirm : .word
  }

  /// How many jobs a dialog names on a terminal of so many rows.
  static func namesShown(rows: Int) -> Int { max(1, rows - 16) }

  /// What a key did.
  enum Outcome: Equatable {
    case stays
    case leaves
    case confirmed
  }

  /// Fields in the order of `Tab`.
  var fields: [Focus] {
    var fields: [Focus] = [confirmationWord == nil ? .confirm : .word]
    if kind.takesSavepoint { fields.append(.directory) }
    if canChooseFormat { fields.append(.format) }
    return fields
  }

  /// Takes a key. `Enter` alone confirms nothing: it confirms only behind the typed word, and in a field it
  /// leads back to the question. A key that did not come alone confirms nothing either.
  mutating func handle(_ key: Key, isAlone: Bool) -> Outcome {
    hint = nil
    if key == .escape || key == .control("c") { return .leaves }
    guard isReadable else {
      hint = tooQuick
      return .stays
    }
    let outcome = take(key)
    guard outcome == .confirmed, !isAlone else { return outcome }
    hint = tooQuick
    return .stays
  }

  private var tooQuick: String {
    confirmationWord.map { "Too quick: read, then type \($0) and press Enter." }
      ?? "Too quick: read, then press y."
  }

  private mutating func take(_ key: Key) -> Outcome {
    switch key {
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
          editDirectory(edit)
          if directory.text == "y" {
            hint = "This y is part of the path: Enter leads back to the question."
          }
        }
      }
    }
    return .stays
  }

  /// Pasted text goes into the field being typed, with newlines as blanks; it never confirms.
  mutating func paste(_ text: String) {
    hint = nil
    switch focus {
    case .directory where isReadable: editDirectory(.insert(text.trimmingBlanks))
    case .word: hint = "Type the word; pasting does not confirm."
    case .directory: hint = "Too quick: nothing was pasted."
    case .confirm, .format:
      hint =
        kind.takesSavepoint
        ? "Nothing was pasted: Tab to the directory first."
        : "Nothing was pasted: there is no field here."
    }
  }

  /// Types several characters at once into the directory.
  mutating func insert(_ text: String) {
    hint = nil
    editDirectory(.insert(text))
  }

  /// Half a path is none: what does not fit is not put in at all.
  private mutating func editDirectory(_ edit: TextField.Edit) {
    let former = directory
    guard !directory.apply(edit) else { return }
    directory = former
    hint = "A field takes \(TextField.limit) characters: nothing was put in."
  }

  /// What was on the screen is not there any more, or is another size: it has to be read anew.
  mutating func hide(number: Int) {
    self.number = number
    isReadable = false
  }

  private mutating func moveFocus(by step: Int) {
    guard let index = fields.firstIndex(of: focus) else { return }
    focus = fields[(index + step + fields.count) % fields.count]
  }

  private mutating func handleQuestion(_ key: Key) -> Outcome {
    switch key {
    case .character("y"): return .confirmed
    case .character("n"), .character("q"): return .leaves
    case .character("f") where canChooseFormat: toggleFormat()
    case .enter: hint = "Enter alone confirms nothing: press y."
    default: hint = "y confirms, Esc leaves."
    }
    return .stays
  }

  private mutating func handleWord(_ key: Key) -> Outcome {
    guard let wanted = confirmationWord else { return .stays }
    if key == .enter {
      if word.text == wanted { return .confirmed }
      hint = "Type \(wanted), then Enter."
    } else if let edit = TextField.edit(for: key) {
      word.apply(edit)
    }
    return .stays
  }

  private mutating func toggleFormat() {
    format = format == .canonical ? .native : .canonical
  }

  private mutating func handleFormat(_ key: Key) {
    switch key {
    case .space, .left, .right, .character("f"), .character("h"), .character("l"):
      toggleFormat()
    case .enter: focus = fields[0]
    case .character("y"): hint = "Enter leads back to the question, where y confirms."
    default: hint = "Space changes the format, Tab goes on."
    }
  }

  /// The operation that the dialog stands for, for one of its targets.
  func operation(for target: Target, id: String) -> OperationRequest {
    let directory = directory.text.trimmingBlanks
    let into = directory.isEmpty ? nil : directory
    let operation = kind.operation(into: into, format: canChooseFormat ? format : nil)
    return OperationRequest(
      in: cluster.id, id: id, kind: operation, job: target.id, jobName: target.name)
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
