/// The words of the screen that tests wait for, in one place: as the design has them.
enum ScreenText {
  /// In the header while answers come.
  static let live = "live"
  /// In the header, one of them, while no answers come.
  static let notLive = ["unreachable", "stale", "degraded"]
  /// In the foot line of the Jobs screen.
  static let quit = "quit"
  /// On every help screen.
  static let help = "Help"
  /// On a terminal that is too small.
  static let tooSmall = "needs"
  /// The verdict on a backpressured job.
  static let bottleneck = "bottleneck"
  /// In a dialog after Enter alone.
  static let enterConfirmsNothing = "Enter alone confirms nothing"
  /// An acting key under --read-only.
  static let readOnly = "read-only"
  /// An operation's state once the cluster has said so.
  static let completed = "completed"
  /// A second press while an operation is under way.
  static let underWay = "under way"
  /// On the wall, beside the age of its data.
  static let dataAge = "data"
}

extension TerminalSession {
  /// Waits until the header says that answers do not come.
  @discardableResult
  func expectNotLive(within limit: Duration = .seconds(40)) async throws -> Screen {
    try await expect("one of \(ScreenText.notLive)", within: limit) { screen in
      ScreenText.notLive.contains { screen.shows($0) }
    }
  }

  /// Starts flinktop on a cluster and waits for its first data.
  static func flinktop(
    _ arguments: [String],
    columns: Int = 120,
    rows: Int = 40,
    terminal: String = "tmux-256color",
    environment: [String: String] = [:]
  ) async throws -> TerminalSession {
    let session = try await start(
      [Program.path] + arguments, columns: columns, rows: rows, terminal: terminal,
      environment: environment)
    try await session.expect(ScreenText.live)
    return session
  }

  /// Puts the cursor on the job of that name on the Jobs screen, by filtering for it.
  func selectJob(_ name: String) async throws {
    try await press("1", "/")
    try await expectRow("Enter keep", "Esc clear")
    try await type(name)
    try await expectRow(name, "Enter keep")
    try await press("Enter")
    // The next Enter must not come together with this one: then it opens nothing.
    try await expectGone("Enter keep")
    try await expect("the only row: \(name)") { screen in
      screen.rows.contains { $0.contains(name) && $0.contains("RUNNING") }
    }
  }

  /// Presses `y` in the open dialog once it is offered.
  func confirm() async throws {
    try await expectRow("y ", "Esc leave")
    try await pressUntilDone("y")
  }

  /// Presses what confirms the open dialog. On a slow machine it may seem to come together with what came before; then
  /// the program says so, and a person presses again.
  private func pressUntilDone(_ key: String) async throws {
    for _ in 0..<10 {
      try await press(key)
      let screen = try await expect("the dialog answered") { screen in
        !screen.shows("Esc leave") || screen.shows("Too quick")
      }
      if !screen.shows("Esc leave") { return }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// Types the word that the open dialog wants once it asks for it, and Enter.
  func confirm(word: String) async throws {
    try await expectRow("type \(word) and Enter")
    try await type(word)
    try await expectRow("Enter: \(word)")
    try await pressUntilDone("Enter")
  }

  /// Types into the field of a form that has the keys, and ends that with Enter.
  func fill(_ label: String, with text: String, showing shown: String) async throws {
    try await expect("Enter done")
    try await type(text)
    try await expectRow(label, shown)
    try await press("Enter")
    try await expectGone("Enter done")
  }

  /// Presses an acting key once the foot line offers such keys: before, the cluster has not told its version.
  func act(_ key: String) async throws {
    try await expectRow("s savepoint", "? help")
    try await press(key)
  }
}
