/// When and how a rule judges: the time, the limits, and how times of day are said.
package struct DiagnosisContext {
  package var now: Timestamp
  package var thresholds: DiagnosisThresholds
  /// TaskManagers and slots, where the cluster told lately.
  var overview: ClusterOverview?
  /// Time spent collecting garbage in each second, by the workers that spend most, where they were asked lately.
  var garbage: [GarbageReading] = []
  /// Some worker collects much garbage, and it is not known yet which.
  var awaitsGarbage = false
  /// Workers that are gone, where some are.
  var workerLoss: TaskManagerLoss?
  /// What the system is called.
  var traits = SystemTraits.flink
  /// What the system can't be asked.
  var refused: Set<QuestionKind> = []
  /// Nobody will look again: what only differences of counters show counts as not judged until there are two readings.
  /// A dashboard has them soon enough.
  var isFinal = false
  private let timeOfDay: ((Timestamp) -> String)?

  /// `timeOfDay` renders a moment on our clock, as `13:58:40`; without it ages are said instead.
  package init(
    at now: Timestamp, thresholds: DiagnosisThresholds = .standard,
    timeOfDay: ((Timestamp) -> String)? = nil
  ) {
    self.now = now
    self.thresholds = thresholds
    self.timeOfDay = timeOfDay
  }

  /// `since 13:58:40`, or `for 12m 05s`; `since before 13:58:40`, or `for over 12m 05s`, of what may have begun
  /// earlier.
  func since(_ time: Timestamp, orBefore: Bool = false) -> String {
    timeOfDay.map { (orBefore ? "since before " : "since ") + $0(time) }
      ?? (orBefore ? "for over " : "for ") + Phrase.duration(age(of: time))
  }

  /// `12m 05s ago`, in whole seconds: no answer tells better than that when something was.
  func ago(_ time: Timestamp) -> String {
    let seconds = age(of: time).components.seconds
    return seconds < 1 ? "just now" : Phrase.duration(.seconds(seconds)) + " ago"
  }

  /// How long ago that was; never negative.
  func age(of time: Timestamp) -> Duration { max(.zero, now.since(time)) }

  /// What was observed, if it is young enough to be judged.
  func fresh<Value>(_ observed: Observed<Value>?) -> Value? {
    guard let observed, age(of: observed.receivedAt) <= thresholds.freshFor else { return nil }
    return observed.value
  }

  /// False for a run too young to be judged, and where some of its tasks do not run.
  func hasSettled(_ job: JobModel) -> Bool {
    let needed = job.isCounted ? thresholds.settlingTimeByCounters : thresholds.settlingTime
    return (job.steadyTime(at: now) ?? .zero) >= needed
  }
}
