/// One setting of a process or a job, with what is secret of it left out.
package struct Setting: Hashable, Sendable {
  package var key: String
  /// Nothing in it is secret any more.
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = Secrets.isSecret(key) && !value.isEmpty ? Secrets.mask : Secrets.masked(in: value)
  }
}

/// What a job is set to (`/jobs/:id/config`).
package struct JobConfiguration: Hashable, Sendable {
  /// `PIPELINED`; not told from 2.0 on.
  package var executionMode: String?
  /// In a sentence of the system's.
  package var restartStrategy: String?
  package var parallelism: Int?
  package var reusesObjects: Bool?
  /// What the job's own code has set for itself, by name.
  package var userSettings: [Setting]

  package init(
    executionMode: String?, restartStrategy: String?, parallelism: Int?, reusesObjects: Bool?,
    userSettings: [Setting]
  ) {
    self.executionMode = executionMode
    self.restartStrategy = restartStrategy
    self.parallelism = parallelism
    self.reusesObjects = reusesObjects
    self.userSettings = userSettings
  }
}

/// What a JVM was started with (`/jobmanager/environment`).
package struct ProcessEnvironment: Hashable, Sendable {
  /// `OpenJDK 64-Bit Server VM - Debian - 17/17.0.15`.
  package var version: String?
  /// `amd64`.
  package var architecture: String?
  /// As on the command line, with what is secret of them left out.
  package let options: [String]
  package var classPath: [String]

  package init(
    version: String?, architecture: String?, options: [String], classPath: [String]
  ) {
    self.version = version
    self.architecture = architecture
    self.options = options.map { Secrets.masked(in: $0) }
    self.classPath = classPath
  }
}

/// What is not to be shown. The system masks the values of some keys itself; this knows more of them, and looks into values.
package enum Secrets {
  /// In place of a secret, as Flink has it.
  package static let mask = "******"

  /// Parts of keys, in small letters and without what separates words. `key` alone is no sign: a keytab, a key store and a
  /// key group are none.
  private static let parts = [
    "password", "passwd", "passphrase", "pwd", "secret", "token", "credential", "apikey",
    "accesskey", "accountkey", "privatekey", "servicekey", "encryptionkey", "signingkey",
    "sharedkey", "authparams", "basicauth", "authorization", "jaasconfig", "httpheaders",
  ]

  package static func isSecret(_ key: some StringProtocol) -> Bool {
    let plain = String(key.lowercased().filter { !"._-".contains($0) })
    return parts.contains { plain.contains($0) }
  }

  /// A text without what follows the name of a secret (`-Dx.password=...`, `password="..."`, `?token=...`), and without
  /// user and password of an address (`jdbc:x://user:...@host`).
  package static func masked(in text: String) -> String {
    guard text.contains(where: { $0 == "=" || $0 == "@" }) else { return text }
    return withoutUserInfo(withoutAssignments(text))
  }

  private static func withoutAssignments(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let equals = rest.firstIndex(of: "=") {
      let before = rest[..<equals]
      let start = before.lastIndex { " \t\n,;?&\"'".contains($0) } ?? before.startIndex
      result += rest[...equals]
      rest = rest[rest.index(after: equals)...]
      guard isSecret(before[start...]) else { continue }
      // To the other quote, else to what separates it from the next.
      var ends: Set<Character> = [" ", "\t", "\n", ",", ";", "&"]
      if let quote = rest.first, quote == "\"" || quote == "'" {
        result.append(quote)
        rest = rest.dropFirst()
        ends = [quote]
      }
      if rest.first.map({ !ends.contains($0) }) ?? false { result += mask }
      rest = rest.drop { !ends.contains($0) }
    }
    return result + rest
  }

  private static func withoutUserInfo(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let slashes = rest.firstRange(of: "://") {
      result += rest[..<slashes.upperBound]
      rest = rest[slashes.upperBound...]
      let authority = rest.prefix { !"/?#, \"'".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { continue }
      result += mask
      rest = rest[at...]
    }
    return result + rest
  }
}
