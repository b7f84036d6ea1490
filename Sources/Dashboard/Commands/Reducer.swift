package import StreamModel
import TerminalUI

extension DashboardState {
  /// Takes in what happened and says what must be done outside. The only way that state changes.
  package mutating func reduce(_ input: Input, at now: Timestamp) -> [Effect] {
    self.now = now
    var effects: [Effect] = []
    switch input {
    case .snapshot(let cluster, let operations):
      self.cluster = cluster
      self.operations = operations
      updateVerdicts()
    case .tick:
      if let notice, now.since(notice.at) > notice.lifetime { self.notice = nil }
    case .dialogReadable(let number):
      dialogWasReadable(number)
    case .notice(let text, let severity):
      notice = Notice(text, severity: severity, at: now)
    case .event(let event):
      effects = handle(event)
    }
    normalize()
    return effects
  }

  private mutating func handle(_ event: Event) -> [Effect] {
    if event.isInput, notice?.isAboutInput == true { notice = nil }
    switch event {
    case .resize(let size):
      self.size = size
      return screenWasHidden()
    case .resumed: return screenWasHidden()
    case .hangUp: return [.quit]
    case .terminate(let signal): return [.quitBySignal(signal)]
    case .key(let key): return wall == nil ? handle(key) : handleOnWall(key)
    case .keys(let keys): return wall == nil ? handle(together: keys) : []
    case .paste(let text):
      paste(text)
      return []
    case .background(let background): return [.useBackground(background)]
    case .click(let column, let row): return click(column: column, row: row)
    case .scroll(let lines, _, _):
      guard overlay == nil, wall == nil, isLargeEnough else { return [] }
      moveCursor(by: lines)
      return []
    }
  }

  /// Takes a key that came alone.
  mutating func handle(_ key: Key) -> [Effect] {
    // What is not shown takes no keys.
    guard isLargeEnough else {
      return [.character("q"), .function(10), .control("c")].contains(key) ? [.quit] : []
    }
    // ctrl-c leaves from anywhere, from a dialog first to the screen behind it.
    if overlay != nil { return handleInOverlay(key, isAlone: true) }
    guard let command = KeyMap.command(for: key, on: screen) else {
      sayUnknown(key)
      return []
    }
    return perform(command)
  }

  /// The wall takes no keys but those that end it or draw it anew: nobody stands in front of it.
  private mutating func handleOnWall(_ key: Key) -> [Effect] {
    switch key {
    case .character("q"), .function(10), .control("c"): [.quit]
    case .control("l"): [.redraw]
    default: []
    }
  }

  /// Carries out a command, whether it came by key or was typed.
  mutating func perform(_ command: Command) -> [Effect] {
    if command.holdsCursor { jobs.table.hasMoved = true }
    switch command {
    case .up: moveCursor(by: -1)
    case .down: moveCursor(by: 1)
    case .pageUp: moveByPage(-1)
    case .pageDown: moveByPage(1)
    case .first: moveToEnd(-1)
    case .last: moveToEnd(1)
    case .left: moveInGraph(.left)
    case .right: moveInGraph(.right)
    case .open: open()
    case .back: back()
    case .quit:
      if screen == .jobs { return [.quit] }
      back()
    case .quitNow: return [.quit]
    case .nextTab: changeTab(by: 1)
    case .previousTab: changeTab(by: -1)
    case .zoom: job?.isZoomed.toggle()
    case .filter:
      guard let list else {
        sayNoList("rows to filter")
        break
      }
      overlay = .filter(TextField(list.filter))
    case .sortLeft: changeSort(by: -1)
    case .sortRight: changeSort(by: 1)
    case .chooseSort: chooseSort()
    case .reverse: reverseOrder()
    case .mark: mark()
    case .act(let kind): return begin(kind)
    case .actions: sayActions()
    case .commandLine:
      overlay = .commandLine(CommandLineState())
    case .help: overlay = .help(offset: 0)
    case .pause: isPaused.toggle()
    case .refresh: return [.refresh]
    case .slower: return changeInterval(by: 1)
    case .faster: return changeInterval(by: -1)
    case .nextTheme: return nextTheme()
    case .mouse:
      settings.isMouseOn.toggle()
      say(settings.isMouseOn ? "Mouse on: shift-drag selects text." : "Mouse off.")
      return [.setMouse(settings.isMouseOn)]
    case .redraw: return [.redraw]
    case .saveScreen: return [.saveScreen]
    case .copy: return copy()
    case .show(let screen): show(screen)
    }
    return []
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
    guard wall == nil, !isSomethingTold else { return }
    let place = KeyMap.isKnown(key) ? " on this screen" : ""
    sayOfInput("No key\(place): \(key.label). ? shows the keys.")
  }

  /// The intervals that `+` and `-` step through; none is shorter than the first.
  static let intervals: [Duration] = [
    .milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(5), .seconds(10),
    .seconds(30), .seconds(60),
  ]

  private mutating func changeInterval(by step: Int) -> [Effect] {
    let current = settings.interval
    let next =
      step > 0
      ? Self.intervals.first { $0 > current } ?? current
      : Self.intervals.last { $0 < current } ?? current
    return setInterval(next)
  }

  /// Asks at another interval from now on.
  mutating func setInterval(_ interval: Duration) -> [Effect] {
    settings.interval = interval
    say("Asking every \(Format.interval(interval)).")
    return [.setInterval(interval)]
  }

  private mutating func nextTheme() -> [Effect] {
    let names = settings.themeNames
    guard !names.isEmpty else { return [] }
    let index = names.firstIndex(of: settings.themeName).map { ($0 + 1) % names.count } ?? 0
    return useTheme(names[index])
  }

  /// Changes the theme, where there is one of that name.
  mutating func useTheme(_ name: String) -> [Effect] {
    guard settings.themeNames.contains(name) else {
      say("No theme '\(name)'; there are \(settings.themeNames.joined(separator: ", ")).", .warning)
      return []
    }
    settings.themeName = name
    say("Theme \(name).")
    return [.useTheme(name)]
  }

  /// What `y` copies: the savepoint path under the cursor where there is one, else an id.
  private mutating func copy() -> [Effect] {
    let text: String?
    switch screen {
    case .jobs: text = jobs.table.cursor?.text
    case .job: text = job?.id.text
    case .checkpoints:
      let entry = checkpoints.flatMap { screen -> Checkpoint? in
        guard let id = screen.open ?? screen.history.cursor, let job = cluster.job(screen.job)
        else {
          return nil
        }
        return job.knownCheckpoint(id)
      }
      text = entry?.restorePath ?? currentJob?.id.text
    case .operations: text = selectedOperation.map { $0.location ?? $0.request.job.text }
    }
    guard let text else {
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

extension JobModel {
  /// A checkpoint as its details tell it, which Flink keeps longer than its place in the history, else as listed.
  func knownCheckpoint(_ id: CheckpointID) -> Checkpoint? {
    let detail = checkpointDetails[id]?.value.checkpoint
    let listed = checkpoints?.history.first { $0.id == id }
    // Details are asked for while they are open; the list goes on.
    if let listed, detail?.status == .inProgress || listed.isDiscarded { return listed }
    var known = detail ?? listed
    known?.isUnlisted = listed?.isUnlisted ?? false
    return known
  }
}
