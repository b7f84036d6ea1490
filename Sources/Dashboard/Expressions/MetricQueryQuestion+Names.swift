package import MetricExpressions
package import StreamModel

extension MetricQueryQuestion {
  /// The question of a system that works expressions out itself: over components of one job, by their own names.
  package init(
    _ expression: MetricExpression, _ named: [ExpressionPlanner.Named], span: Duration
  ) throws(ExpressionFault) {
    var jobs: Set<JobID> = []
    var names: [SeriesSelector: String] = [:]
    for named in named {
      guard case .vertex(let job, let vertex) = named.component else {
        throw ExpressionFault(
          .unclear,
          "'\(named.selector.component.cutForSentence)' (column \(named.column)) is no vertex: this "
            + "system has metrics of those only, as JOB/VERTEX.")
      }
      jobs.insert(job)
      names[named.selector] = vertex.name
    }
    guard jobs.count == 1, let job = jobs.first else {
      throw ExpressionFault(
        .unclear,
        jobs.isEmpty
          ? "The expression names no metric."
          : "This system works out an expression over one job only, and these are \(jobs.count).")
    }
    let own = expression.replacing { selector in
      var own = selector
      own.component = names[selector] ?? selector.component
      return own
    }
    self.init(job, own.description, span: span)
  }
}
