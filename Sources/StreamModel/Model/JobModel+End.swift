extension JobModel {
  /// The failure that ends a job is younger than its end by the time that its tasks take to be cancelled.
  static let endsWithin: Duration = .seconds(15)

  /// True of a job that FAILED of something that its exceptions do not tell: there are none, or the newest is older. So it is
  /// where the adaptive scheduler gives up waiting for slots (2.3.0), and where a job fails before it runs. Only the result
  /// says why then.
  package var isEndUnexplained: Bool {
    guard state == .failed, let told = failure else { return false }
    guard let newest = told.value else { return true }
    // Both are times of the JobManager.
    guard let at = newest.at, let end = summary.value.endTime else { return false }
    return end.since(at) > Self.endsWithin
  }

  /// What the job failed of in the end; nil where that is not known.
  package var endFailure: JobFailure? {
    isEndUnexplained ? readings.value.result?.value : failure?.value
  }
}
