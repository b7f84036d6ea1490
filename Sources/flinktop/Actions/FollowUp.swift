import Dashboard
import StreamModel

/// The command that asks for an operation again, fit to be pasted into a shell.
struct FollowUp: Sendable {
  /// The options that lead to the same cluster; see `ClusterOptions.words`.
  var clusterWords: [String]
  /// Headers may be secrets, so they are left out and mentioned.
  var hasHeaders = false

  /// `flinktop operation JOB TRIGGER ...`; of a cancel, which has no trigger, the command that shows the job, and of
  /// anything else without one the command that shows the checkpoints.
  func command(for operation: Operation) -> String {
    let request = operation.request
    var words: [String]
    guard let job = request.job, request.kind.isOfListedJob else {
      return line(Self.words(besidesJobs: operation))
    }
    if let trigger = operation.triggerID {
      words = ["operation", job.text, trigger]
      switch request.kind {
      case .stop, .checkpoint: words += ["--kind", request.kind.name]
      default: break
      }
    } else if request.kind.isSeenInTheJob {
      words = ["job", job.text]
    } else {
      words = ["checkpoints", job.text]
    }
    return line(words)
  }

  /// What to say of an operation that the user leaves before its outcome is known.
  func departure(from operation: Operation) -> String {
    let request = operation.request
    let trigger = operation.triggerID.map { ", trigger \($0)" } ?? ""
    let standing =
      switch operation.state {
      case .sending: "no answer has come yet, so that it may or may not have reached the cluster"
      case .waiting where operation.triggerID == nil:
        "no answer came, so that it may or may not have reached the cluster"
      case .waiting: "the cluster took it, and does not answer now"
      default: "it goes on at the cluster"
      }
    let place = operation.location.map { " Its savepoint: \($0)." } ?? ""
    return
      "left while a \(request.kind.name) of \(request.targetName.cutForSentence) (\(request.job?.text ?? "no job")\(trigger)) was under way: "
      + "\(standing).\(place) Look with: \(command(for: operation))"
  }

  /// What shows how something stands that is about no listed job.
  private static func words(besidesJobs operation: Operation) -> [String] {
    switch operation.request.kind {
    case .upload, .deleteJar: ["jars"]
    case .cancelApplication(let id): ["applications", id.text]
    case .deleteDataSet:
      operation.triggerID.map { ["api", "/datasets/delete/\($0)"] } ?? ["datasets"]
    case .dispose:
      operation.triggerID.map { ["api", "/savepoint-disposal/\($0)"] } ?? ["jobs"]
    case .profile(.controller, _, _): ["api", "/jobmanager/profiler"]
    case .profile(.worker(let id), _, _): ["api", "/taskmanagers/\(id.text)/profiler"]
    default: ["jobs"]
    }
  }

  /// `flinktop checkpoints JOB ...`.
  func checkpoints(of job: JobID) -> String { line(["checkpoints", job.text]) }

  private func line(_ words: [String]) -> String {
    let text = (["flinktop"] + words + clusterWords).map(Self.quoted).joined(separator: " ")
    return hasHeaders ? text + " (and the same --header)" : text
  }

  /// A word as a shell reads it back.
  static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || "_@%+=:,./-".unicodeScalars.contains(scalar)
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

extension ClusterOptions {
  /// The options with which another command reaches the same cluster. No secret is among them: those are in files or
  /// in the environment, and headers are left out.
  func words(to cluster: ClusterIdentity) -> [String] {
    var words = ["-e", cluster.endpoint]
    if let named = source.named, named == .heron || named == .tsp {
      words += ["--source", named.rawValue]
    }
    let options: [(String, String?)] = [
      ("--ca-cert", caCertificate), ("--client-cert", clientCertificate),
      ("--client-key", clientKey), ("--username", username), ("--password-file", passwordFile),
      ("--bearer-token-file", bearerTokenFile),
    ]
    for (name, value) in options {
      if let value { words += [name, value] }
    }
    return isInsecure ? words + ["--insecure"] : words
  }
}

extension OperationKind {
  /// True where the job's own page tells what came of it.
  fileprivate var isSeenInTheJob: Bool {
    switch self {
    case .cancel, .rescale, .run, .submit, .topology: true
    default: false
    }
  }

  /// True where it is about a job that the cluster lists, or will.
  fileprivate var isOfListedJob: Bool {
    switch self {
    case .upload, .plan, .deleteJar, .dispose, .shutdown, .profile, .cancelApplication,
      .deleteDataSet:
      false
    case .savepoint, .stop, .cancel, .checkpoint, .rescale, .run, .submit, .topology: true
    }
  }
}
