import ArgumentParser
import StreamModel

/// What the commands that tell a topology of Heron something share.
struct TopologyActionOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The topology: a name, an id, or the beginning of one.", valueName: "topology"))
  var topology: String
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @Flag(name: .customLong("detach"), help: "Do not wait until the tracker shows it.")
  var isDetached = false
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func perform(_ control: TopologyControl) async throws {
    try await cluster.act(isReading: false, format: format, isDetached: isDetached) {
      runner throws(Failure) in
      let kind = OperationKind.topology(control)
      // Said of another system before it is asked for a topology that it has not.
      if let reason = runner.connection.traits.refusal(of: kind) {
        throw Failure(.operationFailed, reason)
      }
      try await runner.perform(kind, on: topology)
    }
  }
}

/// `flinktop activate TOPOLOGY`.
struct ActivateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activate", abstract: "Heron: activate a topology and wait until it is RUNNING.")

  @OptionGroup var action: TopologyActionOptions

  func run() async throws { try await action.perform(.activate) }
}

/// `flinktop deactivate TOPOLOGY`.
struct DeactivateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deactivate",
    abstract:
      "Heron: deactivate a topology, so that its spouts emit nothing, and wait until it is PAUSED."
  )

  @OptionGroup var action: TopologyActionOptions

  func run() async throws { try await action.perform(.deactivate) }
}

/// `flinktop restart TOPOLOGY [--container N] --yes`.
struct RestartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Heron: restart all containers of a topology, or one.")

  @Option(
    name: .customLong("container"), help: "The number of one container; default: all of them.")
  var container: Int?
  @Flag(name: .customLong("yes"), help: "Confirm: what the containers hold in memory is lost.")
  var isConfirmed = false
  @OptionGroup var action: TopologyActionOptions

  func validate() throws {
    guard let container, container < 0 else { return }
    throw ValidationError("--container wants a number from 0 on.")
  }

  func run() async throws {
    guard isConfirmed else {
      throw Failure(
        .wrongUsage, "restart loses what the containers hold in memory: confirm with --yes.")
    }
    try await action.perform(.restart(container: container))
  }
}

/// `flinktop update TOPOLOGY --component-parallelism split:4 --yes`: options as Heron's own `heron update` has them.
struct UpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Heron: change parallelism, containers or settings of a topology that runs.")

  @Option(
    name: .customLong("component-parallelism"),
    help: ArgumentHelp("Instances of a component. Repeatable.", valueName: "component:number"))
  var parallelism: [String] = []
  @Option(name: .customLong("container-number"), help: "How many containers there are to be.")
  var containers: Int?
  @Option(
    name: .customLong("runtime-config"),
    help: ArgumentHelp(
      "A setting, as key:value or component:key:value; not together with the others. Repeatable.",
      valueName: "setting"))
  var configuration: [String] = []
  @Flag(name: .customLong("dry-run"), help: "Only print what would be done.")
  var isDryRun = false
  @Flag(name: .customLong("yes"), help: "Confirm: instances that are moved lose their memory.")
  var isConfirmed = false
  @OptionGroup var action: TopologyActionOptions

  func validate() throws {
    let update = try update()
    let isEmpty = parallelism.isEmpty && containers == nil && configuration.isEmpty
    if isEmpty {
      throw ValidationError(
        "Give --component-parallelism, --container-number or --runtime-config.")
    }
    if let flaw = update.flaw { throw ValidationError(flaw) }
  }

  private func update() throws -> TopologyUpdate {
    var counts: [String: Int] = [:]
    for text in parallelism {
      // A name may have a colon.
      guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
        let number = Int(text[text.index(after: colon)...]), number >= 1
      else {
        throw ValidationError("'\(text)' is not component:number, with a number from 1 on.")
      }
      counts[String(text[..<colon])] = number
    }
    return TopologyUpdate(
      parallelism: counts, containers: containers, configuration: configuration,
      isDryRun: isDryRun)
  }

  func run() async throws {
    guard isConfirmed || isDryRun else {
      throw Failure(
        .wrongUsage,
        "update moves instances, which lose their memory: confirm with --yes, or look first with --dry-run."
      )
    }
    try await action.perform(.update(try update()))
  }
}
