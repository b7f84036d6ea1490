/// What befalls one run of a job that fails again and again. It follows from the number of the run, so that runs that nobody
/// lived through can be told of as well.
struct RunFate: Sendable {
  var cause: FailureCause
  /// Milliseconds from when its tasks run until it fails.
  var runsFor: Int64
  /// Milliseconds from then until the next run is scheduled.
  var pause: Int64
}

extension JobPlan {
  /// Nil where the story is another one.
  func fate(ofRun number: Int) -> RunFate? {
    guard case .restarting(let every, let pause, let causes) = story, !causes.isEmpty else {
      return nil
    }
    let chance = seed.derived("ended by").unit(number)
    return RunFate(
      cause: causes[Int(chance * chance * Double(causes.count))],
      runsFor: seed.derived("run").milliseconds(in: every, number),
      pause: seed.derived("pause").milliseconds(in: pause, number))
  }

  /// Which subtask of the vertex that is at fault fails.
  func failedSubtask(of cause: FailureCause, inRun number: Int) -> Int {
    seed.derived("failed").integer(in: 0...(vertices[cause.vertex].parallelism - 1), number)
  }
}
