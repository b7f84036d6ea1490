import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// A state of the dashboard that is worth a picture.
struct Scene: CustomTestStringConvertible, Sendable {
  enum Display {
    case screens, wall
  }

  var name: String
  var columns: Int
  var rows: Int
  var charset = Charset.unicode
  var display = Display.screens
  /// The picture is of a terminal without colours.
  var isMono = false
  /// Nothing is wrong with any job.
  var isWell = false
  var operations: [StreamModel.Operation] = []
  var keys: [Key] = []

  var testDescription: String { "\(name) \(columns)x\(rows)" }

  var state: DashboardState {
    var state = OrdersFixture.state(
      columns: columns, rows: rows, charset: charset, isWell: isWell, operations: operations)
    if display == .wall {
      state.showWall(rotation: .seconds(15))
      _ = state.reduce(.tick, at: Fixture.now)
      return state
    }
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in keys { state.press(key) }
    return state
  }

  static let all =
    jobs + health + job + checkpoints + exceptions + subtasks + metrics + flameGraph
    + taskManagers + taskManager + profiles + logs + threads + jobManager + clusters + operations
    + jars + overlays + wall + times + applications

  private static let jobs = [
    Scene(name: "jobs", columns: 80, rows: 24), Scene(name: "jobs", columns: 120, rows: 40),
    Scene(name: "jobs", columns: 200, rows: 60),
    Scene(name: "jobs-ascii", columns: 80, rows: 24, charset: .ascii),
    Scene(name: "jobs-mono", columns: 80, rows: 24, isMono: true),
    Scene(
      name: "jobs-marked", columns: 80, rows: 24, keys: [.space, .character(">"), .character("I")]),
    Scene(
      name: "jobs-filter", columns: 80, rows: 24,
      keys: [.character("/"), .character("o"), .character("r")]),
  ]

  private static let health = [
    Scene(name: "health", columns: 80, rows: 24, keys: [.character("v")]),
    Scene(name: "health", columns: 120, rows: 40, keys: [.character("v")]),
    Scene(name: "health", columns: 200, rows: 60, keys: [.character("v"), .down]),
    Scene(name: "health-ascii", columns: 80, rows: 24, charset: .ascii, keys: [.character("v")]),
    Scene(name: "health-well", columns: 80, rows: 24, isWell: true, keys: [.character("v")]),
  ]

  private static let job = [
    Scene(name: "job", columns: 80, rows: 24, keys: [.enter]),
    Scene(name: "job", columns: 120, rows: 40, keys: [.enter]),
    Scene(name: "job", columns: 200, rows: 60, keys: [.enter]),
    Scene(name: "job-ascii", columns: 120, rows: 40, charset: .ascii, keys: [.enter]),
    Scene(name: "job-mono", columns: 120, rows: 40, isMono: true, keys: [.enter]),
    Scene(name: "vertex", columns: 80, rows: 24, keys: [.enter, .enter]),
    Scene(name: "watermarks", columns: 80, rows: 24, keys: [.enter, .tab, .tab]),
    Scene(name: "checkpoints-pane", columns: 80, rows: 24, keys: [.enter, .tab, .tab, .tab]),
  ]

  private static let checkpoints = [
    Scene(name: "checkpoints", columns: 80, rows: 24, keys: [.enter, .character("3")]),
    Scene(name: "checkpoints", columns: 120, rows: 40, keys: [.enter, .character("3")]),
    Scene(name: "checkpoints", columns: 200, rows: 60, keys: [.enter, .character("3")]),
    Scene(
      name: "checkpoint-vertices", columns: 80, rows: 24, keys: [.enter, .character("3"), .enter]),
    Scene(
      name: "checkpoint-vertices", columns: 120, rows: 40,
      keys: [.enter, .character("3"), .enter]),
    Scene(
      name: "checkpoint-subtasks", columns: 80, rows: 24,
      keys: [.enter, .character("3"), .enter, .enter]),
    Scene(
      name: "checkpoint-subtasks-ascii", columns: 120, rows: 40, charset: .ascii,
      keys: [.enter, .character("3"), .enter, .enter]),
  ]

  private static let exceptions = [
    Scene(name: "exceptions", columns: 80, rows: 24, keys: [.enter, .character("4")]),
    Scene(name: "exceptions", columns: 120, rows: 40, keys: [.enter, .character("4")]),
    Scene(name: "exceptions", columns: 200, rows: 60, keys: [.enter, .character("4")]),
    Scene(name: "trace", columns: 80, rows: 24, keys: [.enter, .character("4"), .enter]),
  ]

