import StreamModel

@testable import Dashboard

/// Profiles of the first TaskManager: one is being made, one was, one failed.
enum ProfilesFixture {
  static let owner = LogOwner.worker(WorkersFixture.id(1))
  static let file = "10.42.1.11:38047-749252_ITIMER_2026-11-21_13_57_01.html"

  static let profiles = [
    Profile(
      mode: "CPU", state: .running, startedAt: Fixture.now.advanced(by: .seconds(-12)),
      duration: .seconds(30)),
    Profile(
      mode: "ITIMER", state: .finished, startedAt: Fixture.now.advanced(by: .seconds(-360)),
      endedAt: Fixture.now.advanced(by: .seconds(-330)), duration: .seconds(30),
      message: "Profiling Successful", file: file),
    Profile(
      mode: "ALLOC", state: .failed, startedAt: Fixture.now.advanced(by: .seconds(-900)),
      endedAt: Fixture.now.advanced(by: .seconds(-895)), duration: .seconds(5),
      message: "Stop profiler failed. No such file or directory"),
  ]

  static let page = ProfilePage(bytes: Array("<html>".utf8), graph: WorkersFixture.flameGraph)

  static func fill(_ cluster: inout ClusterModel) {
    // Out of their order.
    cluster.apply(profiles.reversed(), to: .profiles(owner), at: Fixture.now)
    cluster.apply(page, to: .profilePage(owner, file), at: Fixture.now)
  }
}
