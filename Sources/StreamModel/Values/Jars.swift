/// What the cluster calls a jar that was uploaded: `8dc8c14e-..._orders.jar`.
package struct JarID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: JarID, rhs: JarID) -> Bool { lhs.text < rhs.text }
}

/// A program that was uploaded to the cluster (`/jars`).
package struct Jar: Hashable, Sendable, Identifiable {
  package var id: JarID
  /// The file's name as it was uploaded. Nothing keeps two from having the same.
  package var name: String
  package var uploadedAt: Timestamp?
  /// What its manifest names as its main classes; empty where it names none, and for a file that is no jar.
  package var entries: [JarEntry]

  package init(id: JarID, name: String, uploadedAt: Timestamp?, entries: [JarEntry] = []) {
    self.id = id
    self.name = name
    self.uploadedAt = uploadedAt
    self.entries = entries
  }
}

/// A class of a jar that can be started.
package struct JarEntry: Hashable, Sendable {
  package var className: String
  package var description: String?

  package init(className: String, description: String? = nil) {
    self.className = className
    self.description = description
  }
}

/// To whom a savepoint belongs once a job was started from it.
package enum ClaimMode: String, Hashable, Sendable, CaseIterable {
  /// It stays the user's; the job's first checkpoint takes nothing from it. Flink's default.
  case noClaim = "NO_CLAIM"
  /// The job owns it, and deletes it when it is no longer needed.
  case claim = "CLAIM"
  /// It stays the user's, but later checkpoints may rest on it: it must be kept for ever.
  case legacy = "LEGACY"

  /// `no-claim`: the word on screen and on the command line.
  package var word: String { rawValue.lowercased().replacing("_", with: "-") }
}

/// How a jar is to be started, or planned.
package struct JarRun: Hashable, Sendable {
  package var jar: JarID
  /// Nil for the one that the manifest names.
  package var entryClass: String?
  package var arguments: [String]
  /// Nil for the cluster's default. What the program sets itself goes before it.
  package var parallelism: Int?
  /// The savepoint or checkpoint to start from; nil for an empty state.
  package var savepointPath: String?
  /// State of operators that are not there any more is left out instead of refused.
  package var allowsNonRestoredState: Bool
  /// Nil for the cluster's default, and where the version knows none (1.15 on).
  package var claimMode: ClaimMode?

  package init(
    jar: JarID, entryClass: String? = nil, arguments: [String] = [], parallelism: Int? = nil,
    savepointPath: String? = nil, allowsNonRestoredState: Bool = false, claimMode: ClaimMode? = nil
  ) {
    self.jar = jar
    self.entryClass = entryClass
    self.arguments = arguments
    self.parallelism = parallelism
    self.savepointPath = savepointPath
    self.allowsNonRestoredState = allowsNonRestoredState
    self.claimMode = claimMode
  }
}

extension Jar {
  /// The jars that a reference means: the one of that id, else those of that name, else those with it in their name. Of
  /// one name the newest upload comes first.
  package static func matches(_ reference: String, among jars: [Jar]) -> [Jar] {
    // Every name has nothing in it.
    if reference.isEmpty { return [] }
    if let jar = jars.first(where: { $0.id.text == reference }) { return [jar] }
    let named = jars.filter { $0.name == reference }
    let matches =
      named.isEmpty
      ? jars.filter { $0.name.contains(reference) || $0.id.text.hasPrefix(reference) } : named
    return matches.sorted { a, b in
      (a.uploadedAt ?? Timestamp(milliseconds: 0)) > (b.uploadedAt ?? Timestamp(milliseconds: 0))
    }
  }
}
