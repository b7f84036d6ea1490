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
    if let trigger = operation.triggerID {
      words = ["operation", request.job.text, trigger]
      switch request.kind {
      case .stop, .checkpoint: words += ["--kind", request.kind.name]
      case .savepoint, .cancel: break
      }
    } else if request.kind == .cancel {
      words = ["job", request.job.text]
    } else {
      words = ["checkpoints", request.job.text]
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
      "left while a \(request.kind.name) of \(request.jobName.cutForSentence) (\(request.job.text)\(trigger)) was under way: "
      + "\(standing).\(place) Look with: \(command(for: operation))"
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
