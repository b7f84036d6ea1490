import Glibc

/// One tmux server of our own, on a socket that nobody else uses.
final class Tmux: Sendable {
  private let environment: [String: String]
  private let client = ["tmux", "-f", "/dev/null", "-L", "flinktop"]

  init() {
    environment = TestEnvironment.variables(adding: ["TMUX_TMPDIR": Scratch.directory("tmux")])
  }

  /// The words with which a program inside another terminal attaches to this server.
  var attachCommand: [String] {
    ["env", "-u", "TMUX", "TMUX_TMPDIR=\(environment["TMUX_TMPDIR"] ?? "")"] + client
      + ["attach-session", "-t", "main"]
  }

  /// Runs one tmux command (or several, divided by ";") and returns what it prints.
  @discardableResult
  func run(_ words: String...) async throws -> String {
    try await run(words)
  }

  /// The same for words that come as a list.
  @discardableResult
  func run(_ words: [String]) async throws -> String {
    try await ChildProcess.run(client + words, environment: environment)
  }

  /// Has the sweeper end the server if the test run is killed.
  func register() async throws {
    let answer = try await run("display-message", "-p", "#{pid}")
    if let server = pid_t(answer.filter(\.isNumber)) { Scratch.endWithThisRun(server) }
  }

  /// Ends this server, and with it the programs in its panes. Blocks, for use in `deinit`.
  func killServer() {
    guard let child = try? ChildProcess(client + ["kill-server"], environment: environment)
    else { return }
    // Until it has ended, two seconds at most.
    for _ in 0..<2000 where child.reap() == nil { usleep(1000) }
  }
}
