import MetricExpressions
import StreamModel
import TerminalUI

/// How much of the past the charts show.
package enum ChartWindow: Int, CaseIterable, Hashable, Sendable {
  case one = 1
  case five = 5
  case quarter = 15
  case hour = 60

  var duration: Duration { .seconds(60 * rawValue) }
  var text: String { "\(rawValue)m" }
}

/// The charts that were chosen, of whatever thing. One for all clusters: names are looked up at the one that is shown.
package struct MetricBoard: Hashable, Sendable {
  /// More are too small to be read.
  package static let limit = 6

  package internal(set) var charts: [BoardChart] = []
  var window = ChartWindow.quarter
  /// Nil for the first that the terminal can show.
  private var chosenStyle: ChartStyle?
  /// Lines of the file that nobody could read: they go back into it.
  var unreadLines: [String] = []
  /// What the expressions come to at the cluster that is shown, as of its last answer.
  var formulas: [MetricExpression: FormulaReading] = [:]
  /// Expressions beyond their limit when that was last looked at.
  var crossed: Set<MetricExpression> = []
  /// What `formulas` were worked out of.
  var formulasOf: FormulaState?

  package init() {}

  var isFull: Bool { charts.count >= Self.limit }

  func style(_ charset: Charset) -> ChartStyle {
    charset.isASCII ? .ascii : chosenStyle ?? .braille
  }

  /// A change that a key asks for.
  enum Change: Hashable, Sendable {
    /// Adds the chart, or takes the same one away.
    case toggle(BoardChart)
    /// Puts an expression where another one was, or behind all.
    case write(FormulaChart, at: Int?)
    case remove(Int)
    case pin(Int)
    case column(Int)
    case rate(Int)
    case summary(Int)
    case window
    case style
  }

  /// Returns why it could not be done.
  mutating func apply(_ change: Change) -> String? {
    switch change {
    case .toggle(let chart):
      if let place = charts.firstIndex(where: { $0.isSame(as: chart) }) {
        charts.remove(at: place)
      } else if isFull {
        return "There are \(Self.limit) charts already: take one away first."
      } else {
        charts.append(chart)
      }
    case .write(let formula, let place?) where charts.indices.contains(place):
      charts[place] = .formula(formula)
    case .write(let formula, _):
      if let place = charts.firstIndex(where: { $0.isSame(as: .formula(formula)) }) {
        charts[place] = .formula(formula)
      } else if isFull {
        return "There are \(Self.limit) charts already: take one away first."
      } else {
        charts.append(.formula(formula))
      }
    case .remove(let place): charts.remove(at: place)
    case .pin(let place): charts[place].isPinned.toggle()
    case .column(let place):
      guard case .formula(var formula) = charts[place] else { break }
      formula.isColumn.toggle()
      charts[place] = .formula(formula)
    case .rate(let place): charts[place].changeMetric { $0.isRate.toggle() }
    case .summary(let place):
      let all = MetricSummary.allCases
      charts[place].changeMetric { $0.summary = all[($0.summary.rawValue + 1) % all.count] }
    case .window: window = window.next
    case .style: chosenStyle = style(.unicode).next
    }
    return nil
  }
}

extension CaseIterable where Self: Equatable, AllCases: RandomAccessCollection {
  /// The one behind it, around the end.
  fileprivate var next: Self {
    let all = Self.allCases
    guard let place = all.firstIndex(of: self) else { return self }
    let after = all.index(after: place)
    return all[after == all.endIndex ? all.startIndex : after]
  }
}
