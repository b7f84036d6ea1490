import ArgumentParser
import FlinkREST
import StreamModel

/// How a jar's program is started.
struct ProgramOptions: ParsableArguments {
  @Option(
    name: .customLong("entry-class"), help: "The class to start; default: the jar's manifest.")
  var entryClass: String?
  @Option(
    name: .customLong("arg"), parsing: .unconditionalSingleValue,
    help: "An argument of the program. Repeatable, in order.")
  var arguments: [String] = []
  @Option(help: "How parallel it runs where it does not say so itself.")
  var parallelism: Int?

  func validate() throws {
    if let parallelism, parallelism < 1 {
      throw ValidationError("--parallelism wants a number from 1 on.")
    }
  }

  func run(_ jar: JarID) -> JarRun {
    JarRun(jar: jar, entryClass: entryClass, arguments: arguments, parallelism: parallelism)
  }
}

/// What the commands that do something to a cluster share, without a job.
struct ClusterActionOptions: ParsableArguments {
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  /// Does what `prepare` finds to be sent.
  func perform(
    isDetached: Bool = false,
    _ prepare:
      @escaping @Sendable (ClusterConnection, Capabilities) async throws(Failure) ->
      OperationRequest
  ) async throws {
    try await cluster.act(isReading: false, format: format, isDetached: isDetached) {
      runner throws(Failure) in
      let connection = runner.connection
      try await runner.perform { capabilities throws(Failure) in
        try await prepare(connection, capabilities)
      }
    }
  }
}

/// `flinktop jars`.
struct JarsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jars", abstract: "The jars that were uploaded, as text or JSON.")

  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(JarsReport()) }
}

/// `flinktop upload FILE`.
struct UploadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upload", abstract: "Upload a jar; prints its id.")

  @Argument(help: "The jar's file.")
  var file: String
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    if let flaw = JarFile.flaw(in: file) { throw Failure(.wrongUsage, flaw.asSentence) }
    let file = file
    try await action.perform { connection, _ throws(Failure) in
      OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .upload(path: file),
        about: file)
    }
  }
}

/// `flinktop run JAR`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Start a jar's job and wait until it runs; prints the job's id.",
    discussion: """
      JAR is an id, or a part of the name that means one name only; of several uploads of a name the newest is taken.
      """)

  @Argument(help: "A jar's id, or a part of its name.")
  var jar: String
  @OptionGroup var program: ProgramOptions
  @Option(
    name: .customLong("from-savepoint"), help: "The savepoint or checkpoint to start from.")
  var savepoint: String?
  @Flag(
    name: .customLong("allow-non-restored-state"),
    help: "Leave out state of operators that are not there any more.")
  var allowsNonRestoredState = false
  @Option(
    name: .customLong("claim-mode"),
    help: "Whose the savepoint is then: no-claim, claim or legacy (Flink 1.15 on).")
  var claimMode: ClaimMode?
  @Flag(
    name: .customLong("detach"), help: "Do not wait until it runs.")
  var isDetached = false
  @OptionGroup var action: ClusterActionOptions

  func validate() throws {
    guard savepoint == nil, allowsNonRestoredState || claimMode != nil else { return }
    throw ValidationError(
      "--allow-non-restored-state and --claim-mode go with --from-savepoint PATH.")
  }

  func run() async throws {
    let (jar, format) = (jar, action.format)
    var run = program.run(JarID(""))
    run.savepointPath = savepoint
    run.allowsNonRestoredState = allowsNonRestoredState
    run.claimMode = claimMode
    let wanted = run
    try await action.perform(isDetached: isDetached) { connection, _ throws(Failure) in
      let found = try await JarChoice.jar(jar, listedBy: connection, isTold: format == .text)
      var run = wanted
      run.jar = found.id
      return OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .run(run), about: found.name)
    }
  }
}

extension ClaimMode: ExpressibleByArgument {
  /// As on the command line.
  package init?(argument: String) {
    guard let mode = Self.allCases.first(where: { $0.word == argument.lowercased() }) else {
      return nil
    }
    self = mode
  }

  /// What the help lists.
  package static var allValueStrings: [String] { allCases.map(\.word) }
}

/// `flinktop plan JAR` and `flinktop plan JOB`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "The graph of a job, or of a jar that is not started yet.",
    discussion: """
      What names a jar is taken for one: its program is run up to the point where the job would start, which \
      --read-only refuses. --job and --jar say what is meant.
      """)

  @Argument(help: "A jar's id or a part of its name; else a job's id or name.")
  var subject: String
  @Flag(help: "It is a jar.")
  var jar = false
  @Flag(help: "It is a job.")
  var job = false
  @OptionGroup var program: ProgramOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let isJob = jar ? false : job ? true : try await meansJob()
    if isJob {
      return try await report.write(PlanReport(job: ReportedJob(reference: subject)))
    }
    let (subject, wanted, format) = (subject, program.run(JarID("")), report.format)
    try await report.cluster.act(isReading: false, format: format, isDetached: false) {
      runner throws(Failure) in
      let connection = runner.connection
      try await runner.perform { _ throws(Failure) in
        let found = try await JarChoice.jar(subject, listedBy: connection, isTold: format == .text)
        var run = wanted
        run.jar = found.id
        return OperationRequest(
          in: connection.identity.id, id: OperationIDs.make(), kind: .plan(run),
          about: found.name)
      }
    }
  }

  /// True where no jar is called so, and where a job may be meant while a jar has it as a part of its name only: planning a
  /// jar runs its program.
  private func meansJob() async throws -> Bool {
    let connection = try await report.cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    // A cluster without jars may have the job.
    guard let jars = try? await connection.client.answer(.jars) else { return true }
    let matches = Jar.matches(subject, among: jars)
    if matches.isEmpty { return true }
    if matches.contains(where: { $0.name == subject || $0.id.text == subject }) { return false }
    // Where that is not known it is asked for as a job, which runs nothing.
    guard let jobs = try? await connection.client.answer(.jobs) else { return true }
    return !JobReference.matches(subject, among: jobs).isEmpty
  }
}

/// `flinktop delete-jar JAR --yes`.
struct DeleteJarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete-jar", abstract: "Delete an uploaded jar; jobs that run go on.")

  @Argument(help: "A jar's id, or a part of its name.")
  var jar: String
  @Flag(name: .customLong("yes"), help: "Confirm.")
  var isConfirmed = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else { throw Failure(.wrongUsage, "delete-jar: confirm with --yes.") }
    let (jar, format) = (jar, action.format)
    try await action.perform { connection, _ throws(Failure) in
      let found = try await JarChoice.jar(
        jar, listedBy: connection, isTold: format == .text, mustBeOne: true)
      return OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .deleteJar(found.id),
        about: found.name)
    }
  }
}
