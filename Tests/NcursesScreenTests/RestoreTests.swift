import CTerminalRestore
import CTerminalTesting
import Glibc
import Testing

@testable import NcursesScreen

extension ScreenTests {
  @Suite("Restoring the terminal")
  struct RestoreTests {
    @Test(
      "a crash gives the terminal back and keeps its signal",
      arguments: [
        (TESTING_NULL_POINTER, [SIGSEGV]), (TESTING_ABORT, [SIGABRT]),
        (TESTING_TRAP, [SIGILL, SIGTRAP]),
        (TESTING_STACK_OVERFLOW, [SIGSEGV]), (TESTING_SENT_SEGV, [SIGSEGV]),
      ])
    func crash(_ death: testing_death, _ signals: [Int32]) throws {
      let pty = try Pty()
      let modes = pty.modes
      let status = testing_child_dies(pty.slave, death)
      #expect(signals.contains(status & 0x7F))
      #expect(pty.modes == modes)
      #expect(pty.output() == "<restored>")
    }

    @Test(
      "a program that hangs is ended by the second signal, its terminal restored",
      arguments: [(TESTING_SECOND_TERM, SIGTERM), (TESTING_DIE_OF_HUP, SIGHUP)])
    func ended(_ death: testing_death, _ signal: Int32) throws {
      let pty = try Pty()
      let modes = pty.modes
      #expect(testing_child_dies(pty.slave, death) & 0x7F == signal)
      #expect(pty.modes == modes)
      #expect(pty.output() == "<restored>")
    }

    /// All that by default end a process, but KILL: the first and the last of those for real time stand for the rest.
    private static let endingSignals: [Int32] = [
      SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2,
      SIGPIPE, SIGALRM, SIGTERM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR,
      SIGSYS, 34, 64,
    ]

    @Test("every signal that ends the process gives the terminal back", arguments: endingSignals)
    func sent(signal: Int32) throws {
      let pty = try Pty()
      let modes = pty.modes
      #expect(testing_child_is_sent(pty.slave, signal) & 0x7F == signal)
      #expect(pty.modes == modes)
      #expect(pty.output() == "<restored>")
    }

    @Test(
      "a program that stands in a write to a terminal that takes nothing ends by the signal",
      arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT], [false, true])
    func stuck(signal: Int32, isStopped: Bool) throws {
      let pty = try Pty()
      let modes = pty.modes
      let end = testing_stuck_child_ends(pty.slave, signal, isStopped ? 1 : 0)
      #expect(end.status & 0x7F == signal)
      #expect(end.milliseconds < 2_000)
      #expect(pty.modes == modes)
      #expect(pty.output().contains("<restored>"))
    }

    @Test(
      "what a thread writes on does not undo the restoring, nor does an end meanwhile cut it short",
      arguments: [false, true])
    func writesOn(dies: Bool) throws {
      let pty = try Pty()
      let modes = pty.modes
      #expect(testing_child_writes_on(pty.slave, dies ? 1 : 0) & 0x7F == SIGTERM)
      #expect(pty.modes == modes)
      #expect(pty.availableOutput().hasSuffix("<restored>"))
    }

    @Test("a program that said it will end, and hangs, is ended")
    func mustEnd() throws {
      let pty = try Pty()
      let modes = pty.modes
      let end = testing_stuck_child_ends(pty.slave, 0, 0)
      #expect(end.status == 0)
      #expect(end.milliseconds < 2_000)
      #expect(pty.modes == modes)
    }
  }
}
