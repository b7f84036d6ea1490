import StreamModel

/// The documents of savepoints, stops and checkpoints.
enum OperationWire {
  /// The body to send, or nil for a cancel, which has none.
  ///
  /// `formatType` and `triggerId` go only to versions that know them: 1.13 answers 400 to an unknown member.
  static func body(_ request: OperationRequest, _ capabilities: Capabilities) -> [UInt8]? {
    var members: [(String, String)]
    switch request.kind {
    case .savepoint(let directory, let format):
      // Kebab case here ...
      members = [("cancel-job", "false"), ("target-directory", text(directory))]
      members += formatType(format, capabilities)
    case .stop(let drain, let directory, let format):
      // ... and camel case there.
      members = [("drain", drain ? "true" : "false"), ("targetDirectory", text(directory))]
      members += formatType(format, capabilities)
    case .checkpoint:
      members = [("checkpointType", text("CONFIGURED"))]
    case .cancel:
      return nil
    }
    if capabilities.acceptsTriggerID { members.append(("triggerId", text(request.id))) }
    let document = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    return Array("{\(document)}".utf8)
  }

  private static func formatType(
    _ format: SavepointFormat?, _ capabilities: Capabilities
  ) -> [(String, String)] {
    guard let format, capabilities.canChooseSavepointFormat else { return [] }
    return [("formatType", text(format.rawValue))]
  }

  private static func text(_ text: String?) -> String {
    text.map(JSONText.quoted) ?? "null"
  }
}

extension MadeSavepoint {
  /// Reads the same answer; nil where it is no failure, or one without a savepoint.
  init?(status: JSONNode) {
    guard let cause = status["operation"]?["failure-cause"] else { return nil }
    self.init(trace: cause.text("stack-trace") ?? "")
  }
}

extension TriggerStatus {
  /// Reads `/jobs/:id/savepoints/:rid` or `/jobs/:id/checkpoints/:rid`.
  ///
  /// "COMPLETED" is said of failures too; what tells them is `failure-cause`.
  init(status: JSONNode) throws(JSONError) {
    let state = try status.required("status", "status").requiredString("id")
    let operation = status["operation"]
    switch state {
    case "IN_PROGRESS":
      self = .inProgress
    case "COMPLETED":
      if let cause = operation?["failure-cause"] {
        let trace = cause.text("stack-trace") ?? cause.text("class") ?? ""
        let line = FailureText.usefulLine(of: trace)
        self = .failed(cause: line.isEmpty ? "no reason given" : line)
      } else {
        self = .completed(
          location: operation?.text("location")
            ?? operation?["checkpointId"]?.int64.map { "checkpoint \($0)" })
      }
    default:
      throw status.unusable("status.id", "known status (\(FailureText.oneLine(state)))")
    }
  }
}
