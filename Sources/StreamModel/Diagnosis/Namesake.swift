/// A job that is listed under the name of one that was lost.
package struct Namesake: Hashable, Sendable {
  package var id: JobID
  package var name: String
  /// What of the lost job it was restored from, so that it goes on in its place: `checkpoint 77`. Nil where it is not known
  /// to.
  package var origin: String?

  package var shortID: String { String(id.text.prefix(8)) }

  var sentence: String {
    origin.map {
      "Job \(shortID) of the same name was restored from its \($0) and goes on from there."
    }
      ?? "Job \(shortID) has the same name; that it goes on from there is not known."
  }
}

extension ClusterModel {
  /// The listed job that goes on for one that was lost, else the newest that has its name; nil where none has.
  package func namesake(of lost: JobModel) -> Namesake? {
    namesakes(of: [lost])[lost.id]
  }

  /// Those of several lost jobs, by their ids: one pass, as there may be ten thousand.
  func namesakes(of lost: [JobModel]) -> [JobID: Namesake] {
    guard !lost.isEmpty else { return [:] }
    let names = Set(lost.map(\.name))
    let listed = Dictionary(
      grouping: jobsByID.values.filter { names.contains($0.name) }, by: \.name)
    guard !listed.isEmpty else { return [:] }
    var found: [JobID: Namesake] = [:]
    let start = Timestamp(milliseconds: 0)
    for job in lost {
      guard let others = listed[job.name] else { continue }
      // Those that live first, then the newest.
      let all = others.sorted { left, right in
        if left.state.isTerminal != right.state.isTerminal { return right.state.isTerminal }
        let (leftStart, rightStart) = (left.aliveSince ?? start, right.aliveSince ?? start)
        return (leftStart, left.id) > (rightStart, right.id)
      }
      let namesakes = all.map { Namesake(id: $0.id, name: $0.name, origin: $0.origin(in: job)) }
      found[job.id] = namesakes.first { $0.origin != nil } ?? namesakes.first
    }
    return found
  }
}

extension JobModel {
  /// What of another job this one was restored from, by its path: that of a checkpoint has the whole id of its job in it,
  /// that of a savepoint the beginning (`savepoint-f25a1c-...`), unless it is one that was seen.
  fileprivate func origin(in former: JobModel) -> String? {
    guard let restored = readings.value.startedFrom, let path = restored.path else { return nil }
    let parts = path.split(separator: "/")
    let isItsOwn =
      parts.contains { $0 == former.id.text }
      || parts.contains { $0.hasPrefix("savepoint-\(former.id.text.prefix(6))-") }
    let log = former.checkpoints
    let seen = (log?.history ?? []) + [log?.latest.value.latestSavepoint].compactMap(\.self)
    guard isItsOwn || seen.contains(where: { $0.restorePath == path }) else { return nil }
    return "\(restored.isSavepoint ? "savepoint" : "checkpoint") \(restored.id.number)"
  }
}
