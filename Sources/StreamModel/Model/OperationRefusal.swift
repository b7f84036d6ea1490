extension Capabilities {
  /// Why this system cannot be asked for an operation, in one sentence; nil where it can. The one place that says
  /// so: for keys and dialogs, for commands, and for the client, which lets nothing out that would mean something
  /// else to this version.
  package func refusal(of kind: OperationKind) -> String? {
    if let reason = traits.refusal(of: kind) { return reason }
    if isHistoryServer { return "A history server only shows jobs that have ended." }
    guard let version else {
      return "The cluster has not said its version yet: try again in a moment."
    }
    switch kind {
    case .checkpoint where !canTriggerCheckpoint:
      return
        "\(traits.shortName) \(version) cannot be asked for a checkpoint (\(traits.checkpointsSince) on)."
    case .savepoint(_, .native) where !canChooseSavepointFormat,
      .stop(_, _, .native) where !canChooseSavepointFormat:
      // Canonical is what these versions take anyway.
      return
        "\(traits.shortName) \(version) has no native savepoints (\(traits.nativeSavepointsSince) on)."
    case .cancel where !allowsCancel:
      return "This cluster is configured not to let its users cancel (\(traits.cancelSetting))."
    case .rescale where !canRescale:
      return
        "\(traits.shortName) \(version) cannot rescale a running job (\(traits.rescalingSince) on)."
    case .upload where !takesJars, .run where !takesJars, .plan where !takesJars,
      .deleteJar where !takesJars:
      return "This cluster is configured to take no jars (\(traits.jarSetting))."
    case .run(let run) where run.claimMode != nil && !takesClaimMode:
      return "\(traits.shortName) \(version) has no claim modes (\(traits.claimModesSince) on)."
    case .profile where refusals[.profiles] != nil:
      let reason = refusals[.profiles] ?? ""
      return reason.prefix(1).uppercased() + String(reason.dropFirst()).asSentence
    case .cancelApplication where refusals[.applications] != nil:
      let reason = refusals[.applications] ?? ""
      return reason.prefix(1).uppercased() + String(reason.dropFirst()).asSentence
    case .savepoint, .stop, .checkpoint, .cancel, .rescale, .upload, .run, .plan, .deleteJar,
      .dispose, .shutdown, .profile, .cancelApplication, .deleteDataSet, .submit,
      .topology:
      return nil
    }
  }
}

extension SystemTraits {
  /// Why a system can't be asked for an operation whatever its version; nil where it can.
  package func refusal(of kind: OperationKind) -> String? {
    if case .topology(let control) = kind {
      if controls.contains(control.kind) { return nil }
      if let operationRefusal { return operationRefusal }
      return control.kind == .heapDump
        ? "Not provided by \(shortName): heap dumps."
        : "\(shortName) has no topologies to \(kind.name)."
    }
    if let operationRefusal { return operationRefusal }
    return kind == .cancel ? nil : cancelsOnly
  }
}

extension JobState {
  /// Why a job called `name` in this state cannot be asked for an operation; nil where it can.
  package func refusal(of kind: OperationKind, for name: String) -> String? {
    switch kind {
    case _ where isTerminal: "\(name) is \(self.name): there is nothing to \(kind.name)."
    case .topology(.activate) where self == .running: "\(name) is RUNNING: it is active already."
    case .topology(.deactivate) where self == .paused:
      "\(name) is PAUSED: it is deactivated already."
    default: nil
    }
  }
}
