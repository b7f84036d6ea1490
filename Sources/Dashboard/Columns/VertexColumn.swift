import StreamModel
import TerminalUI

/// The columns of the vertices pane.
package enum VertexColumn: String, CaseIterable, Hashable, Sendable {
  case severity, name, parallelism, busy, backpressure, bar
  case recordsIn = "in", recordsOut = "out", trend, skew

  var spec: ColumnSpec {
    switch self {
    case .severity: ColumnSpec("", minimum: 1)
    case .name: ColumnSpec("VERTEX", minimum: 14, maximum: 44)
    case .parallelism: ColumnSpec("P", minimum: 3, alignment: .right, dropOrder: 3)
    case .busy: ColumnSpec("BUSY", minimum: 5, alignment: .right)
    case .backpressure: ColumnSpec("BACKP.", minimum: 6, alignment: .right)
    case .bar: ColumnSpec("", minimum: 5, maximum: 30)
    case .recordsIn: ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 2)
    case .recordsOut: ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 1)
    case .trend: ColumnSpec("5 min", minimum: 6, maximum: 20, dropOrder: 4)
    case .skew: ColumnSpec("SKEW", minimum: 4, alignment: .right, dropOrder: 5)
    }
  }

  /// The columns that have room, the fixed order deciding which have to go.
  static func place(width: Int) -> [PlacedColumn] {
    ColumnLayout.place(allCases.map(\.spec), width: width)
  }

  /// True for a column with an order of its own.
  var isSortable: Bool { self != .bar && self != .trend }

  /// The order in words: `worst first`, `by busy`.
  var orderWords: String { self == .severity ? "worst first" : "by \(rawValue)" }

  /// What the column orders a vertex by.
  func sortKey(_ vertex: Vertex, _ model: VertexModel?, isCulprit: Bool) -> SortKey {
    switch self {
    case .busy: return .number(model?.pressure?.value.busy?.value)
    case .backpressure: return .number(model?.pressure?.value.backpressured?.value)
    case .severity, .bar:
      let pressure = model?.pressure?.value
      let busy = pressure?.busy?.value
      guard busy != nil || pressure?.backpressured != nil || isCulprit || vertex.state == .failed
      else { return .number(nil) }
      let worst = max(busy ?? 0, (pressure?.backpressured?.value ?? 0) * 0.99)
      return .number(worst + (isCulprit ? 10 : 0) + (vertex.state == .failed ? 20 : 0))
    case .name: return .text(vertex.name.lowercased())
    case .parallelism: return .number(Double(vertex.parallelism))
    case .recordsIn: return .number(model?.recordsIn?.value.perSecond)
    case .recordsOut, .trend: return .number(model?.recordsOut?.value.perSecond)
    case .skew: return .number(model?.skewPercent)
    }
  }
}
