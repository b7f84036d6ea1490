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

extension DashboardState {
  /// What to tell of operations now; nil where nothing is.
  ///
  /// What is under way comes first, else what settled last: a success for half a minute, anything else for five.
  /// Older troubles are counted beside it and do not come back later.
  var outcomeLine: OutcomeLine? {
    // Its own screen tells more of it.
    guard visits.top.sign.name != OperationsScreen.sign.name else { return nil }
    let batches = batches
    let told =
      batches.first { $0.contains { !$0.state.isSettled } }
      ?? batches.max { Self.end(of: $0) < Self.end(of: $1) }.flatMap { isFresh($0) ? $0 : nil }
    guard let told, let first = told.first else { return nil }
    let isSettled = told.allSatisfy(\.state.isSettled)
    var text = told.count == 1 ? operationLine(first) : batchLine(told)
    let isTrouble = isSettled && told.contains { !$0.endedAsAsked }
    let others = batches.count { batch in
      batch.first?.id != first.id && isFresh(batch) && batch.contains { !$0.endedAsAsked }
    }
    if others > 0 { text += " (\(others) before did not end as asked: see 9)" }
    let roles = told.map(\.role)
    let role = [Role.critical, .warning, .accent].first { roles.contains($0) } ?? .good
    let began = told.map { $0.endedAt ?? $0.startedAt }.max() ?? first.startedAt
    return OutcomeLine(text: text, role: role, at: began, isTrouble: isTrouble)
  }

  /// True where Esc has an outcome to see off before it does anything else.
  var isOutcomeClearedByBack: Bool { visits.isAtRoot && outcomeLine?.isTrouble == true }

  /// The operations, newest first, those that were asked for together as one.
  private var batches: [[Operation]] {
    var seen: Set<String> = []
    var batches: [[Operation]] = []
    for operation in operations where !seen.contains(operation.id) {
      let group = context.watched.operationGroups.first { $0.contains(operation.id) }.map(Set.init)
      let batch = group.map { ids in operations.filter { ids.contains($0.id) } } ?? [operation]
      seen.formUnion(batch.map(\.id))
      batches.append(batch)
    }
    return batches
  }

  private static func end(of batch: [Operation]) -> Timestamp {
    batch.compactMap(\.endedAt).max() ?? Timestamp(milliseconds: 0)
  }

  /// True for a settled batch that is still worth a line.
  private func isFresh(_ batch: [Operation]) -> Bool {
    guard batch.allSatisfy(\.state.isSettled),
      !batch.allSatisfy({ context.watched.dismissedOperations.contains($0.id) })
    else { return false }
    let lifetime: Duration = batch.allSatisfy(\.endedAsAsked) ? .seconds(30) : .seconds(300)
    return now.since(Self.end(of: batch)) < lifetime
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
    let name = operation.request.jobName
    let outcome = operation.outcome
    switch operation.state {
    case .uncertain: return "\(name): outcome not known. \(outcome)"
    case .failed: return "\(name) failed: \(outcome)"
    default: return "\(name) did not end as asked: \(outcome)"
    }
  }
}
