import ArgumentParser
import Dashboard
import FlinkREST
import StreamModel

/// `flinktop dispose PATH --yes`.
struct DisposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispose", abstract: "Delete a savepoint, files and all, for good.")

  @Argument(help: "The savepoint's path, as the command savepoint prints it.")
  var path: String
  @Flag(name: .customLong("yes"), help: "Confirm: it cannot be brought back.")
  var isConfirmed = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(.wrongUsage, "dispose deletes \(path) for good: confirm with --yes.")
    }
    let path = path
    try await action.perform { connection, _ throws(Failure) in
      OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .dispose(path: path),
        about: path)
    }
  }
}

/// `flinktop shutdown --yes`.
struct ShutdownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shutdown", abstract: "End the cluster, with every job that runs on it.")

  @Flag(name: .customLong("yes"), help: "Confirm: no savepoint is taken.")
  var isConfirmed = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(
        .wrongUsage,
        "shutdown ends the cluster and its jobs, without savepoints: confirm with --yes.")
    }
    try await action.perform { connection, _ throws(Failure) in
      OperationRequest(
        in: connection.identity.id, id: OperationIDs.make(), kind: .shutdown,
        about: connection.identity.endpoint)
    }
  }
}

/// `flinktop rescale JOB --parallelism N` and `flinktop rescale JOB VERTEX=N ...`.
struct RescaleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescale",
    abstract: "Run a job with another parallelism, without a stop, and wait for it.",
    discussion: """
      For jobs of the adaptive scheduler, Flink 1.18 on. Parallelism follows some time after the bounds are set (by \
      default up to 90 s), and only as far as there are slots.
      """)

  @OptionGroup var target: JobArgument
  @Argument(help: "VERTEX=N: a vertex by id or a part of its name, and its parallelism.")
  var vertices: [String] = []
  @Option(help: "Of every vertex that can have it, else as much as it can have.")
  var parallelism: Int?
  @Flag(name: .customLong("detach"), help: "Set the bounds, and do not wait.")
  var isDetached = false
  @OptionGroup var action: ClusterActionOptions

  func validate() throws {
    guard (parallelism == nil) != vertices.isEmpty else {
      throw ValidationError("Give --parallelism N, or VERTEX=N for one vertex or several.")
    }
    if let parallelism, parallelism < 1 {
      throw ValidationError("--parallelism wants a number from 1 on.")
    }
    for text in vertices { _ = try VertexParallelism(text) }
  }

  func run() async throws {
    let (reference, parallelism) = (target.job, parallelism)
    let wanted = try vertices.map { try VertexParallelism($0) }
    try await action.perform(isDetached: isDetached) { connection, capabilities throws(Failure) in
      let job = try await JobChoice.job(reference, listedBy: connection)
      // Before the bounds are asked for: an old version does not know them.
      let any = OperationKind.rescale(Rescale(bounds: [:], from: [:]))
      let refusal =
        capabilities.refusal(of: any) ?? job.state.refusal(of: any, for: job.name.cutForSentence)
      if let refusal { throw Failure(.operationFailed, refusal) }
      do {
        let bounds = try await connection.client.answer(.resourceRequirements(job.id))
        let detail = try await connection.client.answer(.job(job.id))
        let rescale = try RescaleChoice(bounds: bounds, vertices: detail.vertices).rescale(
          to: parallelism, wanted)
        return OperationRequest(
          in: connection.identity.id, id: OperationIDs.make(), kind: .rescale(rescale),
          job: job.id, jobName: job.name)
      } catch let error as SourceError {
        let status: ExitStatus = error.isAboutTheServer ? .clusterUnreachable : .operationFailed
        throw Failure(status, error.description(in: connection.traits))
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure(.operationFailed, "\(error)")
      }
    }
  }
}

/// `VERTEX=N` of the command line.
struct VertexParallelism: Hashable, Sendable {
  var vertex: String
  var parallelism: Int

