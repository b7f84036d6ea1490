/// A job's id: 32 hexadecimal digits in Flink, any opaque text elsewhere.
package struct JobID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: JobID, rhs: JobID) -> Bool { lhs.text < rhs.text }
}

/// A vertex's id. Flink hashes operator uids and topology into it, so the same job submitted twice has
/// the same vertex ids: it names a vertex only together with its job.
package struct VertexID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: VertexID, rhs: VertexID) -> Bool { lhs.text < rhs.text }
}

/// A checkpoint's number within its job. Ids may be skipped: a trigger that never started has none.
package struct CheckpointID: Hashable, Comparable, Sendable {
  package var number: Int64
  package init(_ number: Int64) { self.number = number }
  package static func < (lhs: CheckpointID, rhs: CheckpointID) -> Bool { lhs.number < rhs.number }
}

/// Which of the clusters that are watched: its endpoint as shown, without credentials.
package struct ClusterID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: ClusterID, rhs: ClusterID) -> Bool { lhs.text < rhs.text }
}

/// A TaskManager's id (`127.0.0.1:38047-749252`, or what the resource manager named it). A TaskManager that comes back
/// has another one.
package struct TaskManagerID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: TaskManagerID, rhs: TaskManagerID) -> Bool { lhs.text < rhs.text }
}

extension TaskManagerID {
  /// Without what Flink adds to host and port to tell it from the one before: `127.0.0.1:38047`.
  package var shortText: String {
    guard let dash = text.lastIndex(of: "-"), let colon = text.lastIndex(of: ":"), colon < dash
    else { return text }
    let port = text[text.index(after: colon)..<dash]
    let digits = text[text.index(after: dash)...]
    guard !port.isEmpty, port.allSatisfy(\.isNumber), digits.count == 6,
      digits.allSatisfy(\.isHexDigit)
    else { return text }
    return String(text[..<dash])
  }
}

/// An application's id. One that was made for a single job has the same digits as that job (2.3).
package struct ApplicationID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: ApplicationID, rhs: ApplicationID) -> Bool { lhs.text < rhs.text }
}

/// The id of a result that the cluster keeps: of an intermediate data set.
package struct DataSetID: Hashable, Comparable, Sendable {
  package var text: String
  package init(_ text: String) { self.text = text }
  package static func < (lhs: DataSetID, rhs: DataSetID) -> Bool { lhs.text < rhs.text }
}
