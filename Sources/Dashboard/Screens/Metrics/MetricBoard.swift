package import StreamModel
import TerminalUI

/// Whose metric a chart shows, by names that mean something at any cluster and after any restart.
package enum MetricPlace: Hashable, Sendable {
  case job(String)
  case vertex(job: String, vertex: String)
  case subtask(job: String, vertex: String, index: Int)
  case coordinator(job: String, vertex: String)
  case controller
  case worker(String)
  case workers
}

/// One chart of the board.
package struct BoardChart: Hashable, Sendable {
  package var place: MetricPlace
  package var id: String
  /// Which figure, of a metric that is told of several things together.
  package var summary: MetricSummary
  /// What only grows is shown as its rise per second.
  package var isRate: Bool
  /// It is there again when the program is started the next time.
  package var isPinned = false
  /// The very thing that it was chosen for, for as long as that is there; names may be those of several.
  var chosen: MetricSource?

  package init(
    _ place: MetricPlace, _ id: String, summary: MetricSummary? = nil, isRate: Bool? = nil,
    isPinned: Bool = false, chosen: MetricSource? = nil
  ) {
    self.place = place
    self.id = id
    self.summary = summary ?? Self.usualSummary(of: id)
    self.isRate = isRate ?? MetricUnit.isCounter(id)
    self.isPinned = isPinned
    self.chosen = chosen
  }

  /// What flows is added up; of what is measured the worst counts.
  private static func usualSummary(of id: String) -> MetricSummary {
    if MetricUnit.isCounter(id) { return .sum }
    return switch MetricUnit(id) {
    case .bytes, .bytesPerSecond, .perSecond, .count: .sum
    case .moment: .smallest
    default: .largest
    }
  }

  /// True where both show the same metric of the same thing.
  func isSame(as other: BoardChart) -> Bool { place == other.place && id == other.id }
}

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

  package init() {}

  var isFull: Bool { charts.count >= Self.limit }

  func style(_ charset: Charset) -> ChartStyle {
    charset.isASCII ? .ascii : chosenStyle ?? .braille
  }

  /// A change that a key asks for.
  enum Change: Hashable, Sendable {
    /// Adds the chart, or takes the same one away.
    case toggle(BoardChart)
    case remove(Int)
    case pin(Int)
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
    case .remove(let place): charts.remove(at: place)
    case .pin(let place): charts[place].isPinned.toggle()
    case .rate(let place): charts[place].isRate.toggle()
    case .summary(let place):
      let all = MetricSummary.allCases
      charts[place].summary = all[(charts[place].summary.rawValue + 1) % all.count]
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
