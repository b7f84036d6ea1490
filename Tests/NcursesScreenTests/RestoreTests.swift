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
  }
}
