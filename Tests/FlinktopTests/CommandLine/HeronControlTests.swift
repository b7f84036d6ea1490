import Foundation
import Testing

extension CommandLineTests {
  /// A tracker and an API server on loopback, which know nothing of flinktop.
  @Suite("What is done to a topology of Heron, from the command line")
  struct HeronControlTests {
    private static let place = "/api/v1/topologies/east/ops/devel/words"

    private func run(
      _ words: [String], at heron: HeronServers, withAPIServer: Bool = true
    ) async throws -> Program.Outcome {
      let acting = withAPIServer ? ["--api-server", heron.apiServer] : []
      return try await Program.run(words + ["--source", "heron", "-e", heron.tracker] + acting)
    }

    @Test(
      "is sent once, in the form that the API server takes, and done on the tracker's word",
      arguments: [
        (["cancel", "words", "--yes"], "DELETE \(place) ", "not listed"),
        (["deactivate", "words"], "POST \(place)/deactivate ", "PAUSED"),
        (
          ["restart", "words", "--yes"], "POST \(place)/restart container_id=-1",
          "said 'words restarted'"
        ),
        (
          ["restart", "words", "--container", "2", "--yes"], "POST \(place)/restart container_id=2",
          "RUNNING"
        ),
        (
          ["update", "words", "--component-parallelism", "split:4", "--yes"],
          "POST \(place)/update component_parallelism=split%3A4", "split 4"
        ),
        (
          ["update", "words", "--runtime-config", "a.b:c d", "--yes"],
          "POST \(place)/update runtime_config=a.b%3Ac%20d", "said 'words updated'"
        ),
      ])
    func done(words: [String], request: String, outcome: String) async throws {
      let heron = try HeronServers()
      let result = try await run(words, at: heron)
      #expect(result.end == .exited(0), "\(result.standardError)")
      #expect(result.standardError.contains(outcome), "\(result.standardError)")
      #expect(heron.toAPIServer == [request])
    }

    @Test("activate leads from Paused to Running, and is refused where it runs")
    func activate() async throws {
      let heron = try HeronServers()
      let running = try await run(["activate", "words"], at: heron)
      #expect(running.end == .exited(1) && running.standardError.contains("active already"))
      heron.set(status: "Paused")
      let paused = try await run(["activate", "words", "--format", "json"], at: heron)
      #expect(paused.end == .exited(0) && paused.standardOutput.contains(#""completed""#))
      #expect(heron.toAPIServer == ["POST \(Self.place)/activate "])
    }

    @Test("a dry run prints what would be done, and no escape sequence")
    func dryRun() async throws {
      let heron = try HeronServers()
      let outcome = try await run(
        ["update", "words", "--component-parallelism", "split:4", "--dry-run"], at: heron)
      #expect(outcome.end == .exited(0), "\(outcome.standardError)")
      #expect(outcome.standardOutput.contains("split 2 -> 4\n"))
      #expect(!outcome.standardOutput.contains("\u{1b}"))
      #expect(
        heron.toAPIServer
          == ["POST \(Self.place)/update component_parallelism=split%3A4&dry_run=true"])
    }

    @Test("an answer that is lost is said to be lost, and nothing is sent again")
    func lost() async throws {
      let heron = try HeronServers()
      heron.set(mood: .silent)
      for words in [["deactivate", "words"], ["cancel", "words", "--yes"]] {
        let outcome = try await run(words, at: heron)
        #expect(outcome.end == .exited(1), "\(outcome.standardError)")
        #expect(outcome.standardError.contains("No answer came to the"))
        #expect(outcome.standardError.contains("or another client's"), "\(outcome.standardError)")
      }
      #expect(heron.toAPIServer == ["POST \(Self.place)/deactivate ", "DELETE \(Self.place) "])
    }

    @Test(
      "what the API server refuses is told in its words",
      arguments: [
        (500, #"{"message":"Failed to deactivate"}"#, "Failed to deactivate"),
        (404, #"{"message":"topology does not exist"}"#, "topology does not exist"),
        (422, #"{"message":"container_id must be a number"}"#, "container_id must be"),
        (404, "<html>nope</html>", "is --api-server right?"),
      ])
    func refused(status: Int, body: String, words: String) async throws {
      let heron = try HeronServers()
      heron.set(mood: .refuses(status: status, body: body))
      let outcome = try await run(["deactivate", "words"], at: heron)
      #expect(outcome.end == .exited(1) && outcome.complaints.count == 1)
      #expect(outcome.standardError.contains(words), "\(outcome.standardError)")
      #expect(heron.toAPIServer.count == 1 && heron.status == "Running")
    }

    @Test("without --api-server, without --yes and under --read-only nothing is sent")
    func nothing() async throws {
      let heron = try HeronServers()
      let acting = [
        ["cancel", "words", "--yes"], ["stop", "words", "--yes"], ["activate", "words"],
        ["deactivate", "words"], ["restart", "words", "--yes"],
        ["update", "words", "--container-number", "3", "--yes"],
      ]
      for words in acting {
        let without = try await run(words, at: heron, withAPIServer: false)
        #expect(without.end == .exited(1), "\(words)")
        #expect(without.standardError.contains("--api-server URL is not given"), "\(words)")
        let readOnly = try await run(words + ["--read-only"], at: heron)
        #expect(readOnly.end == .exited(1) && readOnly.standardError.contains("--read-only"))
      }
      for words in [["cancel"], ["stop"], ["restart"], ["update", "--container-number", "3"]] {
        let outcome = try await run(words + ["words"], at: heron)
        #expect(outcome.end == .exited(2) && outcome.standardError.contains("--yes"), "\(words)")
      }
      #expect(heron.toAPIServer.isEmpty)
      #expect(!heron.toTracker.contains { !$0.hasPrefix("GET ") })
    }

    @Test("a role that states do not tell comes from the list, and without one nothing is sent")
    func role() async throws {
      let heron = try HeronServers()
      heron.set(role: nil)
      let outcome = try await run(["deactivate", "words"], at: heron)
      #expect(outcome.end == .exited(0), "\(outcome.standardError)")
      #expect(heron.toAPIServer == ["POST \(Self.place)/deactivate "])
      #expect(heron.toTracker.count { $0.hasPrefix("GET /topologies?") } == 1)
    }

    @Test("what makes no sense is wrong usage")
    func usage() async throws {
      for (words, complaint) in [
        (["update", "x"], "Give --component-parallelism"),
        (["update", "x", "--component-parallelism", "split"], "is not component:number"),
        (["update", "x", "--component-parallelism", "split:0"], "is not component:number"),
        (["update", "x", "--container-number", "0"], "from 1 on"),
        (["update", "x", "--runtime-config", "key"], "is no setting"),
        (["update", "x", "--runtime-config", "a:b", "--container-number", "2"], "alone"),
        (["restart", "x", "--container", "-2"], "container"),
        (["jobs", "--source", "flink", "--api-server", "http://x:1"], "for --source heron"),
        (["jobs", "--api-server", "ftp://x"], "--api-server: "),
      ] {
        let outcome = try await Program.run(words)
        #expect(outcome.end == .exited(2), "\(words)")
        #expect(outcome.standardError.contains(complaint), "\(outcome.standardError)")
      }
    }

    @Test(
      "what only Heron can be told is refused elsewhere", arguments: ["activate", "deactivate"])
    func elsewhere(word: String) async throws {
      let outcome = try await Program.run(word, "x", "-e", "http://127.0.0.1:1")
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.contains("Flink has no topologies to \(word)"))
    }
  }
}
