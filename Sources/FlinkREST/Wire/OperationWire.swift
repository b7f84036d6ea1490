import ServerAnswers
import StreamModel

/// The documents of what is asked of a cluster.
enum OperationWire {
  /// The body to send, or nil for what has none.
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
    case .rescale(let rescale):
      members = rescale.bounds.sorted { $0.key < $1.key }.map { vertex, bounds in
        (
          vertex.text,
          "{\"parallelism\":{\"lowerBound\":\(bounds.lower),\"upperBound\":\(bounds.upper)}}"
        )
      }
    case .run(let run):
      members = program(run) + start(run, capabilities) + [("jobId", text(request.id))]
    case .plan(let run):
      members = program(run)
    case .dispose(let path):
      members = [("savepoint-path", text(path))]
    case .profile(_, let mode, let seconds):
      members = [("mode", text(mode.rawValue)), ("duration", String(seconds))]
    // A submission's is a field of its form.
    case .submit, .cancel, .upload, .deleteJar, .shutdown, .cancelApplication, .deleteDataSet,
      .topology:
      return nil
    }
    if capabilities.acceptsTriggerID, request.kind.takesTriggerID {
      members.append(("triggerId", text(request.id)))
    }
    let document = members.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",")
    return Array("{\(document)}".utf8)
  }

  /// What a plan takes too. `programArgsList` is known to all versions, `programArgs` is not.
  private static func program(_ run: JarRun) -> [(String, String)] {
    var members: [(String, String)] = []
    if let entryClass = run.entryClass { members.append(("entryClass", text(entryClass))) }
    if !run.arguments.isEmpty {
      let arguments = run.arguments.map(JSONText.quoted).joined(separator: ",")
      members.append(("programArgsList", "[\(arguments)]"))
    }
    if let parallelism = run.parallelism { members.append(("parallelism", "\(parallelism)")) }
    return members
  }

  /// From what state. `restoreMode` came with 1.15; 1.20 has `claimMode` beside it.
  private static func start(
    _ run: JarRun, _ capabilities: Capabilities
  ) -> [(String, String)] {
    guard let path = run.savepointPath else { return [] }
    var members = [
      ("savepointPath", text(path)),
      ("allowNonRestoredState", run.allowsNonRestoredState ? "true" : "false"),
    ]
    if let mode = run.claimMode, capabilities.takesClaimMode {
      let release = capabilities.version.flatMap { FlinkRelease($0) }
      let isNew = release.map { $0 >= FlinkRelease(1, 20) } ?? true
      members.append((isNew ? "claimMode" : "restoreMode", text(mode.rawValue)))
    }
    return members
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
