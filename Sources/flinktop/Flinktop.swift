import ArgumentParser

/// The command line: `flinktop [ENDPOINT...]` is the dashboard, the rest are subcommands.
struct Flinktop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "flinktop",
    abstract: "Watch Apache Flink jobs in the terminal, and take savepoints, stop and cancel them.",
    discussion: """
      flinktop [ENDPOINT...] opens the dashboard (default http://localhost:8081, or $FLINKTOP_ENDPOINT).
      Exit codes: 0 done, 1 the operation failed or the output could not be written, 2 wrong usage, 3 the cluster \
      can't be reached, 4 not found, 128 + signal interrupted while waiting (130 after ctrl-C).
      """,
    version: version,
    subcommands: [
      DashboardCommand.self, DemoCommand.self, JobsCommand.self, JobCommand.self,
      HealthCommand.self,
      CheckpointsCommand.self, ExceptionsCommand.self, SubtasksCommand.self, FlameGraphCommand.self,
      TimelineCommand.self, AccumulatorsCommand.self, RescalesCommand.self,
      RecoveriesCommand.self,
      ApplicationsCommand.self, DataSetsCommand.self,
      MetricsCommand.self, QueryCommand.self, TaskManagersCommand.self, ThreadDumpCommand.self,
      ConfigCommand.self,
      LogsCommand.self, SpansCommand.self, SavepointCommand.self, StopCommand.self,
      CancelCommand.self,
      CheckpointCommand.self, RescaleCommand.self, DisposeCommand.self, WaitCommand.self,
      JarsCommand.self, UploadCommand.self, PlanCommand.self, RunCommand.self,
      InspectCommand.self, HeapDumpCommand.self,
      ActivateCommand.self, DeactivateCommand.self, RestartCommand.self, UpdateCommand.self,
      SubmitCommand.self, DeleteJarCommand.self, DeleteDataSetCommand.self,
      CancelApplicationCommand.self, ShutdownCommand.self, OperationCommand.self, APICommand.self,
      SimulateCommand.self,
      ThemesCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)
}

/// What a run of flinktop ended with.
enum ExitStatus: Equatable {
  case done
  case operationFailed
  case wrongUsage
  case clusterUnreachable
  case notFound
  /// A signal ended the waiting, as a shell says it of a program that the signal killed.
  case interrupted(signal: Int32)

  var code: Int32 {
    switch self {
    case .done: 0
    case .operationFailed: 1
    case .wrongUsage: 2
    case .clusterUnreachable: 3
    case .notFound: 4
    case .interrupted(let signal): 128 + signal
    }
  }
}

/// Ends the program with a line on stderr and a status; thrown by commands.
struct Failure: Error {
  var status: ExitStatus
  /// Nil where all has been said already.
  var line: String?

  init(_ status: ExitStatus, _ line: String? = nil) {
    self.status = status
    self.line = line
  }
}

/// Where the program begins, and how it ends.
@main
enum Main {
  static func main() async {
    StandardDescriptors.secure()
    do {
      var command = try Flinktop.parseAsRoot()
      (command as? DashboardCommand)?.keepLittleMemory()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Console.end(.done)
    } catch let failure as Failure {
      if let line = failure.line { Console.complain(line) }
      Console.end(failure.status)
    } catch {
      end(error)
    }
  }

  /// ArgumentParser's own endings: help and version on stdout, wrong usage in one line and status 2.
  private static func end(_ error: any Error) -> Never {
    let code = Flinktop.exitCode(for: error)
    if code == .success {
      Console.output(RootHelp.message(for: error))
      Console.end(.done)
    }
    if code == .validationFailure {
      let complaint = Flinktop.message(for: error)
      let hint = MisplacedEndpoint.hint(for: complaint).map { ": " + $0 } ?? ""
      Console.complain(complaint + hint + " (flinktop --help)")
      Console.end(.wrongUsage)
    }
    Console.complain(Flinktop.message(for: error))
    Console.end(code: code.rawValue)
  }
}
