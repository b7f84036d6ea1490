package import MetricExpressions
package import StreamModel

/// What is asked again and again for an expression.
package struct ExpressionPlan: Hashable, Sendable {
  /// One metric of one instance.
  package struct Target: Hashable, Sendable {
    package var source: MetricSource
    /// As the source has it: `0.numRecordsOut` of a subtask.
    package var id: String
    /// What the expression calls it.
    package var instance: String

    package init(source: MetricSource, id: String, instance: String) {
      self.source = source
      self.id = id
      self.instance = instance
    }
  }

  /// Of each `TS` those that it stands for.
  package private(set) var targetsBySelector: [SeriesSelector: [Target]] = [:]

  /// All ids of a source, in one question.
  package var questions: [MetricValuesQuestion] { questions(past: nil) }

  /// The same with what they stood at before, of a system that keeps it.
  package func questions(past: MetricPast?) -> [MetricValuesQuestion] {
    var (sources, idsBySource): ([MetricSource], [MetricSource: Set<String>]) = ([], [:])
    for target in targetsBySelector.values.joined() {
      if idsBySource[target.source] == nil { sources.append(target.source) }
      idsBySource[target.source, default: []].insert(target.id)
    }
    return sources.map { .metricValues($0, Array(idsBySource[$0] ?? []), past: past) }
  }

  /// How many series are gathered.
  package var count: Int { Set(targetsBySelector.values.joined()).count }

  package init() {}

  package mutating func add(_ targets: [Target], for selector: SeriesSelector) {
    targetsBySelector[selector] = targets
  }
}
