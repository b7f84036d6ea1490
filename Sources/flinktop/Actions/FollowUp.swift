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