  private static let subtasks = [
    Scene(name: "subtasks", columns: 80, rows: 24, keys: [.enter, .character("5")]),
    Scene(name: "subtasks", columns: 120, rows: 40, keys: [.enter, .character("5")]),
    Scene(name: "subtasks", columns: 200, rows: 60, keys: [.enter, .character("5")]),
    Scene(
      name: "subtasks-ascii", columns: 80, rows: 24, charset: .ascii,
      keys: [.enter, .character("5"), .down]),
    Scene(
      name: "subtasks-mono", columns: 80, rows: 24, isMono: true, keys: [.enter, .character("5")]),
  ]

  private static let flameGraph = [
    Scene(name: "flamegraph", columns: 80, rows: 24, keys: sampled),
    Scene(name: "flamegraph", columns: 120, rows: 40, keys: sampled + [.enter]),
    Scene(name: "flamegraph", columns: 200, rows: 60, keys: sampled),
    Scene(
      name: "flamegraph-search-ascii", columns: 80, rows: 24, charset: .ascii,
      keys: sampled + [.character("/")] + "score".map { .character($0) } + [.enter]),
    Scene(name: "flamegraph-waiting", columns: 80, rows: 24, keys: sampled + [.tab]),
  ]

  private static let sampled: [Key] = [.enter, .character("5"), .character("f")]

  private static let taskManagers = [
    Scene(name: "taskmanagers", columns: 80, rows: 24, keys: [.character("7")]),
    Scene(name: "taskmanagers", columns: 120, rows: 40, keys: [.character("7")]),
    Scene(name: "taskmanagers", columns: 200, rows: 60, keys: [.character("7")]),
  ]

  private static let ofOne: [Key] = [.character("7"), .enter]

  private static let taskManager = [
    Scene(name: "taskmanager", columns: 80, rows: 24, keys: ofOne),
    Scene(name: "taskmanager", columns: 120, rows: 40, keys: ofOne + [.down, .down, .down]),
    Scene(name: "taskmanager", columns: 200, rows: 60, keys: ofOne),
    Scene(name: "taskmanager-ascii", columns: 80, rows: 24, charset: .ascii, keys: ofOne),
  ]

  private static let ofProfiles: [Key] = [.character("7"), .character("P")]

  private static let profiles = [
    Scene(name: "profiles", columns: 80, rows: 24, keys: ofProfiles),
    Scene(name: "profiles", columns: 200, rows: 60, keys: ofProfiles),
    Scene(name: "profile", columns: 120, rows: 40, keys: ofProfiles + [.down, .enter]),
    Scene(name: "profile-form", columns: 80, rows: 24, keys: ofProfiles + [.character("P")]),
    Scene(
      name: "profile-save", columns: 80, rows: 24, keys: ofProfiles + [.down, .character("W")]),
  ]

  /// The Metrics screen of the vertex under the cursor, and its list.
  private static let picking: [Key] = [.enter, .character("6"), .character("/")]

  /// Six charts, chosen from the list.
  static let sixCharts: [Key] =
    picking
    + ["busytime", "curwat", "mailp99", "nbips", "numrecin", "innpool"].flatMap { letters in
      letters.map { Key.character($0) } + [.space, .control("u")]
    } + [.escape]

  private static func typed(_ text: String) -> [Key] {
    [.character("=")] + text.map { $0 == " " ? .space : .character($0) }
  }

  /// Three expressions, one of them with a name and beyond its limit, one of a line for each subtask.
  static let expressions: [Key] =
    [.enter, .character("6")]
    + [
      "in per minute = RATE(SUM(TS(orders/fraud score, *, numRecordsIn))) > 20000",
      "TS(orders/fraud score, *, numRecordsIn)", "SUM(TS(orders/nosuch, *, numRecordsIn))",
    ].flatMap { typed($0) + [.enter] }

  private static let metrics = [
    Scene(name: "metrics-none", columns: 80, rows: 24, keys: [.enter, .character("6")]),
    Scene(
      name: "metrics-list", columns: 80, rows: 24,
      keys: picking + [.character("n"), .character("r"), .character("i"), .space]),
    Scene(
      name: "metrics-list", columns: 120, rows: 40,
      keys: sixCharts + [.character("/"), .character("k"), .character("g")]),
    Scene(name: "metrics-list", columns: 200, rows: 60, keys: sixCharts + [.character("/"), .tab]),
    Scene(name: "metrics", columns: 80, rows: 24, keys: sixCharts),
    Scene(name: "metrics", columns: 120, rows: 40, keys: sixCharts),
    Scene(name: "metrics", columns: 200, rows: 60, keys: sixCharts),
    Scene(
      name: "metrics-blocks", columns: 120, rows: 40,
      keys: sixCharts + [.right, .character("P"), .character("b")]),
    Scene(name: "metrics-ascii", columns: 80, rows: 24, charset: .ascii, keys: sixCharts),
    Scene(name: "metrics-mono", columns: 80, rows: 24, isMono: true, keys: sixCharts),
    Scene(
      name: "metric", columns: 80, rows: 24,
      keys: sixCharts + [.down, .enter, .character("w"), .character("w"), .character("w")]),
    Scene(name: "metric", columns: 120, rows: 40, keys: sixCharts + [.down, .down, .enter]),
    Scene(name: "metric", columns: 200, rows: 60, keys: sixCharts + [.down, .enter]),
    Scene(name: "expressions", columns: 80, rows: 24, keys: expressions),
    Scene(name: "expressions", columns: 120, rows: 40, keys: expressions),
    Scene(name: "expression", columns: 80, rows: 24, keys: expressions + typed("TS(orders/fr")),
    Scene(
      name: "expression", columns: 120, rows: 40,
      keys: expressions + typed("SUM(TS(orders/fraud score, *, num")),
  ]

