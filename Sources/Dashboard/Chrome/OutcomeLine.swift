import StreamModel
import TerminalUI

/// What the line above the keys tells of operations: of one, or of several that were asked for together.
struct OutcomeLine {
  var text: String
  var role: Role
  /// When there came to be something to tell.
  var at: Timestamp
  /// All is settled, and it did not come out as asked: it stays until it is seen off.
  var isTrouble: Bool
}

/// Operations that were asked for together, or one alone.
private struct Batch {
  /// The place of their cluster.
  var place: Int
  var operations: [Operation]

  var isSettled: Bool { operations.allSatisfy(\.state.isSettled) }
  var endedAsAsked: Bool { operations.allSatisfy(\.endedAsAsked) }
  var end: Timestamp { operations.compactMap(\.endedAt).max() ?? Timestamp(milliseconds: 0) }
}

extension DashboardState {
  /// What to tell of operations now; nil where nothing is.
  ///
  /// What is under way comes first, else what settled last: a success for half a minute, anything else for five.
  /// Older troubles are counted beside it and do not come back later.
  var outcomeLine: OutcomeLine? {
    // The Operations screen tells more of its cluster's.
    let isListed = visits.top.sign.name == OperationsScreen.sign.name
    let batches = context.clusters.indices.filter { !isListed || $0 != context.shown }
      .flatMap { self.batches(at: $0) }
    let told =
      batches.first { !$0.isSettled }
      ?? batches.max { $0.end < $1.end }.flatMap { isFresh($0) ? $0 : nil }
    guard let told, let first = told.operations.first else { return nil }
    var text = told.operations.count == 1 ? operationLine(first) : batchLine(told.operations)
    if told.place != context.shown {
      text = "\(context.clusters[told.place].model.identity.name): \(text)"
    }
    let others = batches.count { batch in
      batch.operations.first?.id != first.id && isFresh(batch) && !batch.endedAsAsked
    }
    if others > 0 {
      let what = others == 1 ? "An operation" : "\(others) operations"
      text += " \(what) before that did not end as asked: 9 lists them."
    }
    let roles = told.operations.map(\.role)
    let role = [Role.critical, .warning, .accent].first { roles.contains($0) } ?? .good
    let began = told.operations.map { $0.endedAt ?? $0.startedAt }.max() ?? first.startedAt
    return OutcomeLine(
      text: text, role: role, at: began, isTrouble: told.isSettled && !told.endedAsAsked)
  }

  /// True where Esc has an outcome to see off before it does anything else.
  var isOutcomeClearedByBack: Bool { visits.isAtRoot && outcomeLine?.isTrouble == true }

  /// The operations of a cluster, newest first, those that were asked for together as one.
  private func batches(at place: Int) -> [Batch] {
    let watched = context.clusters[place]
    var seen: Set<String> = []
    var batches: [Batch] = []
    for operation in watched.operations where !seen.contains(operation.id) {
      let group = watched.operationGroups.first { $0.contains(operation.id) }.map(Set.init)
      let operations =
        group.map { ids in watched.operations.filter { ids.contains($0.id) } } ?? [operation]
      seen.formUnion(operations.map(\.id))
      batches.append(Batch(place: place, operations: operations))
    }
    return batches
  }

  /// True for a settled batch that is still worth a line.
  private func isFresh(_ batch: Batch) -> Bool {
    let dismissed = context.clusters[batch.place].dismissedOperations
    guard batch.isSettled, !batch.operations.allSatisfy({ dismissed.contains($0.id) }) else {
      return false
    }
    return now.since(batch.end) < (batch.endedAsAsked ? .seconds(30) : .seconds(300))
  }

  /// Several that were asked for together: how many are done, and every one that did not end as asked.
  private func batchLine(_ batch: [Operation]) -> String {
    let what = "\(batch[0].request.kind.name.capitalizedFirst) of \(batch.count) jobs"
    let done = batch.count(where: \.endedAsAsked)
    let underWay = batch.count { !$0.state.isSettled }
    var parts = ["\(done) of \(batch.count) done"]
    if underWay > 0 { parts.append("\(underWay) under way") }
    let troubles = batch.filter { $0.state.isSettled && !$0.endedAsAsked }.map(troubleText)
    return "\(what): " + parts.joined(separator: ", ")
      + (troubles.isEmpty ? "" : "; " + troubles.joined(separator: "; "))
  }

  private func troubleText(_ operation: Operation) -> String {
    let name = operation.request.targetName
    let outcome = operation.outcome
    switch operation.state {
    case .uncertain: return "\(name): outcome not known. \(outcome)"
    case .failed: return "\(name) failed: \(outcome)"
    default: return "\(name) did not end as asked: \(outcome)"
    }
  }
}
