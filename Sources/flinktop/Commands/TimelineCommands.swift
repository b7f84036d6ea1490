import ArgumentParser
import StreamModel

/// `flinktop timeline JOB`.
struct TimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "When a job, its vertices, subtasks and attempts were in which state.",
    discussion:
      "Of each state of a job the cluster keeps only the last time. START and DURATION count from DEPLOYING on."
  )

  @OptionGroup var target: JobArgument
  @Option(help: "The subtasks of a vertex too: its id, or a unique part of its name.")
  var vertex: String?
  @Option(help: "The attempts of one subtask of the vertex too, from 0.")
  var subtask: Int?
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let subtask {
      guard vertex != nil else { throw ValidationError("--subtask goes with --vertex.") }
      guard subtask >= 0 else { throw ValidationError("Subtasks are counted from 0 on.") }
    }
  }

  func run() async throws {
    let job = ReportedJob(reference: target.job)
    try await report.write(
      TimelineReport(
        job: job, vertex: vertex.map { ReportedVertex(job: job, reference: $0) },
        subtask: subtask))
  }
}

/// `flinktop accumulators JOB`.
struct AccumulatorsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accumulators",
    abstract: "What the code of a job adds up, over all vertices or of one, as text or JSON.")

  @OptionGroup var target: JobArgument
  @Option(help: "Of one vertex: its id, or a unique part of its name.")
  var vertex: String?
  @Flag(
    name: .customLong("by-subtask"),
    help: "Of the vertex each subtask's own, with its attempt and host.")
  var isBySubtask = false
  @Flag(
    name: .customLong("serialized"),
    help: "In JSON each value as Java serialised it too, in base 64: this may be long.")
  var isSerialized = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard !isSerialized || report.format == .json && vertex == nil else {
      throw ValidationError("--serialized goes with --format json, and not with --vertex.")
    }
    guard !isBySubtask || vertex != nil else {
      throw ValidationError("--by-subtask goes with --vertex.")
    }
  }

  func run() async throws {
    let job = ReportedJob(reference: target.job)
    try await report.write(
      AccumulatorsReport(
        job: job, vertex: vertex.map { ReportedVertex(job: job, reference: $0) },
        isSerialized: isSerialized, isBySubtask: isBySubtask))
  }
}
