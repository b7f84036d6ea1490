import Foundation
import Testing

extension CommandLineTests {
  @Suite("A Heron Tracker on the command line")
  struct HeronSourceTests {
    @Test(
      "what only Heron has goes with no Flink", arguments: ["--cluster", "--environ", "--role"])
    func scope(option: String) async throws {
      let outcome = try await Program.run("jobs", "--source", "flink", option, "x")
      #expect(outcome.end == .exited(2))
      #expect(outcome.standardError.contains("\(option) is for --source heron"))
    }

    @Test("another system is none that can be watched")
    func unknown() async throws {
      let outcome = try await Program.run("jobs", "--source", "storm")
      #expect(outcome.end == .exited(2))
      #expect(outcome.standardError.contains("storm"))
    }

    @Test("a tracker that is not there is told in one line, at Heron's own port")
    func unreachable() async throws {
      let outcome = try await Program.run("jobs", "--role", "ops", "-e", "http://127.0.0.1:1")
      #expect(outcome.end == .exited(3))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains("127.0.0.1:1"))
    }

    @Test("nothing is asked of Flink's API where the system is Heron")
    func api() async throws {
      let outcome = try await Program.run(
        "api", "/jobs", "--source", "heron", "-e", "http://127.0.0.1:1")
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.contains("is for Flink's REST API"))
    }
  }
}
