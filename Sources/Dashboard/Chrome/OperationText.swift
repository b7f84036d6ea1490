import StreamModel
import TerminalUI

extension ContextReader {
  /// One operation in a line: what, of which job, how it stands, where or why.
  func operationLine(_ operation: Operation) -> String {
    let what = "\(operation.request.kind.name.capitalizedFirst) of \(operation.request.targetName)"
    let took = Format.duration((operation.endedAt ?? now).since(operation.startedAt))
    let outcome = operation.outcome
    switch operation.state {
    case .sending: return outcome.isEmpty ? "\(what): sending" : "\(what): \(outcome)"
    case .inProgress:
      let remark = operation.remark.map { ", \($0)" } ?? ""
      return "\(what): in progress for \(Format.age(now.since(operation.startedAt)))\(remark)"
    case .waiting:
      return "\(what): the cluster does not answer now; asking on. \(outcome)"
    case .completed where !operation.endedAsAsked:
      return "\(what): did not end as asked after \(took). \(outcome)"
    case .completed: return "\(what): completed in \(took)  \(outcome)"
    case .failed: return "\(what): failed. \(outcome)"
    case .uncertain: return "\(what): outcome not known. \(outcome)"
    }
  }

  /// Everything about one operation, for reading in full.
  func operationDetails(_ operation: Operation) -> [String] {
    var lines = [
      "\(operation.request.kind.targetWord)\(operation.request.targetName)",
      "id         \(operation.request.job?.text ?? operation.request.id)",
      "cluster    \(cluster.identity.name)  \(cluster.identity.endpoint)",
      "operation  \(operation.request.kind.name)",
      "asked      \(settings.clock.full(operation.startedAt))",
    ]
    if let ended = operation.endedAt { lines.append("ended      \(settings.clock.full(ended))") }
    lines.append("state      \(operation.stateWord)")
    if let trigger = operation.triggerID { lines.append("trigger    \(trigger)") }
    if let directory = operation.request.kind.targetDirectory {
      lines.append("into       \(directory)")
    }
    if let location = operation.location { lines.append("location   \(location)") }
    let reason = operation.reason
    if !reason.isEmpty, operation.triggerID.map({ !reason.hasSuffix($0) }) ?? true {
      lines += ["", reason]
    }
    if let words = operation.words {
      lines.append("")
      lines += words.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return lines
  }
}

extension OperationKind {
  /// What stands before the name of what it is about.
  fileprivate var targetWord: String {
    switch self {
    case .savepoint, .stop, .cancel, .checkpoint, .rescale: "job        "
    case .run, .plan, .upload, .deleteJar: "jar        "
    case .submit: "graph      "
    case .cancelApplication: "application "
    case .deleteDataSet: "data set   "
    case .dispose: "savepoint  "
    case .shutdown: "cluster    "
    case .topology: "topology   "
    case .profile: "process    "
    }
  }
}
