import StreamModel
import TerminalUI

/// A cluster that is watched, with what is needed to draw it.
struct ClusterRow {
  var context: Context
  /// Its jobs that deserve attention, the worst first.
  var troubled: [JobID]

  var model: ClusterModel { context.watched.model }

  /// How things stand with it, in a word.
  fileprivate var standing: CellText {
    switch model.connection {
    case .connecting: CellText("connecting", .dim)
    case .live: context.isPaused ? CellText("paused", .warning) : CellText("live", .good)
    case .degraded: CellText("degraded", .warning)
    case .stale: CellText("stale", .warning, isBold: true)
    case .unreachable(_, .unsupported): CellText("not supported", .critical)
    case .unreachable: CellText("unreachable", .critical, isBold: true)
    }
  }

  fileprivate var age: Duration? { model.lastAnswerAt.map { context.now.since($0) } }

  fileprivate var running: Int? {
    model.jobsReceivedAt == nil ? nil : model.jobs.count { $0.state == .running }
  }

  fileprivate var trouble: CellText {
    guard model.jobsReceivedAt != nil else { return .unknown }
    guard let worst = troubled.first else { return CellText("none seen", .dim) }
    let role = context.verdict(worst).severity.role
    // Of a cluster that is not shown only the states are asked for.
    let isWhole = model.jobsByID.values.allSatisfy {
      $0.state.isTerminal || context.verdict($0.id).isComplete
    }
    let jobs = isWhole ? "job\(troubled.count == 1 ? "" : "s")" : "seen"
    return CellText("\(troubled.count) \(jobs)", role, isBold: true)
  }
}

/// The table of the clusters.
enum ClusterTable {
  static let table = Table<ClusterRow, ClusterID>(
    columns: [
      TableColumn(
        "cluster", ColumnSpec("CLUSTER", minimum: 14, maximum: 30), canBeHidden: false,
        cell: { row, _ in CellText(row.model.identity.name, .title) },
        key: { .text($0.model.identity.name.lowercased()) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 11), cell: { row, _ in row.standing },
        key: { .text($0.standing.text) }),
      TableColumn(
        "data", ColumnSpec("DATA", minimum: 7, alignment: .right, dropOrder: 3),
        cell: { row, _ in row.age.map { CellText(Format.age($0)) } ?? .unknown },
        key: { .age($0.age) }),
      TableColumn(
        "running", ColumnSpec("RUNNING", minimum: 7, alignment: .right, dropOrder: 4),
        cell: { row, _ in row.running.map { CellText(String($0)) } ?? .unknown },
        key: { .number($0.running.map(Double.init)) }),
      TableColumn(
        "trouble", ColumnSpec("TROUBLE", minimum: 9), cell: { row, _ in row.trouble },
        key: { .number($0.model.jobsReceivedAt == nil ? nil : Double($0.troubled.count)) }),
      TableColumn(
        "version", ColumnSpec("VERSION", minimum: 14, dropOrder: 1),
        cell: { row, _ in
          row.model.capabilities.version.map {
            CellText("\(row.model.traits.shortName) \($0)")
          } ?? .unknown
        }, key: { .text($0.model.capabilities.version ?? "") }),
      TableColumn(
        "endpoint", ColumnSpec("ENDPOINT", minimum: 24, maximum: 80, dropOrder: 2),
        cell: { row, _ in CellText(row.model.identity.endpoint, .dim) },
        key: { .text($0.model.identity.endpoint) }),
    ], givenOrder: "as named", id: { $0.model.identity.id },
    searched: { [$0.model.identity.name, $0.model.identity.endpoint, $0.standing.text] })
}

extension ContextReader {
  /// The clusters in the order they were named.
  var clusterRows: [ClusterRow] {
    context.clusters.indices.map { place in
      let there = context.showing(place)
      let troubled = there.watched.judgements.order.filter { id in
        there.cluster.jobsByID[id] != nil && there.verdict(id).severity >= .warning
      }
      return ClusterRow(context: there, troubled: troubled)
    }
  }
}
