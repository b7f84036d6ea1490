import StreamModel

/// A job of a project, as `ListJob` has it.
struct FoasJob: Hashable, Sendable {
  var name: String
  /// `STREAMING` or `BATCH`; nil where it is not told.
  var type: String?
  /// `blink-3.4.0`; nil where it is not told.
  var engine: String?

  init?(_ job: AnswerTree) {
    guard let name = job["JobName"]?.string else { return nil }
    self.name = name
    // `FLINK_STREAM`, `FLINK_BATCH`.
    let type = job["JobType"]?.string?.uppercased() ?? ""
    self.type = type.contains("BATCH") ? "BATCH" : type.contains("STREAM") ? "STREAMING" : nil
    engine = job["EngineVersion"]?.string
  }

  /// A page of a list, and how many there are in all; nil where there is no list.
  static func page(list: AnswerTree) -> (values: [FoasJob], total: Int64?)? {
    guard let jobs = list["Jobs"]?.elements ?? (list["TotalCount"]?.int64 == 0 ? [] : nil) else {
      return nil
    }
    return (jobs.compactMap(FoasJob.init), list["TotalCount"]?.int64)
  }
}

/// An instance of a job with its times, as `ListInstance` has it.
struct FoasInstance: Hashable, Sendable {
  var id: Int64
  var job: String
  var startedAt: Timestamp?
  var endedAt: Timestamp?

  init?(_ instance: AnswerTree) {
    guard let id = instance["Id"]?.int64, let job = instance["JobName"]?.string else { return nil }
    self.id = id
    self.job = job
    startedAt = instance["StartTime"]?.timestamp
    endedAt = instance["EndTime"]?.timestamp
  }

  /// A page of a list, and how many there are in all; nil where there is no list.
  static func page(list: AnswerTree) -> (values: [FoasInstance], total: Int64?)? {
    guard let instances = list["Instances"]?.elements ?? (list["TotalCount"]?.int64 == 0 ? [] : nil)
    else { return nil }
    return (instances.compactMap(FoasInstance.init), list["TotalCount"]?.int64)
  }
}

/// How the instance of a job stands: a run summary.
struct FoasRun: Hashable, Sendable {
  /// Our word for the state of a job that has no instance.
  static let noInstance = "NO INSTANCE"

  /// Of the instance.
  var id: Int64
  var job: String
  var state: JobState
  /// What went wrong last; nil where nothing did.
  var lastError: JobException?

  init?(_ summary: AnswerTree) {
    guard let job = summary["JobName"]?.string else { return nil }
    self.job = job
    id = summary["Id"]?.int64 ?? -1
    state = JobState(foas: summary["ActualState"]?.string ?? "")
    lastError = summary["LastErrorMessage"]?.string.map {
      JobException(trace: $0, at: summary["LastErrorTime"]?.timestamp)
    }
  }

  /// Reads `BatchGetInstanceRunSummary`.
  static func all(summaries: AnswerTree) -> [FoasRun] {
    (summaries["RunSummarys", "RunSummaries"]?.elements ?? []).compactMap(FoasRun.init)
  }
}

extension JobState {
  /// What an instance is told to be in. The names were never seen in an answer; one that is not Flink's is shown as it is.
  init(foas name: String) {
    switch name.uppercased() {
    case "": self = .other(FoasRun.noInstance)
    case "TERMINATED", "CANCELLED": self = .canceled
    case "SUCCESS", "SUCCEEDED": self = .finished
    case let name: self = JobState(name)
    }
  }
}

extension AnswerTree {
  /// Epoch milliseconds, or seconds where the number is that small; nil for 0, -1 and what no clock says.
  var timestamp: Timestamp? {
    guard let number = int64, number > 0, number < 1 << 50 else { return nil }
    return Timestamp(milliseconds: number < 100_000_000_000 ? number * 1000 : number)
  }
}
