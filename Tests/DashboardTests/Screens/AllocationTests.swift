import CAllocationCount
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// What a frame costs, counted rather than timed: the same in every run, however busy the machine is.
@Suite("Allocations of a frame")
struct AllocationTests {
  private func state(jobs: Int) -> DashboardState {
    let jobs = (0..<jobs).map { Fixture.summary("job-\($0)", $0 % 7 == 0 ? .restarting : .running) }
    return Fixture.state(jobs, columns: 200, rows: 120)
  }

  /// The work on the heap for one frame, after another one has set up what is set up once.
  private func allocations(_ state: DashboardState) -> Int {
    _ = state.frame()
    let before = allocations_of_this_thread()
    let frame = state.frame()
    let after = allocations_of_this_thread()
    #expect(frame.size == state.size)
    return Int(after - before)
  }

  @Test("a frame of 60 jobs allocates no more often than it did, in the build of tests")
  func sixtyJobs() {
    let state = state(jobs: 60)
    #expect(state.frame().lines.count { $0.contains("job-") } >= 60)
    let count = allocations(state)
    // 10,700 when this was written, in a build without optimisation: half as much again is a reason to look.
    #expect((1_000...16_000).contains(count), "\(count)")
  }
}
