import StreamModel

/// The five things that flinktop can do to a job.
package enum ActionKind: String, CaseIterable, Hashable, Sendable {
  case savepoint, stop, drain, cancel, checkpoint

  /// Its title in Flink's words; a system may have another for a cancel (`title(in:)`).
  package var title: String {
    switch self {
    case .savepoint: "Savepoint"
    case .stop: "Stop with savepoint"
    case .drain: "Drain and stop"
    case .cancel: "Cancel"
    case .checkpoint: "Checkpoint"
    }
  }

  /// The title of its dialog, in the words of a system.
  func title(in traits: SystemTraits) -> String { self == .cancel ? traits.cancelName : title }

  /// The word that must be typed, for what cannot be undone.
  func confirmationWord(in traits: SystemTraits) -> String? {
    switch self {
    case .cancel: traits.cancelName.lowercased()
    case .drain: "drain"
    case .savepoint, .stop, .checkpoint: nil
    }
  }

  /// True where a savepoint is taken, so that directory and format can be chosen.
  package var takesSavepoint: Bool { self != .cancel && self != .checkpoint }

  /// The operation it stands for.
  func operation(into directory: String?, format: SavepointFormat?) -> OperationKind {
    switch self {
    case .savepoint: .savepoint(targetDirectory: directory, format: format)
    case .stop: .stop(drain: false, targetDirectory: directory, format: format)
    case .drain: .stop(drain: true, targetDirectory: directory, format: format)
    case .cancel: .cancel
    case .checkpoint: .checkpoint
    }
  }

  /// The same with the cluster's defaults: what rules are asked about.
  var plainOperation: OperationKind { operation(into: nil, format: nil) }
}
