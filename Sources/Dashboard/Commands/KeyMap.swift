package import TerminalUI

/// One line of the key table: what footer, help, README and key handling are all made from.
package struct KeyBinding: Sendable {
  /// Where help groups it.
  package enum Group: String, CaseIterable, Sendable {
    case move = "Move"
    case look = "Look"
    case act = "Act on the job"
    case program = "flinktop"
  }

  package var keys: [Key]
  package var command: Command
  /// What it does, for help and README.
  package var title: String
  /// The word in the foot line; nil keeps it out.
  package var footer: String?
  package var group: Group
  /// Screens it works on; nil for all.
  package var screens: [ScreenKind]?

  /// The keys as written for people: `< >`, `ctrl-s`.
  package var keyText: String { keys.map(\.label).joined(separator: " ") }

  /// Its place in the foot line: what opens, what acts, then the rest. The last ones go where room is short.
  var footerRank: Int {
    switch (command, group) {
    case (.open, _): 0
    case (.nextTab, _) where screens == [.job]: 1
    case (.act(.drain), _), (.act(.checkpoint), _): 3
    case (_, .act): 2
    default: 4
    }
  }

  /// True where the binding is in force.
  package func works(on screen: ScreenKind) -> Bool { screens?.contains(screen) ?? true }
}

extension Key {
  /// How a key is written in help.
  package var label: String {
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

/// The key table.
package enum KeyMap {
  /// Every binding, in the order of help. Footers follow it too, so the most wanted come first in a group.
  package static let bindings: [KeyBinding] = movement + looking + acting + program

  /// The command of a key on a screen, if it has one there.
  package static func command(for key: Key, on screen: ScreenKind) -> Command? {
    bindings.first { $0.works(on: screen) && $0.keys.contains(key) }?.command
  }

  /// True where a key has a meaning on some screen.
  static func isKnown(_ key: Key) -> Bool { bindings.contains { $0.keys.contains(key) } }

  private static func bind(
    _ keys: [Key], _ command: Command, _ title: String, footer: String? = nil,
    _ group: KeyBinding.Group, on screens: [ScreenKind]? = nil
  ) -> KeyBinding {
    KeyBinding(
      keys: keys, command: command, title: title, footer: footer, group: group, screens: screens)
  }

  private static let onJob: [ScreenKind] = [.jobs, .job, .checkpoints]

  private static let movement: [KeyBinding] = [
    bind([.enter], .open, "open the job", footer: "open", .move, on: [.jobs]),
    bind([.enter], .open, "open what is under the cursor", footer: "open", .move, on: [.job]),
    bind(
      [.enter], .open, "open: by vertex, then by subtask", footer: "open", .move, on: [.checkpoints]
    ),
    bind([.enter], .open, "show all of it", footer: "details", .move, on: [.operations]),
    bind([.tab], .nextTab, "next of all, running, ended", footer: "tab", .move, on: [.jobs]),
    bind([.tab], .nextTab, "next pane", footer: "pane", .move, on: [.job]),
    bind([.backTab], .previousTab, "previous tab or pane", .move, on: [.jobs, .job]),
    bind([.character("z")], .zoom, "zoom the pane", footer: "zoom", .move, on: [.job]),
    bind([.up, .character("k")], .up, "up", .move),
    bind([.down, .character("j")], .down, "down", .move),
    bind([.left, .character("h")], .left, "left in the graph", .move, on: [.job]),
    bind([.right, .character("l")], .right, "right in the graph", .move, on: [.job]),
    bind([.pageUp, .control("b")], .pageUp, "page up", .move),
    bind([.pageDown, .control("f")], .pageDown, "page down", .move),
    bind([.home, .character("g")], .first, "first", .move),
    bind([.end, .character("G")], .last, "last", .move),
    bind([.escape], .back, "back", .move),
    bind([.character("q"), .function(10)], .quit, "back; quits on the Jobs screen", .move),
    bind([.character("1")], .show(.jobs), "Jobs", .move),
    bind([.character("2")], .show(.job), "Job: vertices, graph, watermarks, checkpoints", .move),
    bind([.character("3")], .show(.checkpoints), "Checkpoints of the job", .move),
    bind([.character("9")], .show(.operations), "Operations of this run", .move),
  ]

  private static let looking: [KeyBinding] = [
    bind(
      [.character("/"), .function(3), .function(4)], .filter,
      "filter the list by words (!word excludes)", footer: "filter", .look),
    bind([.character("<")], .sortLeft, "sort by the column to the left", .look),
    bind([.character(">")], .sortRight, "sort by the column to the right", .look),
    bind([.character("o"), .function(6)], .chooseSort, "sort by a column's name", .look),
    bind([.character("I")], .reverse, "reverse the order", .look),
    bind(
      [.space], .mark, "mark; an action then asks for all marked", footer: "mark", .look,
      on: [.jobs]),
    bind([.character("y")], .copy, "copy the path or id under the cursor (OSC 52)", .look),
  ]

  private static let acting: [KeyBinding] = [
    bind([.character("s")], .act(.savepoint), "savepoint", footer: "savepoint", .act, on: onJob),
    bind([.character("S")], .act(.stop), "stop with savepoint", footer: "stop", .act, on: onJob),
    bind(
      [.character("D")], .act(.drain), "drain (final watermark) and stop", footer: "drain", .act,
      on: onJob),
    bind(
      [.character("X")], .act(.cancel), "cancel, without a savepoint", footer: "cancel", .act,
      on: onJob),
    bind(
      [.character("c")], .act(.checkpoint), "checkpoint now (1.17+)", footer: "checkpoint", .act,
      on: onJob),
    bind([.character("a"), .function(9)], .actions, "say which of these keys work now", .act),
  ]

  private static let program: [KeyBinding] = [
    bind([.character(":")], .commandLine, "command line", footer: "command", .program),
    bind([.character("?"), .function(1)], .help, "help", footer: "help", .program),
    bind([.character("p")], .pause, "pause", footer: "pause", .program),
    bind([.character("r")], .refresh, "refresh now", .program),
    bind([.character("+")], .slower, "longer interval", .program),
    bind([.character("-")], .faster, "shorter interval", .program),
    bind([.character("t")], .nextTheme, "next theme", .program),
    bind([.control("s")], .saveScreen, "save the screen as text", .program),
    bind([.character("m")], .mouse, "mouse on or off (shift-drag selects text while on)", .program),
    bind([.control("l")], .redraw, "draw everything anew", .program),
    bind([.control("c")], .quitNow, "quit", .program),
  ]
}
