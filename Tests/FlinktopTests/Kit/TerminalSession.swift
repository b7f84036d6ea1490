import Foundation
import Glibc
import Synchronization

/// A program in a real terminal: tmux on a socket of its own. Tests press keys and read the
/// screen as a person would; when an expectation fails, the error shows both.
final class TerminalSession: Sendable {
  let tmux = Tmux()
  private let script = PaneScript()
  private let rawOutputPath = Scratch.path("raw")
  private let started = ContinuousClock.now
  private let trace = Mutex<[String]>([])
  /// The session of the processes in the pane, once one is known.
  private let session = Mutex<pid_t?>(nil)

  deinit {
    tmux.killServer()
    endPrograms()
    unlink(rawOutputPath)
  }

  /// Starts `command` in a terminal of this size, with `terminal` as its TERM (nil: unset).
  static func start(
    _ command: [String],
    columns: Int = 120,
    rows: Int = 40,
    terminal: String? = "tmux-256color",
    environment: [String: String] = [:]
  ) async throws -> TerminalSession {
    try require(.tmux)
    let session = TerminalSession()
    session.note("start \(command.joined(separator: " ")) at \(columns)x\(rows)")
    let type = terminal.map { ["TERM=\($0)"] } ?? ["-u", "TERM"]
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let unset = ["-u", "TMUX", "-u", "TMUX_PANE", "-u", "TMUX_TMPDIR", "-u", "COLORTERM"]
    try await session.open(
      ["env"] + unset + type + variables + command, columns: columns, rows: rows)
    return session
  }

  /// All in one go, so that the recording of raw output begins before tmux reads the first byte.
  private func open(_ program: [String], columns: Int, rows: Int) async throws {
    let server = [
      "start-server", ";", "set-option", "-g", "status", "off", ";", "set-option", "-g",
      "window-size", "latest", ";", "set-option", "-s", "escape-time", "0", ";",
    ]
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    // Not in the package's folder: ctrl-s saves the screen to a file.
    let window = ["new-session", "-d", "-s", "main", "-c", Scratch.home] + size + ["--"]
    let record = [";", "pipe-pane", "-t", "main", "-O", "cat >>\(rawOutputPath)"]
    let pane = script.words(for: program).map { Self.escaped($0) }
    try await tmux.run(server + window + pane + record)
    try await tmux.register()
    let pid = try await pid()
    Scratch.endWithThisRun(pid)
    session.withLock { $0 = ProcessTable.session(of: pid) }
  }

  /// Sees to it that what outlives its terminal does not outlive its test.
  private func endPrograms() {
    guard let session = session.withLock({ $0 }) else { return }
    // Until they are gone, a second at most; called from `deinit`, which cannot wait otherwise.
    for _ in 0..<50 {
      if ProcessTable.members(ofSession: session).isEmpty { return }
      usleep(20_000)
    }
    for pid in ProcessTable.members(ofSession: session) { kill(pid, SIGKILL) }
  }

  // MARK: Keys

  /// Presses keys by tmux's names, one after the other as a person does: `press("s")`, `press("Enter")`, `press("C-c")`.
  func press(_ keys: String...) async throws {
    for key in keys {
      // Not to wait for anything: the pauses are part of the key. What comes within 50 ms of the key before might be
      // pasted, and a terminal tells a lone Esc from the start of a sequence by what follows it.
      try await Task.sleep(for: .milliseconds(70))
      note("press \(key)")
      try await tmux.run("send-keys", "-t", "main", "--", Self.escaped(key))
      if key == "Escape" { try await Task.sleep(for: .milliseconds(50)) }
    }
  }

  /// Pastes a text, with brackets around it where the program asked the terminal for them.
  func paste(_ text: String, withBrackets: Bool) async throws {
    note("paste \(text.prefix(40)) \(withBrackets ? "with" : "without") brackets")
    let file = Scratch.path("paste")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    try await tmux.run("load-buffer", "-b", "paste", file)
    let brackets = withBrackets ? ["-p"] : []
    // tmux sends line ends as the Enter key does.
    try await tmux.run(["paste-buffer", "-d"] + brackets + ["-b", "paste", "-t", "main"])
  }