  private static let opened: [Key] = [.character("7"), .character("l"), .enter]

  private static let logs = [
    Scene(name: "logs", columns: 80, rows: 24, keys: [.character("7"), .character("l")]),
    Scene(name: "logs", columns: 120, rows: 40, keys: [.character("7"), .character("l")]),
    Scene(name: "logs", columns: 200, rows: 60, keys: [.character("7"), .character("l")]),
    Scene(name: "log", columns: 80, rows: 24, keys: opened),
    Scene(name: "log", columns: 200, rows: 60, keys: opened),
    Scene(
      name: "log-search", columns: 120, rows: 40,
      keys: opened + [.character("/")] + "barrier".map { .character($0) } + [.enter]),
    Scene(name: "log-whole-lines", columns: 80, rows: 24, keys: opened + [.character("w"), .up]),
    Scene(
      name: "log-filter-ascii", columns: 80, rows: 24, charset: .ascii,
      keys: opened + [.character("&")] + "WARN".map { .character($0) } + [.enter]),
    Scene(
      name: "log-of-failure", columns: 80, rows: 24,
      keys: [.enter, .character("4"), .character("l")]),
  ]

  private static let ofThreads: [Key] = [.character("7"), .character("T")]

  private static let threads = [
    Scene(name: "threads", columns: 80, rows: 24, keys: ofThreads),
    Scene(name: "threads", columns: 120, rows: 40, keys: ofThreads + [.down]),
    Scene(name: "threads", columns: 200, rows: 60, keys: ofThreads + [.down]),
    Scene(name: "threads-ascii", columns: 80, rows: 24, charset: .ascii, keys: ofThreads),
    Scene(name: "thread-stack", columns: 80, rows: 24, keys: ofThreads + [.enter]),
  ]

  private static let jobManager = [
    Scene(name: "jobmanager", columns: 80, rows: 24, keys: [.character("8")]),
    Scene(name: "jobmanager", columns: 120, rows: 40, keys: [.character("8"), .down, .down]),
    Scene(name: "jobmanager", columns: 200, rows: 60, keys: [.character("8")]),
    Scene(
      name: "jobmanager-ascii", columns: 80, rows: 24, charset: .ascii, keys: [.character("8")]),
  ]

  private static let clusters = [
    Scene(name: "clusters", columns: 80, rows: 24, keys: [.character("@")]),
    Scene(name: "clusters", columns: 120, rows: 40, keys: [.character("@")]),
    Scene(name: "clusters", columns: 200, rows: 60, keys: [.character("@")]),
  ]

  private static let operations = [
    Scene(name: "operations-none", columns: 80, rows: 24, keys: [.character("9")]),
    Scene(
      name: "operations", columns: 80, rows: 24, operations: OperationsFixture.all,
      keys: [.character("9")]),
    Scene(
      name: "operations", columns: 120, rows: 40, operations: OperationsFixture.all,
      keys: [.character("9"), .down, .down]),
    Scene(
      name: "operations", columns: 200, rows: 60, operations: OperationsFixture.all,
      keys: [.character("9"), .down, .down]),
    Scene(
      name: "operation", columns: 80, rows: 24, operations: OperationsFixture.all,
      keys: [.character("9"), .down, .down, .down, .enter]),
  ]

  private static func word(_ word: String) -> [Key] {
    [.enter, .character(":")] + word.map { .character($0) } + [.enter]
  }

  /// The timeline with the last subtask of the third vertex opened, and the cursor on its former attempt.
  private static let timeline: [Key] =
    [.enter, .character("L")] + Array(repeating: .down, count: 3) + [.enter]
    + Array(repeating: .down, count: 4) + [.right, .down, .down]

  private static let subtask: [Key] =
    [.enter, .character("5"), .down, .down, .down, .enter]

