import StreamModel

/// The applications of a cluster: one for `orders` alone, one that has started two jobs and failed.
enum ApplicationsFixture {
  static let backfill = ApplicationID("0c" + String(repeating: "7", count: 30))

  private static func ago(_ seconds: Int) -> Timestamp {
    Fixture.now.advanced(by: .seconds(-seconds))
  }

  private static func job(
    _ id: JobID, _ name: String, _ state: JobState, from: Int, to: Int?
  ) -> JobSummary {
    JobSummary(
      id: id, name: name, state: state, startTime: ago(from), endTime: to.map(ago),
      duration: .seconds(from - (to ?? 0)), lastModification: nil,
      tasks: TaskCounts(byState: [.running: 4]))
  }

  static let failure = ApplicationFailure(
    at: ago(3_000), cause: "java.lang.IllegalStateException: no partition 7 of orders-v1",
    trace: "org.apache.flink.runtime.JobException: Recovery is suppressed\n"
      + "\tat org.apache.flink.X.y(X.java:1)\n"
      + "Caused by: java.lang.IllegalStateException: no partition 7 of orders-v1\n",
    job: JobID(String(repeating: "b", count: 32)))

  static func fill(_ cluster: inout ClusterModel, job: JobID) {
    let now = Fixture.now
    let own = ApplicationID(job.text)
    cluster.apply(
      [
        ApplicationSummary(
          id: backfill, name: "shop.Backfill", state: .failed, startTime: ago(9_000),
          endTime: ago(3_000), duration: .seconds(6_000), jobs: [.finished: 1, .failed: 1]),
        ApplicationSummary(
          id: own, name: "SingleJobApplication(orders)", state: .running, startTime: ago(800),
          endTime: nil, duration: .seconds(800), jobs: [.running: 1]),
      ], to: .applications, at: now)
    cluster.apply(
      ApplicationDetail(
        id: own, name: "SingleJobApplication(orders)", state: .running,
        times: [.init(state: .created, at: ago(801)), .init(state: .running, at: ago(800))],
        jobs: [self.job(job, "orders", .running, from: 800, to: nil)]),
      to: .application(own), at: now)
    cluster.apply(
      ApplicationDetail(
        id: backfill, name: "shop.Backfill", state: .failed,
        times: [
          .init(state: .created, at: ago(9_001)), .init(state: .running, at: ago(9_000)),
          .init(state: .failing, at: ago(3_001)), .init(state: .failed, at: ago(3_000)),
        ],
        jobs: [
          self.job(
            JobID(String(repeating: "a", count: 32)), "backfill 2025", .finished, from: 8_990,
            to: 5_000),
          self.job(
            JobID(String(repeating: "b", count: 32)), "backfill 2026", .failed, from: 4_990,
            to: 3_001),
        ]), to: .application(backfill), at: now)
    cluster.apply([], to: .applicationFailures(own), at: now)
    cluster.apply([failure], to: .applicationFailures(backfill), at: now)
    let settings = [
      Setting(key: "jobmanager.memory.process.size", value: "1600m"),
      Setting(key: "s3.secret-key", value: "hunter2"),
    ]
    cluster.apply(settings, to: .applicationConfiguration(own), at: now)
    cluster.apply(settings, to: .applicationConfiguration(backfill), at: now)
  }
}
