/// The JobManager's copy of the metrics of its TaskManagers: fetched when somebody asks, and at most
/// once an interval, so that the first answer ever is empty and one after a pause is old.
struct MetricStore: Sendable {
  /// The world as it was when the metrics were taken.
  struct Snapshot: Sendable {
    var at: SimulatedTime
    var jobs: [SimulatedJob]
  }

  /// Nil until the first fetch has come back.
  private(set) var snapshot: Snapshot?
  private var underway: (arrivesAt: SimulatedTime, snapshot: Snapshot)?
  private var askedAt: SimulatedTime?

  private static let fetchTime: Int64 = 80

  /// What there is for a request at `time`; starts a fetch if one is due.
  mutating func read(at time: SimulatedTime, jobs: [SimulatedJob], interval: Duration) -> Snapshot?
  {
    if let fetch = underway, fetch.arrivesAt <= time {
      snapshot = fetch.snapshot
      underway = nil
    }
    if askedAt.map({ time - $0 >= interval }) ?? true {
      askedAt = time
      underway = (
        time.adding(milliseconds: Self.fetchTime), Snapshot(at: time, jobs: jobs)
      )
    }
    return snapshot
  }

  /// Makes room for a job that came first in the list, of which there are none yet.
  mutating func insert(_ job: SimulatedJob) {
    snapshot?.jobs.insert(job, at: 0)
    underway?.snapshot.jobs.insert(job, at: 0)
  }

  /// Takes the metrics without being asked.
  mutating func take(at time: SimulatedTime, jobs: [SimulatedJob]) {
    snapshot = Snapshot(at: time, jobs: jobs)
  }
}
