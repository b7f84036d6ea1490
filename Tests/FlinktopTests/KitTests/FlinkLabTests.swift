import Glibc
import Testing

@Suite("The Flink lab's command line", .timeLimit(.minutes(1)))
struct FlinkLabTests {
  @Test(
    "wrong usage is exit status 2",
    arguments: [["up", "latest"], ["down"], ["boot", "2.3.0"], ["up", "2.3.0", "--owner", "0"]])
  func wrongUsage(arguments: [String]) async throws {
    try require(.python3)
    let child = try ChildProcess([TestEnvironment.labFolder + "/flink-lab"] + arguments)
    #expect(try await child.waitForEnd() == .exited(2))
  }

  @Test("a cluster that is not up is named")
  func nothingUp() async throws {
    try require(.python3)
    let child = try ChildProcess(
      [TestEnvironment.labFolder + "/flink-lab", "jobs", "2.3.0"],
      environment: TestEnvironment.variables(adding: ["FLINK_LAB_RUN": Scratch.directory("run")]))
    #expect(try await child.waitForEnd() == .exited(1))
    #expect(child.standardError.contains("no lab cluster of 2.3.0"))
  }
}
