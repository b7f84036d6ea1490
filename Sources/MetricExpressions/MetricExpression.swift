/// An expression over series of metrics, in the language of Heron's tracker. The parser makes them
/// (`MetricExpression(parsing:)`), `SeriesEvaluation` works them out.
package struct MetricExpression: Sendable {
  /// What an expression is made of.
  package indirect enum Node: Hashable, Sendable {
    case constant(Double)
    case series(SeriesSelector)
    /// `DEFAULT(fill, of)`.
    case filled(with: Double, MetricExpression)
    case aggregate(Aggregation, [MetricExpression])
    case arithmetic(Arithmetic, MetricExpression, MetricExpression)
    /// How much it changed from one step to the next, per minute.
    case rate(MetricExpression)
  }

  package let node: Node
  /// Where it begins in the text that it was read from, in characters from 1 on.
  package let column: Int

  package init(_ node: Node, column: Int = 1) {
    self.node = node
    self.column = column
  }

  package var isConstant: Bool { if case .constant = node { true } else { false } }

  /// What series it is made from, in the order of the text, each with where it is asked for.
  package var selections: [(selector: SeriesSelector, column: Int)] {
    switch node {
    case .constant: []
    case .series(let selector): [(selector, column)]
    case .filled(_, let of), .rate(let of): of.selections
    case .aggregate(_, let operands): operands.flatMap(\.selections)
    case .arithmetic(_, let left, let right): left.selections + right.selections
    }
  }

  /// So many steps before a moment have to be known for its value at that moment: one for each RATE around another.
  package var lookback: Int {
    switch node {
    case .constant, .series: 0
    case .filled(_, let of): of.lookback
    case .rate(let of): of.lookback + 1
    case .aggregate(_, let operands): operands.map(\.lookback).max() ?? 0
    case .arithmetic(_, let left, let right): max(left.lookback, right.lookback)
    }
  }
}

extension MetricExpression {
  /// The same over other series.
  package func replacing<Fault: Error>(
    _ change: (SeriesSelector) throws(Fault) -> SeriesSelector
  ) throws(Fault) -> MetricExpression {
    let node: Node
    switch self.node {
    case .constant: node = self.node
    case .series(let selector): node = .series(try change(selector))
    case .filled(let fill, let of): node = .filled(with: fill, try of.replacing(change))
    case .rate(let of): node = .rate(try of.replacing(change))
    case .aggregate(let kind, let operands):
      var changed: [MetricExpression] = []
      for operand in operands { changed.append(try operand.replacing(change)) }
      node = .aggregate(kind, changed)
    case .arithmetic(let kind, let left, let right):
      node = .arithmetic(kind, try left.replacing(change), try right.replacing(change))
    }
    return MetricExpression(node, column: column)
  }
}

/// Where an expression stood is no part of what it means.
extension MetricExpression: Hashable {
  package static func == (left: MetricExpression, right: MetricExpression) -> Bool {
    left.node == right.node
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

/// What `TS` asks for: a metric of a component, of all its instances or of one.
package struct SeriesSelector: Hashable, Sendable {
  package var component: String
  /// Nil for `*`.
  package var instance: String?
  package var metric: String

  package init(component: String, instance: String?, metric: String) {
    self.component = component
    self.instance = instance
    self.metric = metric
  }
}

/// What makes one series of many.
package enum Aggregation: Hashable, Sendable {
  /// Over every step of the window; what is not known counts as 0.
  case sum
  case max
  case percentile(Quantile)
}

/// A share of the values of one moment, in percent: 0 is the smallest, 100 the largest.
package struct Quantile: Hashable, Sendable {
  package let percent: Double

  /// Nil unless from 0 to 100.
  package init?(percent: Double) {
    guard (0...100).contains(percent) else { return nil }
    self.percent = percent
  }

  /// The value at this share of some, the rank rounded down as the tracker does: of three, 99 % is the middle one. Nil of none.
  func value(of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[Int(percent * Double(values.count - 1) / 100)]
  }
}

/// What is worked out of two operands, moment by moment.
package enum Arithmetic: String, Hashable, Sendable {
  case divide = "DIVIDE"
  case multiply = "MULTIPLY"
  case subtract = "SUBTRACT"

  /// Nil where the right one is not known, or is 0 and divides.
  func result(_ left: Double, _ right: Double?) -> Double? {
    guard let right else { return nil }
    switch self {
    case .divide: return right == 0 ? nil : left / right
    case .multiply: return left * right
    case .subtract: return left - right
    }
  }
}

extension MetricExpression: CustomStringConvertible {
  /// The text of it, which reads as the same expression again.
  package var description: String {
    func list(_ name: String, _ parts: [String]) -> String {
      "\(name)(\(parts.joined(separator: ", ")))"
    }
    switch node {
    case .constant(let value): return Self.text(of: value)
    case .series(let selector):
      return list("TS", [selector.component, selector.instance ?? "*", selector.metric])
    case .filled(let fill, let of): return list("DEFAULT", [Self.text(of: fill), of.description])
    case .rate(let of): return list("RATE", [of.description])
    case .arithmetic(let kind, let left, let right):
      return list(kind.rawValue, [left.description, right.description])
    case .aggregate(let kind, let operands):
      let parts = operands.map(\.description)
      switch kind {
      case .sum: return list("SUM", parts)
      case .max: return list("MAX", parts)
      case .percentile(let quantile):
        return list("PERCENTILE", [Self.text(of: quantile.percent)] + parts)
      }
    }
  }

  /// `5` of 5.0.
  private static func text(of value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }
}
