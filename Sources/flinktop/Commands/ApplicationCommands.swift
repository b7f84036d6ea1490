import ArgumentParser
import Dashboard
import FlinkREST
import StreamModel

/// `flinktop applications [APPLICATION]`.
struct ApplicationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "applications",
    abstract: "The applications with their jobs, or one of them, as text or JSON (Flink 2.3 on).",
    discussion:
      "Of one it tells its jobs, what failed in it, and what it is set to, secrets masked.")

  @Argument(help: "An id or the beginning of one, or a part of a name that no other has.")
  var application: String?
  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(ApplicationsReport(reference: application)) }
}

/// `flinktop cancel-application APPLICATION --yes`.
struct CancelApplicationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel-application",
    abstract: "Cancel an application with its jobs, without savepoints (Flink 2.3 on).")

  @Argument(help: "An id or the beginning of one, or a part of a name that no other has.")
  var application: String
  @Flag(name: .customLong("yes"), help: "Confirm: a cancel takes no savepoint.")
  var isConfirmed = false
  @Flag(name: .customLong("detach"), help: "Do not wait until it has ended.")
  var isDetached = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(
        .wrongUsage, "cancel-application takes no savepoint of its jobs: confirm with --yes.")
    }
    let reference = application
    try await action.perform(isDetached: isDetached) { connection, capabilities throws(Failure) in
      let any = OperationKind.cancelApplication(ApplicationID(""))
      if let refusal = capabilities.refusal(of: any) { throw Failure(.operationFailed, refusal) }
      let found = try ApplicationChoice.application(
        reference, among: try await connection.answer(.applications), at: connection.identity)
      let kind = OperationKind.cancelApplication(found.id)
      if let refusal = found.state.refusal(of: kind, for: found.name.cutForSentence) {
        throw Failure(.operationFailed, refusal)
      }
      return OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: kind, about: found.name)
    }
  }
}

/// `flinktop datasets`.
struct DataSetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "The results of batch jobs that the cluster keeps for later ones, as text or JSON.")

  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(DataSetsReport()) }
}

/// `flinktop delete-dataset ID --yes`.
struct DeleteDataSetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete-dataset", abstract: "Delete a result that the cluster keeps, for good.")

  @Argument(help: "An id, or the beginning of one that no other has.")
  var dataSet: String
  @Flag(name: .customLong("yes"), help: "Confirm: later jobs have to work it out anew.")
  var isConfirmed = false
  @Flag(name: .customLong("detach"), help: "Do not wait for the outcome.")
  var isDetached = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(.wrongUsage, "delete-dataset deletes it for good: confirm with --yes.")
    }
    let reference = dataSet.lowercased()
    try await action.perform(isDetached: isDetached) { connection, _ throws(Failure) in
      let all = try await connection.answer(.dataSets)
      // Flink says that it has deleted what there is not.
      let matches = all.filter { $0.id.text.hasPrefix(reference) }
      guard let found = matches.first, matches.count == 1 else {
        throw matches.isEmpty
          ? Failure(
            .notFound,
            "No result has the id '\(reference.cutForSentence)': 'flinktop datasets' lists them.")
          : Failure(
            .wrongUsage,
            "'\(reference.cutForSentence)' begins \(matches.count) ids: type more of it.")
      }
      return OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .deleteDataSet(found.id),
        about: found.id.text)
    }
  }
}

/// `flinktop submit GRAPH`.
struct SubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Start a job graph and wait until it runs; prints the job's id.",
    discussion: """
      GRAPH is a job graph as Java has serialised it, made with the same Flink version as the cluster's. The job's id is \
      in it.
      """)

  @Argument(help: "The graph's file.")
  var graph: String
  @Option(
    name: .customLong("jar"), parsing: .unconditionalSingleValue,
    help: "A jar with classes of the job. Repeatable.")
  var jars: [String] = []
  @Flag(name: .customLong("detach"), help: "Do not wait until it runs.")
  var isDetached = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    let submission = JobSubmission(graph: graph, jars: jars)
    if let flaw = JobGraphForm(submission).flaw { throw Failure(.wrongUsage, flaw.asSentence) }
    try await action.perform(isDetached: isDetached) { connection, _ throws(Failure) in
      OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .submit(submission),
        about: submission.graph)
    }
  }
}

/// `flinktop rescales JOB`.
struct RescalesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescales",
    abstract: "The rescales of a job: counts, durations, settings, history (Flink 2.3 on).",
    discussion: """
      For jobs of the adaptive scheduler. The cluster remembers as many as web.adaptive-scheduler.rescale-history.size \
      says, which is none unless it is set.
      """)

  @OptionGroup var target: JobArgument
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(RescalesReport(job: ReportedJob(reference: target.job)))
  }
}