  init(_ text: String) throws {
    // A name may have an equals sign.
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count >= 2, let number = parts.last.flatMap({ Int($0) }), number >= 1 else {
      throw ValidationError("'\(text)' is not VERTEX=N, with a number from 1 on.")
    }
    vertex = parts.dropLast().joined(separator: "=")
    parallelism = number
  }
}

/// Works out the bounds that are sent from those that there are.
struct RescaleChoice {
  var bounds: [VertexID: ParallelismBounds]
  var vertices: [Vertex]

  /// `parallelism` for each vertex, within what it can have; else those of `wanted` alone.
  func rescale(
    to parallelism: Int?, _ wanted: [VertexParallelism]
  ) throws(Failure) -> Rescale {
    var upper: [VertexID: Int] = [:]
    if let parallelism {
      for vertex in vertices {
        upper[vertex.id] = min(parallelism, vertex.maxParallelism ?? parallelism)
      }
    }
    for choice in wanted { upper[try vertex(choice.vertex).id] = choice.parallelism }
    let from = vertices.reduce(into: [:]) { $0[$1.id] = $1.parallelism }
    return Rescale(of: bounds, to: upper, from: from)
  }

  private func vertex(_ reference: String) throws(Failure) -> Vertex {
    if let vertex = vertices.first(where: { $0.id.text == reference }) { return vertex }
    let exact = vertices.filter { $0.name == reference || $0.shortName == reference }
    let matches =
      exact.isEmpty && !reference.isEmpty
      ? vertices.filter { $0.name.contains(reference) } : exact
    if matches.count == 1 { return matches[0] }
    let names = (matches.isEmpty ? vertices : matches).map(\.shortName.cutForSentence)
    let list = names.prefix(20).joined(separator: ", ")
    throw Failure(
      matches.isEmpty ? .notFound : .wrongUsage,
      matches.isEmpty
        ? "No vertex is called '\(reference.cutForSentence)': there are \(list)."
        : "'\(reference.cutForSentence)' means \(matches.count) vertices: \(list).")
  }
}

/// `flinktop wait JOB STATE`.
struct WaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait until a job is in a state; prints the state.",
    discussion: """
      RUNNING is reached once every task runs. A job that ends in another state than the one waited for can't reach it \
      any more: then it ends at once, with status 1, as it does when the time is over.
      """)

  @OptionGroup var target: JobArgument
  @Argument(help: "RUNNING, FINISHED, CANCELED, FAILED, or any other of Flink's; or ENDED.")
  var state: String
  /// Not `--timeout`, which is a request's.
  @Option(help: "How long to wait.")
  var within = "60s"
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func run() async throws {
    let limit = try ClusterOptions.duration(within, option: "--within")
    guard let wanted = AwaitedState(state) else {
      throw Failure(
        .wrongUsage,
        "'\(state)' is no state of a job: "
          + (["ENDED"] + JobState.known.map(\.name)).joined(separator: ", ") + ".")
    }
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    let wait = StateWait(connection: connection, reference: target.job, wanted: wanted)
    let outcome = await Interruption.outcome { () -> Result<JobSummary, Failure> in
      do throws(Failure) { return .success(try await wait.run(for: limit)) } catch {
        return .failure(error)
      }
    }
    guard let value = outcome.value, outcome.signal == nil else {
      throw Failure(.interrupted(signal: outcome.signal ?? 0), "interrupted: nothing was changed.")
    }
    let job = try value.get()
    if format == .json {
      var model = ClusterModel(identity: connection.identity, interval: .seconds(2))
      model.capabilities.traits = connection.traits
      Console.output(
        Documents(cluster: model, takenAt: SystemClock.now, isOfSnapshot: false).document([
          ("job", .string(job.id.text)), ("jobName", .string(job.name)),
          ("state", .string(job.state.name)),
        ]).text)
    } else {
      Console.output(job.state.name)
    }
  }
}
