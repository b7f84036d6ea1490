import ArgumentParser
import StreamModel

/// What an operation was, where the user knows it.
enum FollowedKind: String, ExpressibleByArgument, CaseIterable {
  case savepoint, stop, drain, checkpoint

  /// Directory and format do not matter any more.
  var kind: OperationKind {
    switch self {
    case .savepoint: .savepoint(targetDirectory: nil, format: nil)
    case .stop: .stop(drain: false, targetDirectory: nil, format: nil)
    case .drain: .stop(drain: true, targetDirectory: nil, format: nil)
    case .checkpoint: .checkpoint
    }
  }
}

/// `flinktop operation JOB TRIGGER`.
struct OperationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operation",
    abstract: "Wait for a savepoint, stop or checkpoint that was asked for before.",
    discussion: """
      TRIGGER is the id that --detach prints, and that a command names when it is interrupted. This only asks: it \
      changes nothing and works under --read-only.
      """)

  @OptionGroup var target: JobArgument
  @Argument(help: "The trigger id: 32 hexadecimal digits.")
  var trigger: String
  @Option(help: "What it is; a stop's job is then waited for too. Default: it is looked for.")
  var kind: FollowedKind?
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @Flag(name: .customLong("detach"), help: "Ask once how it stands, and do not wait.")
  var isDetached = false
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func validate() throws {
    // Flink answers 400 with a Java exception to anything else.
    guard trigger.utf8.count == 32, trigger.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      throw ValidationError("'\(trigger)' is no trigger id: those are 32 hexadecimal digits.")
    }
  }

  func run() async throws {
    try await cluster.act(isReading: true, format: format, isDetached: isDetached) {
      runner throws(Failure) in
      try await runner.follow(trigger.lowercased(), kind: kind?.kind, of: target.job)
    }
  }
}

extension ClusterOptions {
  /// Has one operation done or followed at the cluster.
  func act(
    isReading: Bool, format: OutputFormat, isDetached: Bool,
    _ action: (ActionRunner) async throws(Failure) -> Void
  ) async throws(Failure) {
    let connection = try await connection(forceReadOnly: isReading)
    if connection.isReadOnly, !isReading {
      throw Failure(.operationFailed, "Refused: --read-only lets nothing change the cluster.")
    }
    let followUp = FollowUp(
      clusterWords: words(to: connection.identity), hasHeaders: !headers.isEmpty)
    do throws(Failure) {
      try await action(
        ActionRunner(
          connection: connection, format: format, isDetached: isDetached, followUp: followUp))
    } catch {
      // Interrupted, the program ends at once: a request may be under way, or a look-up of the host's name.
      if case .interrupted = error.status { throw error }
      connection.close()
      throw error
    }
    connection.close()
  }
}
