import Dashboard
import Dispatch
import Monitoring
import NcursesScreen
import StreamModel
import TerminalUI

/// The running dashboard: passes what happens to the state, and performs what the state asks for.
@MainActor
final class App {
  private var state: DashboardState
  private let screen: Screen
  private var watches: [ClusterID: Watch]
  private var theme: ResolvedTheme
  /// The theme that came from a file, so that `t` comes back to it.
  private let fileTheme: Theme?
  /// As far as the terminal has told.
  private var background: TerminalBackground?
  private var hasAskedBackground = false
  private var ticker: (any DispatchSourceTimer)?
  /// The second of the last tick.
  private var lastSecond: Int64 = 0
  private var held = HeldSnapshots()
  private var isEnding = false
  private let stateFolder = StateFolder()
  /// False where the file of pinned charts could not be read: it stays as it is.
  private var savesPins = true
  /// The dialog that the next frame shows for the first time.
  private var unseenDialog: Int?
  private var whenEnded: CheckedContinuation<Void, Never>?

  /// Opens the terminal, runs until the user quits, and leaves the terminal as it was.
  static func run(
    connections: [ClusterConnection], interval: Duration, display: DisplayOptions,
    wallRotation: Duration? = nil
  ) async throws(Failure) {
    let theme = try display.chosenTheme()
    let escapeDelay = try ClusterOptions.duration(display.escapeDelay, option: "--esc-delay")
    let screen: Screen
    do {
      var options = ScreenOptions()
      options.escapeDelay = escapeDelay
      options.usesColor = !display.isColorless
      options.isASCII = display.isASCII
      options.canSuspend = wallRotation == nil
      screen = try Screen.open(options)
    } catch {
      throw Failure(.wrongUsage, error.description)
    }
    let app = App(
      connections: connections, interval: interval, display: display, theme: theme, screen: screen,
      wallRotation: wallRotation)
    await app.runUntilQuit()
    // First: the end does not wait for ever for a request that hangs.
    app.reportUnsettled()
    for connection in connections { connection.close() }
  }

  private init(
    connections: [ClusterConnection], interval: Duration, display: DisplayOptions, theme: Theme,
    screen: Screen, wallRotation: Duration?
  ) {
    self.screen = screen
    background = ClusterOptions.environment("COLORFGBG").flatMap { .init(colorFGBG: $0) }
    fileTheme = Theme.builtInNames.contains(display.theme) ? nil : theme
    self.theme = theme.resolved(colors: screen.colors)
    let isASCII = display.isASCII || !screen.isUnicode
    var names = Theme.builtInNames
    if !names.contains(theme.name) { names.append(theme.name) }
    let settings = Settings(
      isReadOnly: connections.contains(where: \.isReadOnly), charset: isASCII ? .ascii : .unicode,
      themeName: theme.name, themeNames: names, clock: SystemClock.local, interval: interval,
      makeOperationID: OperationIDs.make)
    let now = SystemClock.now
    state = DashboardState(
      settings: settings,
      clusters: connections.map {
        ClusterModel(identity: $0.identity, interval: interval, traits: $0.traits)
      },
      size: screen.size, now: now, wallRotation: wallRotation)
    watches = Dictionary(
      uniqueKeysWithValues: connections.map {
        ($0.identity.id, Watch(of: $0, interval: interval))
      })
    adoptTheme(theme.name)
  }

  private func runUntilQuit() async {
    adoptDemands()
    for watch in watches.values { watch.monitor.start() }
    screen.deliverEvents { [weak self] event in self?.take(.event(event)) }
    adoptPins()
    if let notice = screen.notice { take(.notice(notice, .warning)) }
    draw()
    startTicker()
    DispatchQueue.main.asyncAfter(deadline: .now() + .seconds(3)) { StartupCode.release() }
    let readers = watches.values.map { watch in
      Task { [weak self, snapshots = watch.monitor.snapshots] in
        for await snapshot in snapshots {
          self?.receive(snapshot)
        }
      }
    }
    await withCheckedContinuation { whenEnded = $0 }
    for reader in readers { reader.cancel() }
    for watch in watches.values { watch.monitor.stop() }
  }

