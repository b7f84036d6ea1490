import ArgumentParser
import StreamModel

/// What the commands that change a cluster share: one job, and the format of the outcome.
struct ActionOptions: ParsableArguments {
  @OptionGroup var target: JobArgument
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @Flag(
    name: .customLong("detach"),
    help: "Do not wait for the outcome; print the trigger id to ask for it with.")
  var isDetached = false
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  /// Does `kind` to the job, by the options given.
  func perform(_ kind: OperationKind) async throws { try await perform { _ in kind } }

  /// Does to the job what the system, by its traits, is to do.
  func perform(
    _ kind: @Sendable (SystemTraits) throws(Failure) -> OperationKind
  ) async throws {
    try await cluster.act(isReading: false, format: format, isDetached: isDetached) {
      runner throws(Failure) in
      try await runner.perform(try kind(runner.connection.traits), on: target.job)
    }
  }
}

/// Where a savepoint goes and in which format.
struct SavepointOptions: ParsableArguments {
  @Option(
    name: .customLong("target-directory"), help: "Where to put it; default: the cluster's own.")
  var targetDirectory: String?
  @Option(name: .customLong("format-type"), help: "canonical or native (Flink 1.15 on).")
  var formatType: SavepointFormat?
}

extension SavepointFormat: ExpressibleByArgument {
  /// Lower case, as on the command line.
  package init?(argument: String) {
    self.init(rawValue: argument.uppercased())
  }

  /// What the help lists.
  package static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}

/// `flinktop savepoint JOB`.
struct SavepointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "savepoint", abstract: "Take a savepoint and wait for it; prints its location.")

  @OptionGroup var action: ActionOptions
  @OptionGroup var savepoint: SavepointOptions

  func run() async throws {
    try await action.perform(
      .savepoint(targetDirectory: savepoint.targetDirectory, format: savepoint.formatType))
  }
}

/// `flinktop stop JOB [--drain]`.
struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stop with a savepoint and wait until the job has FINISHED.")

  @Flag(help: "Send the final watermark first: for a job that will not be resumed.")
  var drain = false
  @Flag(name: .customLong("yes"), help: "TSP: confirm, as its stop takes no savepoint.")
  var isConfirmed = false
  @OptionGroup var action: ActionOptions
  @OptionGroup var savepoint: SavepointOptions

  func run() async throws {
    let plain = OperationKind.stop(
      drain: drain, targetDirectory: savepoint.targetDirectory, format: savepoint.formatType)
    let isBare = !drain && savepoint.targetDirectory == nil && savepoint.formatType == nil
    let isConfirmed = isConfirmed
    try await action.perform { traits throws(Failure) in
      guard traits.cancelsOnly != nil, isBare else { return plain }
      guard isConfirmed else {
        throw Failure(
          .wrongUsage,
          "\(traits.shortName)'s stop cancels the job without a savepoint: confirm with --yes.")
      }
      return .cancel
    }
  }
}

/// `flinktop cancel JOB --yes`.
struct CancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Cancel without a savepoint and wait until it is CANCELED.")

  @Flag(name: .customLong("yes"), help: "Confirm: a cancel takes no savepoint.")
  var isConfirmed = false
  @OptionGroup var action: ActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(
        .wrongUsage, "cancel takes no savepoint: confirm with --yes, or use stop.")
    }
    try await action.perform(.cancel)
  }
}

/// `flinktop checkpoint JOB`.
struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Trigger a checkpoint and wait for it (Flink 1.17 on).")

  @OptionGroup var action: ActionOptions

  func run() async throws { try await action.perform(.checkpoint) }
}
