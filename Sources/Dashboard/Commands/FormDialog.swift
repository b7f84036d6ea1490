package import StreamModel
package import TerminalUI

/// A confirmation with fields to fill in: what is done with jars, with the parallelism of a job, and to a savepoint that
/// is to go. Like `ActionDialog` it holds on to what it is about, and a key confirms it that came alone, after a while.
package struct FormDialog: Hashable, Sendable {
  /// What it is for.
  package enum Purpose: Hashable, Sendable {
    case upload
    /// Nil where a jar is still to be chosen.
    case run(Jar?)
    case plan(Jar)
    case deleteJar(Jar)
    case dispose(path: String)
    case cancelApplication(ApplicationID, name: String)
    case rescale(JobID, name: String)
    /// Of a process, for a while.
    case profile(LogOwner, name: String)
    /// A profile that was made, into a file of this machine.
    case saveProfile(LogOwner, file: String)
    /// What a topology is told; `container` is the one that a restart is offered for.
    case control(JobID, name: String, TopologyControl.Kind, container: Int? = nil)
    case heapDump(JobID, name: String, HeapDumpTarget)
  }

  /// Tells fields apart.
  package enum FieldName: Hashable, Sendable {
    case file, jar, entryClass, arguments, parallelism, savepoint, leavingOut, claimMode, mode
    case seconds, container, containers, settings, dryRun
    case vertex(VertexID)
  }

  /// One line of it.
  package struct Field: Hashable, Sendable {
    package var name: FieldName
    package var label: String
    package var content: Content
    /// What stands in an empty text, or behind a field: `runs with 2, may 1 to 4`.
    package var remark = ""

    /// Its text, or the word that is chosen.
    package var text: String {
      switch content {
      case .text(let field): field.text.trimmingBlanks
      case .choice(let words, let place): words.indices.contains(place) ? words[place] : ""
      }
    }
  }

  package enum Content: Hashable, Sendable {
    case text(TextField)
    case choice([String], place: Int)
  }

  /// What has the keys: the question, or a field by its place.
  package enum Focus: Hashable, Sendable {
    case question
    case field(Int)
  }

  package private(set) var number: Int
  /// What is filled in has to be as the cluster is now: an answer from before says what may have been.
  private(set) var openedAt: Timestamp
  package var isReadable = false
  package private(set) var cluster: ClusterIdentity
  package var purpose: Purpose
  package var fields: [Field]
  package var focus: Focus
  package var word = TextField()
  package var hint: String?
  /// Paths of savepoints and checkpoints that were seen, the newest first: `ctrl-n` puts them in one after the other.
  package var knownPaths: [String] = []
  /// Jars to choose from, in the order of the choice.
  package var jars: [Jar] = []
  /// How the job was started whose savepoint it starts from, where this run has started it: its jar is chosen first.
  package var formerRun: JarRun?
  /// The name of that jar.
  package var formerName: String?
  /// Of a job that is to be rescaled: the bounds as they are, and how parallel it runs.
  package var bounds: [VertexID: ParallelismBounds] = [:]
  package var running: [VertexID: Int] = [:]

  init(
    number: Int, cluster: ClusterIdentity, purpose: Purpose, fields: [Field] = [],
    startsInField: Bool = false, openedAt: Timestamp
  ) {
    self.number = number
    self.openedAt = openedAt
    self.cluster = cluster
    self.purpose = purpose
    self.fields = fields
    focus = startsInField ? .field(0) : .question
  }

  /// The word that must be typed, for what cannot be undone.
  package var confirmationWord: String? {
    switch purpose {
    case .deleteJar: "delete"
    case .dispose: "dispose"
    case .cancelApplication: "cancel"
    case .upload, .run, .plan, .rescale, .profile, .saveProfile, .control, .heapDump: nil
    }
  }

  package var title: String {
    switch purpose {
    case .upload: "Upload a jar"
    case .run: "Run a jar"
    case .plan: "Plan of a jar"
    case .deleteJar: "Delete a jar"
    case .dispose: "Dispose of a savepoint"
    case .cancelApplication: "Cancel an application"
    case .rescale: "Rescale"
    case .profile: "Profile a process"
    case .saveProfile: "Save a profile"
    case .control(_, _, let kind, _): "\(kind.rawValue.capitalizedFirst) a topology"
    case .heapDump: "Dump a heap"
    }
  }

  /// Why a `y` may not be meant as an answer: characters came that mean nothing at the question, as from someone who takes
  /// himself to be in a field, or what is confirmed has changed just now. Enter or Tab go on.
  private(set) var doubt: String?

  mutating func doubtAnswer(_ reason: String) { doubt = reason }

  /// What was on the screen is not there any more: it has to be read anew.
  mutating func hide(number: Int) {
    self.number = number
    isReadable = false
  }

  // MARK: Keys

  /// Takes a key. A key that did not come alone confirms nothing.
  mutating func handle(_ key: Key, isAlone: Bool) -> ActionDialog.Outcome {
    hint = nil
    if key == .escape || key == .control("c") { return .leaves }
    guard isReadable else {
      hint = "Too quick: read first."
      return .stays
    }
    let outcome = take(key)
    guard outcome == .confirmed, !isAlone else { return outcome }
    hint = "Too quick: read first."
    return .stays
  }

  private mutating func take(_ key: Key) -> ActionDialog.Outcome {
    switch (key, focus) {
    case (.tab, _), (.down, _):
      doubt = nil
      moveFocus(by: 1)
    case (.backTab, _), (.up, _):
      doubt = nil
      moveFocus(by: -1)
    case (_, .question): return handleQuestion(key)
    case (.enter, .field): focus = .question
    case (_, .field(let place)): handleField(place, key)
    }
    return .stays
  }

  private mutating func handleQuestion(_ key: Key) -> ActionDialog.Outcome {
    if let wanted = confirmationWord {
      if key == .enter {
        if word.text == wanted { return .confirmed }
        hint = "Type \(wanted), then Enter."
      } else if let edit = TextField.edit(for: key) {
        word.apply(edit)
      }
      return .stays
    }
    switch key {
    case .character("y"):
      if let doubt {
        hint = "\(doubt): Tab to the fields, or Enter and then y."
      } else if let flaw {
        hint = flaw
      } else {
        return .confirmed
      }
    case .character("n"), .character("q"): return .leaves
    case .enter:
      doubt = nil
      hint = "Enter alone confirms nothing: press y."
    default:
      if !fields.isEmpty { doubt = "Letters came before it" }
      hint = "y confirms, Tab goes to the fields, Esc leaves."
    }
    return .stays
  }

  private mutating func handleField(_ place: Int, _ key: Key) {
    guard fields.indices.contains(place) else { return }
    switch fields[place].content {
    case .text(var text):
      if key == .control("n"), fields[place].name == .savepoint {
        text = TextField(nextPath(after: text.text))
      } else if let edit = TextField.edit(for: key) {
        if !text.apply(edit) { hint = TextField.fullText }
      }
      fields[place].content = .text(text)
      noteBounds()
    case .choice(let words, let chosen):
      let step: Int
      switch key {
      case .space, .right, .character("l"): step = 1
      case .left, .character("h"): step = -1
      default:
        hint = "Space changes it, Tab goes on."
        return
      }
      let count = max(1, words.count)
      fields[place].content = .choice(words, place: (chosen + step + count) % count)
      noteJar()
    }
  }

  private mutating func nextPath(after text: String) -> String {
    guard !knownPaths.isEmpty else {
      hint = "No savepoint or checkpoint was seen yet."
      return text
    }
    let place = knownPaths.firstIndex(of: text).map { ($0 + 1) % knownPaths.count } ?? 0
    return knownPaths[place]
  }

  private mutating func moveFocus(by step: Int) {
    guard !fields.isEmpty else { return }
    let places = fields.count + 1
    let place =
      switch focus {
      case .question: 0
      case .field(let field): field + 1
      }
    let next = (place + step + places) % places
    focus = next == 0 ? .question : .field(next - 1)
  }

  /// Pasted text goes into the field being typed; it never confirms.
  mutating func paste(_ text: String) {
    guard isReadable, case .field(let place) = focus, fields.indices.contains(place),
      case .text(var field) = fields[place].content
    else {
      hint = "Nothing was pasted: Tab to a field first."
      return
    }
    hint = nil
    let former = field
    // Half a path is none.
    if !field.apply(.insert(text.trimmingBlanks)) {
      field = former
      hint = "A field takes \(TextField.limit) characters: nothing was put in."
    }
    fields[place].content = .text(field)
  }

  /// True where characters are typed into a text now.
  var isTyping: Bool {
    guard isReadable, case .field(let place) = focus, fields.indices.contains(place),
      case .text = fields[place].content
    else { return false }
    return true
  }
}