  /// On the second, so that the clock is right, and halfway between.
  private func startTicker() {
    let ticker = DispatchSource.makeTimerSource(queue: .main)
    self.ticker = ticker
    lastSecond = SystemClock.now.milliseconds / 1000
    ticker.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.beat() }
    }
    awaitBeat()
    ticker.resume()
  }

  /// Anew each time, as the clock may be set.
  private func awaitBeat() {
    let wait = HeldSnapshots.untilBeat(from: SystemClock.now)
    ticker?.schedule(
      deadline: .now() + .milliseconds(Int(wait.wholeMilliseconds)), leeway: .milliseconds(20))
  }

  /// What waits is shown together with the tick, or else halfway between two.
  private func beat() {
    var inputs = held.release().map(Input.init)
    let second = SystemClock.now.milliseconds / 1000
    if second != lastSecond { inputs.append(.tick) }
    lastSecond = second
    if !inputs.isEmpty { take(inputs) }
    if !isEnding { awaitBeat() }
  }

  private func receive(_ snapshot: MonitorSnapshot) {
    let shown = held.take(snapshot)
    if !shown.isEmpty { take(shown.map(Input.init)) }
  }

  private func take(_ input: Input) { take([input]) }

  /// Takes in what happened, and draws once.
  private func take(_ inputs: [Input]) {
    for input in inputs {
      guard !isEnding else { return }
      for effect in state.reduce(input, at: SystemClock.now) { perform(effect) }
    }
    guard !isEnding else { return }
    adoptDemands()
    draw()
  }

  /// Tells each monitor what is needed of its cluster now.
  private func adoptDemands() {
    for (id, demand) in state.demands {
      watches[id]?.adopt(demand, interval: state.settings.interval)
    }
  }

  private func draw() {
    screen.draw(state.frame(), theme: theme)
    guard let dialog = unseenDialog else { return }
    unseenDialog = nil
    let readingTime = Int(ActionDialog.readingTime.wholeMilliseconds)
    // Not from now on: the terminal may take the frame much later.
    screen.afterShowing { [weak self] in
      DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(readingTime)) {
        self?.take(.dialogReadable(dialog))
      }
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .quit: end()
    case .quitBySignal(let signal):
      end()
      reportUnsettled()
      Screen.die(of: signal)
    case .refresh: watches[state.shownCluster]?.monitor.refreshNow()
    case .perform(let request): watches[request.cluster]?.monitor.perform(request)
    case .useTheme(let name): useTheme(name)
    case .useBackground(let background):
      self.background = background
      useTheme(state.settings.themeName)
    case .copy(let text):
      if !screen.copyToClipboard(text) {
        take(.notice("This is too long for the terminal's clipboard.", .warning))
      }
    case .saveScreen: saveScreen()
    case .saveLog(let name, let bytes): saveLog(name, bytes)
    case .saveFile(let path, let bytes): saveFile(path, bytes)
    case .savePins(let text): savePins(text)
    case .setMouse(let isOn): screen.setMouse(isOn)
    case .awaitReading(let dialog): unseenDialog = dialog
    case .redraw: screen.repaint()
    }
  }

  private func useTheme(_ name: String) {
    adoptTheme(name)
    screen.repaint()
  }

  private func adoptTheme(_ name: String) {
    if name == fileTheme?.name {
      theme = fileTheme?.resolved(colors: screen.colors) ?? theme
    } else if let builtIn = try? Theme.builtIn(named: name, on: background) {
      theme = builtIn.resolved(colors: screen.colors)
      askBackground(for: name)
    }
  }

  /// Once, and not before a theme is in use that it makes a difference to.
  private func askBackground(for theme: String) {
    guard !hasAskedBackground, Theme.dependsOnBackground(theme) else { return }
    hasAskedBackground = true
    screen.askBackground()
  }

  /// Saves the screen as text into a new file in the working directory.
  private func saveScreen() {
    let now = SystemClock.now
    let stamp = SystemClock.local.full(now).replacing(" ", with: "-").replacing(":", with: "")
    let name = "flinktop-\(stamp)"
    let text = state.frame().lines.joined(separator: "\n") + "\n"
    if let path = TextFile.create(name, extension: "txt", text) {
      take(.notice("Saved the screen as \(path)", .note))
    } else {
      take(.notice("Cannot write \(name).txt here.", .warning))
    }
  }

  /// Saves what is kept of a log, byte by byte, into a new file in the working directory.
  private func saveLog(_ name: String, _ bytes: [UInt8]) {
    let plain = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
    if let path = TextFile.create("flinktop-\(plain)", extension: "log", bytes) {
      take(.notice("Saved the log as \(path)", .note))
    } else {
      take(.notice("Cannot write flinktop-\(plain).log here.", .warning))
    }
  }

  /// Into a new file at a path that was typed, never over one that is there.
  private func saveFile(_ typed: String, _ bytes: [UInt8]) {
    let path = TextFile.path(typed: typed)
    if TextFile.create(path, bytes) {
      take(.notice("Saved \(path)", .note))
    } else {
      take(.notice("Cannot write \(path): \(TextFile.reason).", .warning))
    }
  }

  private static let pinsFile = "charts"

  private func adoptPins() {
    guard let folder = stateFolder.path else { return }
    switch stateFolder.read(Self.pinsFile) {
    case .none: break
    case .text(let text):
      if let complaint = state.context.board.adopt(pinnedText: text) {
        take(.notice("Charts in \(folder)/\(Self.pinsFile): \(complaint).", .warning))
      }
    case .unreadable(let reason):
      savesPins = false
      let file = "\(folder)/\(Self.pinsFile)"
      take(.notice("Cannot read \(file): \(reason). Charts are not kept.", .warning))
    }
  }

  private func savePins(_ text: String) {
    guard savesPins else {
      return take(.notice("The file of charts could not be read: it is left as it is.", .warning))
    }
    guard let reason = stateFolder.write(Self.pinsFile, text) else { return }
    take(.notice("Cannot keep the charts: \(reason).", .warning))
  }

  /// What was asked for and has no outcome yet is not forgotten without a word.
  private func reportUnsettled() {
    for cluster in state.context.clusters {
      let followUp = FollowUp(clusterWords: ["-e", cluster.model.identity.endpoint])
      for operation in cluster.operations where !operation.state.isSettled {
        Console.complain(followUp.departure(from: operation))
      }
    }
  }

  private func end() {
    guard !isEnding else { return }
    isEnding = true
    ticker?.cancel()
    screen.closeToEnd()
    whenEnded?.resume()
  }
}

extension Input {
  fileprivate init(_ snapshot: MonitorSnapshot) {
    self = .snapshot(snapshot.cluster, snapshot.operations)
  }
}
