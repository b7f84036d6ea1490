import StreamModel
import TerminalUI

/// The Operations screen: what was asked of the cluster in this run. Until the cursor is moved the newest is under it.
struct OperationsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "operations", title: "Operations", key: "9", summary: "Operations of this run",
    topic: .cluster, isKept: false)
  static let bindings: [Binding<OperationsScreen>] = [
    .opening("show all of it", footer: "details"),
    ofSavepoint("run-from", "R", "run a jar from this savepoint", footer: "run from it") {
      .form(.run(nil), savepoint: $0)
    },
    ofSavepoint(
      "dispose", "X", "delete this savepoint for good", footer: "dispose", mustBeOwn: true
    ) {
      .form(.dispose(path: $0), savepoint: "")
    },
  ]

  /// A key for the savepoint of the operation under the cursor.
  private static func ofSavepoint(
    _ name: String, _ key: Character, _ title: String, footer: String, mustBeOwn: Bool = false,
    _ effect: @escaping @Sendable (String) -> ScreenEffect
  ) -> Binding<OperationsScreen> {
    Binding(
      name, [.character(key)], title, footer: footer, group: .act, rank: 1, pace: .alone,
      refusal: { screen, context in
        if context.settings.isReadOnly {
          return "Read-only: nothing is changed (--read-only)."
        }
        guard let path = screen.savepoint(in: context) else {
          return "There is no savepoint of this operation."
        }
        if mustBeOwn, let reason = screen.selected(in: context)?.doubtOfSavepoint { return reason }
        if context.hasDisposed(of: path) { return "This savepoint was disposed of." }
        return mustBeOwn ? context.need(of: path) : nil
      }
    ) { screen, context in
      screen.table.hasMoved = true
      return screen.savepoint(in: context).map { [effect($0)] } ?? []
    }
  }

  /// Where the savepoint of the operation under the cursor lies.
  private func savepoint(in context: Context) -> String? {
    guard let operation = selected(in: context) else { return nil }
    switch operation.request.kind {
    case .savepoint, .stop: return operation.location
    default: return nil
    }
  }

  var table = TableState<String>()

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  /// The operation under the cursor.
  func selected(in context: Context) -> StreamModel.Operation? {
    context.operations.first { $0.id == table.cursor }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.operations.map(context.operationRow), in: OperationTable.table)
    table.scroll(height: OperationsLayout(context.size).table.visibleRows)
  }

  func demand(in context: Context) -> Demand { Demand() }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    let columns = OperationTable.fitted(
      context.operations, clock: context.settings.clock, now: context.now)
    return CurrentList(
      "Operations", columns, table,
      at: columns.placement(
        hiding: table.hidden, in: OperationsLayout(context.size).table.list))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  func canOpen(in context: Context) -> Bool { selected(in: context) != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    selected(in: context).map { [.show(.operation(id: $0.id, offset: 0))] } ?? []
  }

  func copied(in context: Context) -> String? {
    selected(in: context).map { $0.location ?? $0.request.job?.text ?? $0.request.id }
  }
}

extension ContextReader {
  /// True where a disposal of this run has deleted it.
  func hasDisposed(of path: String) -> Bool {
    operations.contains { operation in
      guard case .completed = operation.state else { return false }
      return operation.request.kind == .dispose(path: path)
    }
  }
}

extension ContextReader {
  /// Which job needs the savepoint at a path, in a sentence; nil where none is known to.
  fileprivate func need(of path: String) -> String? {
    for job in cluster.jobs where !job.state.isTerminal {
      let runs = operations.compactMap { operation -> JarRun? in
        guard case .run(let run) = operation.request.kind, operation.request.job == job.id else {
          return nil
        }
        return run.savepointPath == path ? run : nil
      }
      let told = job.checkpoints?.latest.value
      guard !runs.isEmpty || told?.restored?.path == path else { continue }
      let name = SafeText.plain(job.name)
      if runs.contains(where: { $0.claimMode == .claim }) {
        return "\(name) was started from it and has claimed it: the cluster deletes it when it can."
      }
      if runs.contains(where: { $0.claimMode == .legacy }) {
        return "\(name) was started from it in legacy mode: its checkpoints may rest on it."
      }
      if (told?.counts.completed ?? 0) == 0 {
        return "\(name) was started from it, and has completed no checkpoint of its own yet."
      }
    }
    return nil
  }
}

extension StreamModel.Operation {
  /// Why the savepoint at its location can't be said to be its own, in a sentence; nil where it can.
  fileprivate var doubtOfSavepoint: String? {
    switch state {
    case .completed, .failed: nil
    case .sending, .inProgress, .waiting: "The \(request.kind.name) is still under way."
    case .uncertain: "It may be another client's savepoint: it is not deleted from here."
    }
  }
}
