import StreamModel
import TerminalUI

/// Keys that all screens have, or all of a kind.
extension KeyMap {
  private static func moving(
    _ name: String, _ keys: [Key], _ title: String,
    _ move: @escaping @Sendable (Int) -> [CursorMove]
  ) -> KeyBinding {
    KeyBinding(name, keys, title, .move, pace: .repeated, isGoing: true) { state, count in
      for move in move(count) { state.moveCursor(move) }
      return []
    }
  }

  static let movement: [KeyBinding] =
    [
      moving("up", [.up, .character("k")], "up") { [.by(-$0)] },
      moving("down", [.down, .character("j")], "down") { [.by($0)] },
      moving("page-up", [.pageUp, .control("b")], "page up") {
        Array(repeating: .page(-1), count: min($0, KeyRun.limit))
      },
      moving("page-down", [.pageDown, .control("f")], "page down") {
        Array(repeating: .page(1), count: min($0, KeyRun.limit))
      },
      moving("first", [.home, .character("g")], "first") { _ in [.end(-1)] },
      moving("last", [.end, .character("G")], "last") { _ in [.end(1)] },
      KeyBinding("back", [.escape], "back to where you came from", .move) { state, _ in
        state.back()
        return []
      },
      KeyBinding(
        "quit", [.character("q"), .function(10)], "back; quits on the Jobs screen", .move,
        pace: .alone
      ) { state, _ in
        if state.visits.isAtRoot { return [.quit] }
        state.back()
        return []
      },
    ] + Screens.all.compactMap(showing)

  /// The key of a screen.
  private static func showing(_ screen: any Screen.Type) -> KeyBinding? {
    screen.sign.key.map { key in
      KeyBinding(
        "show-\(screen.sign.name)", [.character(key)], screen.sign.summary, .move, isGoing: true,
        refusal: { $0.refusal(of: screen) }
      ) { state, _ in
        state.show(screen)
        return []
      }
    }
  }

  private static func ofLists(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil, _ what: String,
    pace: KeyPace = .once, perform: @escaping @Sendable (inout DashboardState) -> Void
  ) -> KeyBinding {
    KeyBinding(
      name, keys, title, footer: footer, .look, pace: pace, isOn: \.hasLists,
      refusal: { $0.list == nil ? $0.noListText(what) : nil }
    ) { state, count in
      for _ in 0..<(pace == .repeated ? min(count, KeyRun.limit) : 1) { perform(&state) }
      return []
    }
  }

  static let looking: [KeyBinding] = [
    ofLists(
      "filter", [.character("/"), .function(3), .function(4)],
      "filter the list by words (!word excludes)", footer: "filter", "rows to filter"
    ) { state in
      state.overlay = state.list.map { .filter(TextField($0.filter)) }
    },
    ofLists(
      "sort-left", [.character("<")], "sort by the column to the left", "order to change",
      pace: .repeated
    ) { $0.changeSort(by: -1) },
    ofLists(
      "sort-right", [.character(">")], "sort by the column to the right", "order to change",
      pace: .repeated
    ) { $0.changeSort(by: 1) },
    ofLists("sort", [.character("o"), .function(6)], "sort by a column's name", "order to change") {
      $0.overlay = .commandLine(CommandLineState("sort "))
    },
    ofLists("reverse", [.character("I")], "reverse the order", "order to change") {
      $0.reverseOrder()
    },
    KeyBinding(
      "why", [.character("v")], "what is wrong with the job, and where it shows", footer: "why",
      .look, rank: 5,
      refusal: {
        $0.visits.top.sign.name == HealthScreen.sign.name ? "This screen says so." : nil
      }
    ) { state, _ in
      state.visits.top.hold()
      let job = state.visits.nearestJob(in: state.context)
      state.go(to: Place(HealthScreen.self, job.map { .job($0) } ?? .cluster))
      return []
    },
    KeyBinding(
      "copy", [.character("y")], "copy the path or id under the cursor (OSC 52)", .look
    ) { state, _ in
      state.visits.top.hold()
      return state.copy()
    },
  ]

  private static func acting(
    _ key: Character, _ kind: ActionKind, _ title: String, footer: String, rank: Int = 2
  ) -> KeyBinding {
    KeyBinding(
      kind.rawValue, [.character(key)], title, footer: footer, .act, rank: rank, pace: .alone,
      isOn: \.actsOnJobs, refusal: { $0.refusal(of: kind) }
    ) { state, _ in
      state.visits.top.hold()
      return state.begin(kind)
    }.offered { $0.disabledReason(kind) == nil }
  }

  /// What only topologies can be told: its keys are those of jobs where the system has jobs.
  private static func controlling(
    _ key: Character, _ kind: TopologyControl.Kind, _ title: String, rank: Int = 2
  ) -> KeyBinding {
    var binding = KeyBinding(
      kind.rawValue, [.character(key)], title, footer: kind.rawValue, .act, rank: rank,
      pace: .alone, isOn: \.actsOnJobs, refusal: { $0.controlRefusal(kind) }
    ) { state, _ in
      state.visits.top.hold()
      return state.currentJob.map {
        state.openForm(.control($0.id, name: $0.shownName, kind))
      } ?? []
    }.offered { $0.cluster.traits.refusal(of: kind.plain) == nil }
    binding.isConditional = true
    binding.isThere = { $0.cluster.traits.hasTopologies }
    return binding
  }

