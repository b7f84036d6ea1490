import ArgumentParser

#if canImport(Glibc)
  import Glibc
#endif

/// The command line: `flinktop [ENDPOINT]` is the dashboard, the rest are subcommands.
struct Flinktop: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "flinktop",
    abstract: "Watch Apache Flink jobs in the terminal, and take savepoints, stop and cancel them.",
    discussion: """
      flinktop [ENDPOINT] opens the dashboard (default http://localhost:8081, or $FLINKTOP_ENDPOINT).
      Exit codes: 0 done, 1 the operation failed, 2 wrong usage, 3 the cluster can't be reached, 4 not found.
      """,
    version: version,
    subcommands: [
      DashboardCommand.self, DemoCommand.self, JobsCommand.self, JobCommand.self,
      CheckpointsCommand.self, SavepointCommand.self, StopCommand.self, CancelCommand.self,
      CheckpointCommand.self, SimulateCommand.self, ThemesCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)
}

/// What a run of flinktop ended with.
enum ExitStatus: Int32 {
  case done = 0
  case operationFailed = 1
  case wrongUsage = 2
  case clusterUnreachable = 3
  case notFound = 4
}

/// Ends the program with a line on stderr and a status; thrown by commands.
struct Failure: Error {
  var status: ExitStatus
  var line: String

  init(_ status: ExitStatus, _ line: String) {
    self.status = status
    self.line = line
  }
}

/// Where the program begins, and how it ends.
@main
enum Main {
  static func main() async {
    do {
      var command = try Flinktop.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Console.complain(failure.line)
      exit(failure.status.rawValue)
    } catch {
      end(error)
    }
  }

  /// ArgumentParser's own endings: help and version on stdout, wrong usage in one line and status 2.
  private static func end(_ error: any Error) -> Never {
    let code = Flinktop.exitCode(for: error)
    if code == .success {
      print(Flinktop.fullMessage(for: error))
      exit(0)
    }
    if code == .validationFailure {
      let complaint = Flinktop.message(for: error)
      let hint = MisplacedEndpoint.hint(for: complaint).map { ": " + $0 } ?? ""
      Console.complain(complaint + hint + " (flinktop --help)")
      exit(ExitStatus.wrongUsage.rawValue)
    }
    Console.complain(Flinktop.message(for: error))
    exit(code.rawValue)
  }
}
