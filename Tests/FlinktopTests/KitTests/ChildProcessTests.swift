import Glibc
import Testing

@Suite("Child processes of the test kit", .timeLimit(.minutes(1)))
struct ChildProcessTests {
  @Test("exit status and both outputs are kept apart")
  func outputs() async throws {
    let child = try ChildProcess(["sh", "-c", "echo out; echo err >&2; exit 3"])
    #expect(try await child.waitForEnd() == .exited(3))
    #expect(child.standardOutput == "out\n")
    #expect(child.standardError == "err\n")
  }

  @Test("a signal is told from an exit status")
  func signalled() async throws {
    let child = try ChildProcess(["sh", "-c", "kill -TERM $$"])
    #expect(try await child.waitForEnd() == .killed(signal: SIGTERM))
  }

  @Test("a process that outlives its deadline is killed")
  func overdue() async throws {
    let child = try ChildProcess(["sleep", "60"])
    await #expect(throws: KitError.self) { try await child.waitForEnd(within: .milliseconds(50)) }
    #expect(!ProcessTable.isRunning(child.pid))
  }

  @Test("a program that is not there is an error")
  func missing() {
    #expect(throws: KitError.self) { try ChildProcess(["/no/such/program"]) }
  }

  @Test("the sweeper ends what a killed run leaves behind, and removes its directory")
  func sweep() async throws {
    try require(.python3)
    let directory = Scratch.directory("swept")
    // The shell is the test run: it hands its child to the sweeper and ends.
    let script = """
      sleep 600 & child=$!
      start=$(sed 's/.*) //' /proc/$child/stat | cut -d' ' -f20)
      echo $child; echo "$child $start" | "\(TestEnvironment.labFolder)/sweep" \(directory)
      """
    let run = try ChildProcess(["sh", "-c", script])
    #expect(try await run.waitForEnd() == .exited(0))
    let child = try #require(pid_t(run.standardOutput.filter(\.isNumber)))
    #expect(!ProcessTable.isRunning(child))
    #expect(access(directory, F_OK) != 0)
  }
}
