import ArgumentParser
import StreamModel

/// What ends `flinktop health` with status 1.
enum FailureLevel: String, ExpressibleByArgument, CaseIterable {
  case warning, critical

  var severity: Severity {
    switch self {
    case .warning: .warning
    case .critical: .critical
    }
  }
}

/// `flinktop health [JOB]`.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "What is wrong with the jobs, worst first, as text or JSON.",
    discussion: """
      Prints every finding of the rules that the Health screen goes by, for cron and CI: the exit status is 0 where nothing \
      critical is found, 1 where something is, and 3 where too little is known within --within to say. It takes some 12s, as \
      rules go by two readings of the counters, and longer where a lag is high or a job has just started.
      """)

  @Argument(
    help: "A job id, a unique prefix of one, or a unique name; every job where it is left out.")
  var job: String?
  @Option(
    name: .customLong("fail-on"),
    help:
      "What ends it with status 1: critical (the default), or warning too. With --watch: ends it as soon as that is found."
  )
  var failureLevel: FailureLevel?
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard let job else { return }
    try JobArgument.checkNoEndpoint(job)
  }

  func run() async throws {
    try await report.withReport { snapshot in
      if report.isWatching {
        try await snapshot.watchHealth(
          of: job, failingAt: failureLevel?.severity, as: report.format)
      } else {
        try await snapshot.writeHealth(
          of: job, failingAt: (failureLevel ?? .critical).severity, as: report.format)
      }
    }
  }
}