  /// Presses keys as fast as a terminal can send them.
  func pressTogether(_ keys: [String]) async throws {
    note("press \(keys.joined(separator: " "))")
    try await tmux.run(["send-keys", "-t", "main", "--"] + keys.map { Self.escaped($0) })
  }

  /// Types text as it stands.
  func type(_ text: String) async throws {
    note("type \(text)")
    try await tmux.run("send-keys", "-t", "main", "-l", "--", Self.escaped(text))
  }

  /// Types text, and Enter once it is on the screen: one that comes in one piece with a text is taken for a part of a paste.
  func enter(_ text: String) async throws {
    try await type(text)
    try await expect(text)
    try await press("Enter")
  }

  /// tmux takes a semicolon at the end of a word for the end of its command.
  private static func escaped(_ text: String) -> String {
    text.hasSuffix(";") ? text.dropLast() + "\\;" : text
  }

  func resize(columns: Int, rows: Int) async throws {
    note("resize to \(columns)x\(rows)")
    try await tmux.run("resize-window", "-t", "main", "-x", "\(columns)", "-y", "\(rows)")
  }

  // MARK: What it shows

  /// The screen now, as text.
  func screen() async throws -> Screen {
    Screen(capture: try await tmux.run("capture-pane", "-t", "main", "-p"))
  }

  /// The screen now, with the escape sequences for its styles.
  func styledScreen() async throws -> Screen {
    Screen(capture: try await tmux.run("capture-pane", "-t", "main", "-p", "-e"))
  }

  /// Every byte written to the terminal so far.
  func rawOutput() -> String {
    String(decoding: FileManager.default.contents(atPath: rawOutputPath) ?? Data(), as: UTF8.self)
  }

  /// True while the program uses the alternate screen.
  func isAlternateScreenOn() async throws -> Bool {
    try await value(of: "alternate_on") == "1"
  }

  /// True while the cursor is shown.
  func isCursorVisible() async throws -> Bool {
    try await value(of: "cursor_flag") == "1"
  }

  /// True while the program has the mouse.
  func isMouseOn() async throws -> Bool {
    try await value(of: "mouse_any_flag") == "1"
  }

  /// Columns and rows of the terminal.
  func size() async throws -> (columns: Int, rows: Int) {
    let words = try await value(of: "pane_width} #{pane_height").split(separator: " ")
    return (Int(words[0]) ?? 0, Int(words[1]) ?? 0)
  }

  /// The program's process.
  func pid() async throws -> pid_t {
    try await eventually("the program's process") { script.pid }
  }

  /// How the program ended, nil while it runs.
  var end: ChildProcess.End? { script.end }

  /// True when the program left the terminal's settings as it found them.
  var areSettingsRestored: Bool {
    script.settingsBefore != nil && script.settingsBefore == script.settingsAfter
  }

  private func value(of variable: String) async throws -> String {
    let answer = try await tmux.run("display-message", "-t", "main", "-p", "#{\(variable)}")
    return answer.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  // MARK: Failures

  func note(_ what: String) {
    let elapsed = started.duration(to: .now) / .seconds(1)
    trace.withLock { $0.append("\((elapsed * 100).rounded() / 100)s \(what)") }
  }

  /// An error that holds the last screen and what was done before.
  func failure(_ what: String) async -> KitError {
    let screen = (try? await screen().description) ?? "(no screen)"
    let end = end.map { "\($0)" } ?? "running"
    let steps = trace.withLock { $0 }.suffix(40).joined(separator: "\n  ")
    return KitError("\(what)\nprogram: \(end)\nsteps:\n  \(steps)\nlast screen:\n\(screen)")
  }
}
