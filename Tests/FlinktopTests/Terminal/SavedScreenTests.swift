import Foundation
import Testing

extension TerminalTests {
  @Suite("Saving the screen")
  struct SavedScreenTests {
    private func saved() throws -> Set<String> {
      let files = try FileManager.default.contentsOfDirectory(atPath: Scratch.home)
      return Set(files.filter { $0.hasPrefix("flinktop-") && $0.hasSuffix(".txt") })
    }

    @Test("saves within one second are files of their own, and none is lost")
    func manySaves() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.expect("ledger-sync")
      let before = try saved()
      for count in 1...3 {
        // One by one: keys that came together save once.
        try await terminal.press("C-s")
        try await eventually("\(count) files") { try saved().subtracting(before).count == count }
      }
      try await terminal.expect("Saved the screen as flinktop-")
      for file in try saved().subtracting(before) {
        let text = try String(contentsOfFile: Scratch.home + "/" + file, encoding: .utf8)
        #expect(text.contains("ledger-sync"))
      }
    }
  }
}
