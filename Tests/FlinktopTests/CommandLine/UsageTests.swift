import Foundation
import Testing

extension CommandLineTests {
  @Suite("Command line without a cluster")
  struct UsageTests {
    @Test("--version prints one line with a version")
    func version() async throws {
      let outcome = try await Program.run("--version")
      #expect(outcome.end == .exited(0))
      #expect(outcome.standardOutput.split(separator: "\n").count == 1)
      #expect(outcome.standardOutput.contains(/[0-9]+\.[0-9]+/))
    }

    @Test("--help names every command and ends well")
    func help() async throws {
      let outcome = try await Program.run("--help")
      #expect(outcome.end == .exited(0))
      for command in [
        "jobs", "job", "checkpoints", "savepoint", "stop", "cancel", "  operation", "  api", "demo",
        "simulate",
      ] {
        #expect(outcome.standardOutput.contains(command), "\(command) is not in the help")
      }
    }

    @Test("--help shows the options of the dashboard too", arguments: ["--help", "-h", "help"])
    func helpOfTheDashboard(word: String) async throws {
      let outcome = try await Program.run(word)
      #expect(outcome.end == .exited(0))
      for option in [
        "flinktop [<options>] [<endpoint> ...]", "<endpoint> ", "--endpoint", "--interval",
        "--read-only", "--theme", "--wall", "--rotate", "--once", "--ascii", "--version",
        "SUBCOMMANDS:",
      ] {
        #expect(outcome.standardOutput.contains(option), "\(option) is not in the help")
      }
      let jobs = try await Program.run("jobs", "--help")
      #expect(!jobs.standardOutput.contains("--wall"))
    }

    @Test(
      "wrong usage is exit status 2 and one line on stderr",
      arguments: [
        ["--once", "nonsense"],
        ["--once", "ftp://127.0.0.1:8081"],
        ["--once", "http://"],
        ["--once", "http://127.0.0.1:99999"],
        ["--once", "http://user:sesame@127.0.0.1:8081"],
        ["--once", "--interval", "soon", "http://127.0.0.1:1"],
        ["--once", "--interval", "-1s", "http://127.0.0.1:1"],
        ["--once", "--interval", "2", "http://127.0.0.1:1"],
        ["--once", "http://127.0.0.1:1", "http://127.0.0.1:2"],
        ["--wall", "http://127.0.0.1:1", "http://127.0.0.1:2"],
        ["http://127.0.0.1:1", "http://127.0.0.1:1"],
        ["-e", "http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3"],
        ["-e", "http://127.0.0.1:1", "-e", "http://127.0.0.1:2"],
        ["jobs", "-e", "http://127.0.0.1:1", "--endpoint", "http://127.0.0.1:1"],
      ])
    func wrongUsage(arguments: [String]) async throws {
      let outcome = try await Program.run(arguments)
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardOutput.isEmpty)
    }

    @Test(
      "a URL where a job or nothing is expected is told to go with -e",
      arguments: [
        ["jobs", "http://127.0.0.1:1"], ["job", "http://127.0.0.1:1"],
        ["job", "http://127.0.0.1:1", "orders"], ["checkpoints", "https://jm"],
        ["cancel", "--yes", "http://127.0.0.1:1"],
      ])
    func misplacedEndpoint(arguments: [String]) async throws {
      let outcome = try await Program.run(arguments)
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains("-e URL"), "stderr: \(outcome.standardError)")
    }

    @Test(
      "simulate plays the versions it knows and lists them when asked for another",
      arguments: ["3.0", "1.12.7", "2.3.x", "banana", ""])
    func unplayableVersion(version: String) async throws {
      let outcome = try await Program.run("simulate", "--port", "0", "--flink-version", version)
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains("1.13, 1.14, "))
      #expect(outcome.standardError.contains("2.3"))
    }

    @Test("a password in the URL is not repeated")
    func credentialsStaySecret() async throws {
      let outcome = try await Program.run("--once", "http://user:sesame@127.0.0.1:8081")
      #expect(outcome.end == .exited(2))
      #expect(!outcome.standardError.contains("sesame"))
    }

    @Test("an unknown theme is wrong usage and named")
    func unknownTheme() async throws {
      let outcome = try await Program.run("--theme", "no-such-theme", "http://127.0.0.1:1")
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains("no-such-theme"))
    }

    @Test("a theme file with a wrong role is named with its line")
    func wrongTheme() async throws {
      let file = Scratch.path("broken.toml")
      try Data("no-such-role = \"red\"\n".utf8).write(to: URL(fileURLWithPath: file))
      let outcome = try await Program.run("--theme", file, "http://127.0.0.1:1")
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains(/broken\.toml[^0-9]*[0-9]+/))
    }

    @Test(
      "a cluster that cannot be reached is exit status 3 and one line on stderr",
      arguments: [["--once"], ["jobs"], ["job", "orders"], ["savepoint", "orders"]])
    func unreachable(command: [String]) async throws {
      let url = "http://127.0.0.1:\(try Loopback.unusedPort())"
      let endpoint = command == ["--once"] ? [url] : ["--endpoint", url]
      let outcome = try await Program.run(command + endpoint)
      #expect(outcome.end == .exited(3))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardOutput.isEmpty)
    }

    @Test("without a terminal the dashboard says what to use instead")
    func noTerminal() async throws {
      let outcome = try await Program.run(
        "http://127.0.0.1:1", environment: ["TERM": "xterm-256color"])
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains("--once"))
    }

    @Test(
      "a terminal that cannot place the cursor is refused with a clear line",
      arguments: ["dumb", nil]
    )
    func unfitTerminal(type: String?) async throws {
      let terminal = try await TerminalSession.start(
        [Program.path, "http://127.0.0.1:1"], terminal: type)
      #expect(try await terminal.expectEnd() == .exited(2))
      try await terminal.expect("--once")
      #expect(terminal.areSettingsRestored)
    }
  }
}
