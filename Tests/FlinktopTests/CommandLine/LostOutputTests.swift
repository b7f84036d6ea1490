import Foundation
import Testing

extension CommandLineTests {
  @Suite("Output that cannot be written")
  struct LostOutputTests {
    private static let line = "flinktop: cannot write to standard output: "

    @Test(
      "what needs no cluster is exit status 1, and stderr has it all",
      arguments: [(["--version"], "0."), (["--help"], "USAGE"), (["themes"], "okabe-ito")],
      LostOutput.kinds.map(\.0))
    func withoutCluster(command: ([String], String), redirection: String) async throws {
      let outcome = try await Program.run(command.0, redirection)
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.hasPrefix(Self.line), "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains(command.1))
      #expect(outcome.complaints.count == 1)
    }

    @Test(
      "a savepoint's location goes to stderr, with what happened",
      arguments: LostOutput.kinds)
    func location(redirection: String, reason: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        ["savepoint", job.id, "-e", simulator.url], redirection)
      #expect(outcome.end == .exited(1))
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(
        outcome.errorLines.suffix(2) == [
          Self.line + reason + "; what was to be written:", location,
        ])
    }

    @Test("a snapshot goes to stderr as the whole document", arguments: LostOutput.kinds)
    func document(redirection: String, reason: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        ["--once", "--format", "json", simulator.url], redirection)
      #expect(outcome.end == .exited(1))
      #expect(outcome.errorLines.count == 2)
      #expect(outcome.errorLines.first == Self.line + reason + "; what was to be written:")
      let document = try JSONValue(parsing: outcome.errorLines.last ?? "")
      #expect(!document["jobs"].elements.isEmpty)
    }

    @Test(
      "where stderr takes nothing either, the exit status still says it",
      arguments: [LostOutput.both, LostOutput.bothClosed])
    func both(redirection: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(["jobs", "-e", simulator.url], redirection)
      #expect(outcome.end == .exited(1))
    }

    @Test("output that broke off is told with how much of it went out")
    func brokenOff() async throws {
      let file = Scratch.path("small")
      let outcome = try await Program.run(["--help"], LostOutput.smallFile(file))
      #expect(outcome.end == .exited(1))
      #expect(try #require(FileManager.default.contents(atPath: file)).count == 1024)
      let said = try #require(outcome.errorLines.first)
      #expect(said.contains(/File too large, after 1024 of [0-9]{4,} bytes; what was to be/))
      // From its beginning; the limit is stderr's too, which is a file here.
      #expect(outcome.errorLines.dropFirst().first?.hasPrefix("OVERVIEW") == true)
    }

    @Test("a reader that took the beginning and left is not given the rest on stderr")
    func readerHadEnough() async throws {
      let simulator = try await SimulatorProcess.start("--jobs", "300", "--running", "0")
      let outcome = try await Program.run(
        ["jobs", "--format", "json", "-e", simulator.url],
        // Its status is the pipe's, by `pipefail`; the reader leaves after one byte of more than a pipe can hold.
        #"set -o pipefail; "$0" "$@" | head -c 1"#)
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardOutput == "{")
      let said = try #require(outcome.errorLines.last)
      #expect(said.contains(/Broken pipe, after [0-9]+ of [0-9]+ bytes$/))
      #expect(!outcome.standardError.contains(#""schema""#))
    }

    @Test("simulate does not serve what nobody learns of", arguments: LostOutput.kinds.map(\.0))
    func simulate(redirection: String) async throws {
      let outcome = try await Program.run(["simulate", "--port", "0"], redirection)
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.contains("http://127.0.0.1:"))
    }
  }
}
