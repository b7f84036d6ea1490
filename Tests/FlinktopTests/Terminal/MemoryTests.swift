import Foundation
import Testing

extension TerminalTests {
  @Suite("Memory of the dashboard")
  struct MemoryTests {
    /// Reservations of the size of an arena that glibc makes for a thread: 64 MB, of which it takes into use what it needs.
    private func arenas(of pid: pid_t) -> Int? {
      guard let maps = try? String(contentsOfFile: "/proc/\(pid)/maps", encoding: .utf8),
        maps.contains(Program.path)
      else { return nil }
      return maps.split(separator: "\n").count { line in
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        let ends = (fields.first ?? "").split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, fields.count >= 2, fields[1] == "---p" else { return false }
        return (32 << 20..<65 << 20).contains(ends[1] - ends[0])
      }
    }

    @Test("its threads share what memory the start took, instead of an arena each")
    func fewArenas() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.expectRow(job.name, "RUNNING")
      let session = try #require(ProcessTable.session(of: try await terminal.pid()))
      let counts = ProcessTable.members(ofSession: session).compactMap { arenas(of: $0) }
      // The command line is read on a thread that has one by then; each further thread would add another.
      #expect(counts.count == 1)
      #expect(counts.allSatisfy { $0 <= 1 }, "\(counts)")
    }
  }
}
