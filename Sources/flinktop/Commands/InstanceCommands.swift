import ArgumentParser
import Dashboard
import StreamModel

extension ProcessTool: ExpressibleByArgument {}

/// Which instance of a topology.
struct InstanceArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The topology: a name, an id, or the beginning of one.", valueName: "topology"))
  var topology: String
  @Argument(help: "The component, or a unique part of its name.")
  var component: String
  @Argument(help: "The number of the instance, from 0, as subtasks lists it.")
  var instance: Int

  func validate() throws {
    if instance < 0 { throw ValidationError("The number of an instance is 0 or more.") }
  }
}

/// `flinktop inspect TOPOLOGY COMPONENT INSTANCE [--tool histo]`.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Heron: what jstack, jmap -histo or pid say of an instance, as text or JSON.",
    discussion: "The process stands still while the first two look at it.")

  @OptionGroup var target: InstanceArguments
  @Option(help: "jstack, histo or pid.")
  var tool = ProcessTool.jstack
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(
      ProcessToolReport(
        vertex: ReportedVertex(
          job: ReportedJob(reference: target.topology), reference: target.component),
        index: target.instance, tool: tool))
  }
}

/// `flinktop heap-dump TOPOLOGY COMPONENT INSTANCE --yes`.
struct HeapDumpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heap-dump",
    abstract:
      "Heron: have jmap write the heap of an instance to \(HeapDumpTarget.path) on its host.")

  @OptionGroup var target: InstanceArguments
  @Flag(name: .customLong("yes"), help: "Confirm: the process stands still, and the file is large.")
  var isConfirmed = false
  @OptionGroup var action: ClusterActionOptions

  func run() async throws {
    guard isConfirmed else {
      throw Failure(
        .wrongUsage,
        "heap-dump writes \(HeapDumpTarget.path) on the instance's host, and the process stands still meanwhile: confirm with --yes."
      )
    }
    let target = target
    try await action.perform { connection, capabilities throws(Failure) in
      if let reason = capabilities.refusal(of: TopologyControl.Kind.heapDump.plain) {
        throw Failure(.operationFailed, reason)
      }
      let job = try await JobChoice.job(target.topology, listedBy: connection)
      do {
        let vertices = try await connection.client.answer(.job(job.id)).vertices
        guard let vertex = VertexReference.only(target.component, among: vertices) else {
          let names = vertices.map(\.shortName.cutForSentence).joined(separator: ", ")
          throw Failure(
            .notFound,
            "'\(target.component.cutForSentence)' means none, or several, of the components: \(names)."
          )
        }
        let subtasks = try await connection.client.answer(.subtasks(job.id, vertex.id))
        guard let subtask = subtasks.subtasks.first(where: { $0.index == target.instance }),
          let instance = subtask.ownName
        else {
          throw Failure(
            .notFound, "\(vertex.shortName.cutForSentence) has no instance \(target.instance).")
        }
        return OperationRequest(
          in: connection.identity.id, id: OperationIDs.make(),
          kind: .topology(.heapDump(HeapDumpTarget(instance: instance, host: subtask.host))),
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
