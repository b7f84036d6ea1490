/// What a topology of Heron can be told to do besides the kill, which is its `cancel`.
package enum TopologyControl: Hashable, Sendable {
  /// Its spouts emit again.
  case activate
  /// Its spouts emit nothing any more.
  case deactivate
  /// All containers, or one by its number.
  case restart(container: Int?)
  case update(TopologyUpdate)
  /// `jmap`, which the tracker has run on the worker: it writes `HeapDumpTarget.path` there.
  case heapDump(HeapDumpTarget)

  /// Tells them apart, whatever they are given.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case activate, deactivate, restart, update
    case heapDump = "heap dump"

    /// All that the API server does; the rest is the tracker's.
    package static let ofAPIServer: [Kind] = [.activate, .deactivate, .restart, .update]
  }

  package var kind: Kind {
    switch self {
    case .activate: .activate
    case .deactivate: .deactivate
    case .restart: .restart
    case .update: .update
    case .heapDump: .heapDump
    }
  }
}

extension TopologyControl.Kind {
  /// The least that it can be given: what rules are asked about.
  package var plain: OperationKind {
    switch self {
    case .activate: .topology(.activate)
    case .deactivate: .topology(.deactivate)
    case .restart: .topology(.restart(container: nil))
    case .update: .topology(.update(TopologyUpdate()))
    case .heapDump: .topology(.heapDump(HeapDumpTarget(instance: "", host: nil)))
    }
  }
}

/// What of a topology is to be another than it is. Heron takes a configuration alone, or else the rest.
package struct TopologyUpdate: Hashable, Sendable {
  /// How many instances a component is to have, by its name.
  package var parallelism: [String: Int]
  /// How many containers there are to be; nil leaves that to Heron.
  package var containers: Int?
  /// Settings as Heron writes them: `key:value`, or `component:key:value`.
  package var configuration: [String]
  /// The server only tells what it would do.
  package var isDryRun: Bool

  package init(
    parallelism: [String: Int] = [:], containers: Int? = nil, configuration: [String] = [],
    isDryRun: Bool = false
  ) {
    self.parallelism = parallelism
    self.containers = containers
    self.configuration = configuration
    self.isDryRun = isDryRun
  }

  /// Why it can't be asked for, in a sentence; nil where it can.
  package var flaw: String? {
    let resizes = !parallelism.isEmpty || containers != nil
    if !resizes, configuration.isEmpty { return "Nothing is changed yet." }
    if resizes, !configuration.isEmpty {
      return "Heron updates a configuration alone: not together with parallelism or containers."
    }
    if let wrong = parallelism.filter({ $0.value < 1 }).keys.min() {
      return "\(wrong): a number from 1 on."
    }
    if let containers, containers < 1 { return "Containers are a number from 1 on." }
    if let wrong = configuration.first(where: { !Self.isSetting($0) }) {
      return "'\(wrong)' is no setting: key:value, or component:key:value."
    }
    return nil
  }

  private static func isSetting(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    return colon != text.startIndex && text.index(after: colon) != text.endIndex
  }
}

extension JobState {
  /// Of a topology that was deactivated.
  package static let paused = JobState.other("PAUSED")
}