  static let acting: [KeyBinding] = [
    controlling("A", .activate, "activate the topology (Heron)"),
    controlling("D", .deactivate, "deactivate the topology (Heron)"),
    controlling("R", .restart, "restart the topology or a container (Heron)", rank: 3),
    controlling("U", .update, "update the topology: parallelism, settings (Heron)", rank: 3),
    acting("s", .savepoint, "savepoint", footer: "savepoint"),
    acting("S", .stop, "stop with savepoint", footer: "stop"),
    acting("D", .drain, "drain (final watermark) and stop", footer: "drain", rank: 3),
    acting("X", .cancel, "cancel, without a savepoint", footer: "cancel"),
    acting("c", .checkpoint, "checkpoint now (1.17+)", footer: "checkpoint", rank: 3),
    KeyBinding(
      "rescale", [.character("R")], "rescale (adaptive scheduler, 1.18+)", footer: "rescale", .act,
      rank: 7, pace: .alone, isOn: \.actsOnJobs, refusal: { $0.rescaleRefusal }
    ) { state, _ in
      state.visits.top.hold()
      return state.currentJob.map {
        state.openForm(.rescale($0.id, name: $0.shownName))
      } ?? []
    }.offered { !$0.cluster.traits.hasTopologies },
    KeyBinding(
      "actions", [.character("a"), .function(9)], "say which of these keys work now", .act,
      pace: .alone
    ) { state, _ in
      state.visits.top.hold()
      state.sayActions()
      return []
    },
  ]

  static let program: [KeyBinding] = [
    KeyBinding("command-line", [.character(":")], "command line", footer: "command", .program) {
      state, _ in
      state.overlay = .commandLine(CommandLineState())
      return []
    },
    KeyBinding("help", [.character("?"), .function(1)], "help", footer: "help", .program) {
      state, _ in
      state.overlay = .help(offset: 0)
      return []
    },
    KeyBinding(
      "next-cluster", [.character("n")], "next cluster", footer: "cluster", .program, rank: 5,
      refusal: \.otherClusterRefusal
    ) { state, _ in
      state.changeCluster(by: 1)
      return []
    },
    KeyBinding(
      "previous-cluster", [.character("N")], "previous cluster", .program,
      refusal: \.otherClusterRefusal
    ) { state, _ in
      state.changeCluster(by: -1)
      return []
    },
    KeyBinding("pause", [.character("p")], "pause", footer: "pause", .program, rank: 6) {
      state, _ in
      state.context.isPaused.toggle()
      return []
    },
    KeyBinding("refresh", [.character("r")], "refresh now", .program) { _, _ in [.refresh] },
    KeyBinding("slower", [.character("+")], "longer interval", .program, pace: .repeated) {
      state, count in
      for _ in 0..<min(count, KeyRun.limit) { state.changeInterval(by: 1) }
      return []
    },
    KeyBinding("faster", [.character("-")], "shorter interval", .program, pace: .repeated) {
      state, count in
      for _ in 0..<min(count, KeyRun.limit) { state.changeInterval(by: -1) }
      return []
    },
    KeyBinding("theme", [.character("t")], "next theme", .program) { state, _ in
      state.nextTheme()
    },
    KeyBinding("save", [.control("s")], "save the screen as text", .program) { _, _ in
      [.saveScreen]
    },
    KeyBinding(
      "mouse", [.character("m")], "mouse on or off (shift-drag selects text while on)", .program
    ) { state, _ in
      state.context.settings.isMouseOn.toggle()
      let isOn = state.settings.isMouseOn
      state.say(isOn ? "Mouse on: shift-drag selects text." : "Mouse off.")
      return [.setMouse(isOn)]
    },
    KeyBinding("redraw", [.control("l")], "draw everything anew", .program) { _, _ in [.redraw] },
    KeyBinding("exit", [.control("c")], "quit", .program) { _, _ in [.quit] },
  ]
}

extension DashboardState {
  /// Why the topology under the cursor can't be told so now; nil where nothing speaks against it.
  fileprivate func controlRefusal(_ kind: TopologyControl.Kind) -> String? {
    if let reason = cluster.traits.refusal(of: kind.plain) { return reason }
    guard let job = currentJob else {
      return settings.isReadOnly
        ? "Read-only: to \(kind.rawValue) topologies is switched off (--read-only)."
        : "Select a topology first."
    }
    if visits.top.targets(in: context).areMarked {
      return "To \(kind.rawValue) is for one topology: unmark first."
    }
    return refusal(of: .control(job.id, name: job.shownName, kind))
  }

  /// Why the job under the cursor can't be rescaled now; nil where nothing speaks against it.
  fileprivate var rescaleRefusal: String? {
    guard let job = currentJob else {
      return settings.isReadOnly
        ? "Read-only: rescaling is switched off (--read-only)." : "Select a job first."
    }
    if visits.top.targets(in: context).areMarked {
      return "Rescaling is for one job: unmark first."
    }
    return refusal(of: .rescale(job.id, name: job.shownName))
  }
}
