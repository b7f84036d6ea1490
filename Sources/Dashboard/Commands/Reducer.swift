package import StreamModel
import TerminalUI

extension DashboardState {
  /// Takes in what happened and says what must be done outside. The only way that state changes.
  package mutating func reduce(_ input: Input, at now: Timestamp) -> [Effect] {
    context.now = now
    var effects: [Effect] = []
    var isOfUser = false
    switch input {
    case .snapshot(let cluster, let operations):
      guard let place = context.place(of: cluster.identity.id) else { return [] }
      context.clusters[place].model = cluster
      context.clusters[place].operations = operations
      updateVerdicts(of: place)
      showAwaitedWorker()
    case .tick:
      if let notice, now.since(notice.at) > notice.lifetime { self.notice = nil }
    case .dialogReadable(let number):
      dialogWasReadable(number)
    case .notice(let text, let severity):
      notice = Notice(text, severity: severity, at: now)
    case .event(let event):
      effects = handle(event)
      isOfUser = true
    }
    // Whoever only moves finds all rows where they were.
    context.keepsOrder = isOfUser && !isListStale
    settle()
    context.keepsOrder = false
    return effects
  }

  /// Arranges what is on the screen once, after anything changed.
  mutating func settle() {
    isListStale = false
    visits.top.settle(in: context)
    inPicker { _, _ in }
    settleFormulas()
    fillForm()
  }

  private mutating func handle(_ event: Event) -> [Effect] {
    if event.isInput, notice?.isAboutInput == true { notice = nil }
    if event.isInput { awaitedWorker = nil }
    switch event {
    case .resize(let size):
      self.size = size
      return screenWasHidden()
    case .resumed: return screenWasHidden()
    case .hangUp: return [.quit]
    case .terminate(let signal): return [.quitBySignal(signal)]
    case .key(let key): return handle(key)
    case .keys(let keys): return isBare ? [] : handle(together: keys)
    case .paste(let text):
      paste(text)
      return []
    case .background(let background): return [.useBackground(background)]
    case .click(let column, let row): return click(column: column, row: row)
    case .scroll(let lines, _, _):
      guard overlay == nil, !isBare, isLargeEnough else { return [] }
      moveCursor(.by(lines))
      return []
    }
  }

  /// Takes a key that came alone.
  mutating func handle(_ key: Key) -> [Effect] {
    // What is not shown takes no keys.
    guard isLargeEnough || isBare else {
      return [.character("q"), .function(10), .control("c")].contains(key) ? [.quit] : []
    }
    // ctrl-c leaves from anywhere, from a dialog first to the screen behind it.
    if overlay != nil { return handleInOverlay(key, isAlone: true) }
    guard let binding = KeyMap.binding(for: key, in: self) else {
      sayUnknown(key)
      return []
    }
    return perform(binding)
  }

  /// Does what a key or a typed word is bound to, or says why not.
  mutating func perform(_ binding: KeyBinding, times count: Int = 1) -> [Effect] {
    if let reason = binding.refusal(self) {
      sayOfInput(reason, .warning)
      return []
    }
    return binding.perform(&self, count)
  }

  /// Moves the cursor of what has the keys.
  mutating func moveCursor(_ move: CursorMove) { visits.top.move(move, in: context) }

  /// Does something to the table that has the keys.
  mutating func inList(_ action: TableAction) {
    switch action {
    case .sort, .filter: isListStale = true
    case .move, .go, .mark, .unmark, .toggle: break
    }
    visits.top.inList(action)
  }

  /// Says something in the line above the keys.
  mutating func say(_ text: String, _ severity: Severity = .note) {
    notice = Notice(text, severity: severity, at: now)
  }

  /// Says something about what was typed.
  mutating func sayOfInput(_ text: String, _ severity: Severity = .note) {
    say(text, severity)
    notice?.isAboutInput = true
  }

  /// Says that a key means nothing here, unless something that matters more is being said.
  mutating func sayUnknown(_ key: Key) {
    guard !isBare, !isSomethingTold else { return }
    let place = KeyMap.isKnown(key) ? " on this screen" : ""
    sayOfInput("No key\(place): \(key.label). ? shows the keys.")
  }

  /// What `y` copies: the savepoint path under the cursor where there is one, else an id.
  mutating func copy() -> [Effect] {
    guard let text = visits.top.copied(in: context) else {
      say("Nothing to copy here.")
      return []
    }
    // Pasted into a shell, a control character would act.
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      say("This holds control characters: it is not copied.", .warning)
      return []
    }
    say("Copied \(text)")
    return [.copy(text)]
  }
}

extension Event {
  /// True for what a person did at the keyboard or with the mouse.
  fileprivate var isInput: Bool {
    switch self {
    case .key, .keys, .paste, .click, .scroll: true
    case .resize, .resumed, .hangUp, .terminate, .background: false
    }
  }
}