  private static let times = [
    Scene(name: "timeline", columns: 80, rows: 24, keys: timeline),
    Scene(name: "timeline", columns: 120, rows: 40, keys: timeline),
    Scene(name: "timeline", columns: 200, rows: 60, keys: timeline),
    Scene(name: "timeline-ascii", columns: 80, rows: 24, charset: .ascii, keys: timeline),
    Scene(
      name: "timeline-zoomed", columns: 120, rows: 40,
      keys: timeline + Array(repeating: .character("+"), count: 2) + [.left, .left]),
    Scene(name: "subtask", columns: 80, rows: 24, keys: subtask),
    Scene(name: "subtask", columns: 120, rows: 40, keys: subtask + [.tab]),
    Scene(name: "subtask", columns: 200, rows: 60, keys: subtask),
    Scene(name: "accumulators", columns: 80, rows: 24, keys: word("accumulators") + [.down]),
    Scene(name: "accumulators", columns: 200, rows: 60, keys: word("accumulators") + [.down]),
    Scene(
      name: "accumulator", columns: 80, rows: 24, keys: word("accumulators") + [.down, .enter]),
    Scene(name: "configuration", columns: 80, rows: 24, keys: word("configuration")),
    Scene(name: "configuration", columns: 120, rows: 40, keys: word("configuration")),
    Scene(name: "configuration", columns: 200, rows: 60, keys: word("configuration")),
    Scene(name: "rescales", columns: 80, rows: 24, keys: word("rescales")),
    Scene(name: "rescales", columns: 120, rows: 40, keys: word("rescales")),
    Scene(name: "rescales", columns: 200, rows: 60, keys: word("rescales")),
    Scene(name: "recoveries", columns: 80, rows: 24, keys: word("recoveries")),
    Scene(name: "recoveries", columns: 120, rows: 40, keys: word("recoveries")),
    Scene(name: "recoveries", columns: 200, rows: 60, keys: word("recoveries") + [.down]),
    Scene(
      name: "recoveries-ascii", columns: 120, rows: 40, charset: .ascii,
      keys: word("recoveries") + [.down, .down]),
    Scene(
      name: "accumulators-by-subtask", columns: 120, rows: 40,
      keys: word("accumulators") + Array(repeating: .character("]"), count: 3) + [.tab]),
  ]

  private static let applications = [
    Scene(name: "applications", columns: 80, rows: 24, keys: word("applications")),
    Scene(name: "applications", columns: 120, rows: 40, keys: word("applications")),
    Scene(name: "applications", columns: 200, rows: 60, keys: word("applications") + [.down]),
    Scene(
      name: "applications-jobs", columns: 80, rows: 24,
      keys: word("applications") + [.down, .enter]),
    Scene(
      name: "applications-configuration", columns: 80, rows: 24,
      keys: word("applications") + [.character("c")]),
    Scene(
      name: "applications-cancel", columns: 80, rows: 24,
      keys: word("applications") + [.character("X")]),
  ]

  private static let jarsShown: [Key] = [.character(":")] + "jars".map { .character($0) } + [.enter]

  private static let jars = [
    Scene(name: "jars", columns: 80, rows: 24, keys: jarsShown),
    Scene(
      name: "jars-plan", columns: 120, rows: 40, operations: [JarsFixture.planned],
      keys: jarsShown),
    Scene(
      name: "jars-plan", columns: 200, rows: 60, operations: [JarsFixture.planned],
      keys: jarsShown),
    Scene(name: "run-form", columns: 80, rows: 24, keys: jarsShown + [.enter]),
    Scene(
      name: "dispose-form", columns: 80, rows: 24, operations: OperationsFixture.all,
      keys: [.character("9"), .end, .character("X")]),
    Scene(name: "rescale-form", columns: 80, rows: 24, keys: [.character("R"), .tab]),
  ]

  private static let overlays = [
    Scene(name: "help", columns: 80, rows: 24, keys: [.character("?")]),
    Scene(name: "help-job-end", columns: 120, rows: 40, keys: [.enter, .character("?"), .end]),
    Scene(name: "command-line", columns: 80, rows: 24, keys: [.character(":"), .character("c")]),
    Scene(
      name: "columns", columns: 80, rows: 24,
      keys: [.character(":")] + "columns".map { .character($0) } + [.enter, .down, .space]),
    Scene(name: "stop-dialog", columns: 80, rows: 24, keys: [.character("S")]),
    Scene(name: "cancel-dialog", columns: 120, rows: 40, keys: [.character("X")]),
  ]

  private static let wall = [
    Scene(name: "wall", columns: 80, rows: 24, display: .wall),
    Scene(name: "wall", columns: 120, rows: 40, display: .wall),
    Scene(name: "wall", columns: 200, rows: 60, display: .wall),
    Scene(name: "wall-ascii", columns: 80, rows: 24, charset: .ascii, display: .wall),
    Scene(name: "wall-well", columns: 80, rows: 24, display: .wall, isWell: true),
    Scene(
      name: "wall-well-mono", columns: 120, rows: 40, display: .wall, isMono: true, isWell: true),
  ]
}
