package import MetricExpressions
package import StreamModel
import TerminalUI

/// Turns what an expression names into what is asked.
package struct ExpressionPlanner: Sendable {
  /// A `TS` with what its component means.
  package struct Named: Hashable, Sendable {
    package var selector: SeriesSelector
    package var column: Int
    package var component: ExpressionComponent

    package init(selector: SeriesSelector, column: Int, component: ExpressionComponent) {
      self.selector = selector
      self.column = column
      self.component = component
    }
  }

  /// Of a `TS` that stands for one thing, or for all parts of one.
  private struct Place {
    var source: MetricSource
    /// Where it is looked up which metrics there are.
    var listed: MetricSource
    var instances: [(prefix: String, name: String)]
  }

  package var cluster: ClusterModel
  package var named: [Named]

  package init(cluster: ClusterModel, named: [Named]) {
    self.cluster = cluster
    self.named = named
  }

  /// Where it has to be known which metrics there are.
  package var listings: [MetricSource] {
    var listings: [MetricSource] = []
    for named in named {
      switch named.component {
      case .controller: listings.append(.controller)
      case .workers(let ids): listings += ids.map { .worker($0) }
      case .worker(let id): listings.append(.worker(id))
      case .vertex(let job, let vertex): listings.append(.vertex(job, vertex.id))
      case .job(let job):
        listings.append(.job(job))
        listings += vertices(of: job).map { .vertex(job, $0.id) }
      }
    }
    var seen: Set<MetricSource> = []
    return listings.filter { seen.insert($0).inserted }
  }

  /// Of a job as a whole they are looked up when its metrics are not those of a part.
  private func vertices(of job: JobID) -> [Vertex] {
    guard !cluster.traits.metricsAreOfJobs else { return [] }
    return cluster.job(job)?.detail?.value.vertices.filter(\.hasMetrics) ?? []
  }

  /// The plan, by which metrics there are.
  package func plan(_ idsBySource: [MetricSource: Set<String>]) throws(ExpressionFault)
    -> ExpressionPlan
  {
    var plan = ExpressionPlan()
    for named in named {
      let places = try places(of: named, idsBySource)
      var targets: [ExpressionPlan.Target] = []
      for place in places
      where idsBySource[place.listed]?.contains(named.selector.metric) == true {
        targets += place.instances.map { prefix, name in
          ExpressionPlan.Target(
            source: place.source, id: prefix + named.selector.metric, instance: name)
        }
      }
      guard !targets.isEmpty else { throw unknown(named, places, idsBySource) }
      plan.add(targets, for: named.selector)
    }
    return plan
  }

  private func places(
    of named: Named, _ idsBySource: [MetricSource: Set<String>]
  ) throws(ExpressionFault) -> [Place] {
    let selector = named.selector
    switch named.component {
    case .controller:
      return try only(.controller, cluster.traits.controller.lowercased(), named)
    case .worker(let id): return try only(.worker(id), id.text, named)
    case .workers(let ids):
      let places = ids.map {
        Place(source: .worker($0), listed: .worker($0), instances: [("", $0.text)])
      }
      guard let wanted = selector.instance else { return places }
      let meant = places.filter { $0.instances[0].name == wanted }
      guard meant.isEmpty else { return meant }
      throw ExpressionFault(
        .notFound,
        "No \(cluster.traits.worker) is called '\(wanted.cutForSentence)' (column \(named.column))."
      )
    case .vertex(let job, let vertex):
      return [try place(of: vertex, in: job, named)]
    case .job(let job):
      let isItsOwn = idsBySource[.job(job)]?.contains(selector.metric) == true
      let vertices = vertices(of: job)
      guard !isItsOwn, !vertices.isEmpty else {
        return try only(.job(job), cluster.job(job)?.name ?? job.text, named)
      }
      guard selector.instance == nil else {
        throw ExpressionFault(
          .unclear,
          "Subtasks are those of a vertex: '\(selector.component.cutForSentence)' (column "
            + "\(named.column)) is a job, of which * is all subtasks; name JOB/VERTEX.")
      }
      return try vertices.map { vertex throws(ExpressionFault) in
        try place(of: vertex, in: job, named)
      }
    }
  }

  /// Of a thing that is its only instance.
  private func only(
    _ source: MetricSource, _ name: String, _ named: Named
  ) throws(ExpressionFault) -> [Place] {
    if let wanted = named.selector.instance, wanted != name {
      throw ExpressionFault(
        .unclear,
        "'\(named.selector.component.cutForSentence)' (column \(named.column)) has no instance "
          + "'\(wanted.cutForSentence)': write *.")
    }
    return [Place(source: source, listed: source, instances: [("", name)])]
  }

  private func place(
    of vertex: Vertex, in job: JobID, _ named: Named
  ) throws(ExpressionFault) -> Place {
    guard let parallelism = vertex.parallelism, parallelism > 0 else {
      throw ExpressionFault(
        .unknown,
        "It is not known how many subtasks \(vertex.shortName.cutForSentence) has.")
    }
    var indices = Array(0..<parallelism)
    if let wanted = named.selector.instance {
      guard let index = Int(wanted), index >= 0 else {
        throw ExpressionFault(
          .unclear,
          "'\(wanted.cutForSentence)' (column \(named.column)) is no subtask: a number from 0 on, or *."
        )
      }
      guard index < parallelism else {
        throw ExpressionFault(
          .notFound,
          "There is no subtask \(index) of \(vertex.shortName.cutForSentence) (column "
            + "\(named.column)): there are \(parallelism), from 0 on.")
      }
      indices = [index]
    }
    let name = label(of: vertex, in: job)
    return Place(
      source: .subtasks(job, vertex.id), listed: .vertex(job, vertex.id),
      instances: indices.map { ("\($0).", "\(name)/\($0)") })
  }

  // MARK: Names

  /// `fraud score`, as far as that tells it from others that may be in the answer.
  private func label(of vertex: Vertex, in job: JobID) -> String {
    var label = vertex.shortName
    let alike = cluster.job(job)?.detail?.value.vertices.count { $0.shortName == label } ?? 0
    if alike > 1 { label += " " + vertex.id.text.prefix(8) }
    let jobs = Set(named.compactMap(\.job))
    guard jobs.count > 1 else { return label }
    let name = cluster.job(job)?.name ?? job.text
    let namesakes = jobs.count { cluster.job($0)?.name == name }
    return (namesakes > 1 ? "\(name) \(job.text.prefix(8))" : name) + "/" + label
  }

  private func unknown(
    _ named: Named, _ places: [Place], _ idsBySource: [MetricSource: Set<String>]
  ) -> ExpressionFault {
    var sources = Set(places.map(\.listed))
    if case .job(let job) = named.component { sources.insert(.job(job)) }
    let listed = Set(sources.flatMap { idsBySource[$0] ?? [] }).sorted()
    let (component, metric) = (
      named.selector.component.cutForSentence, named.selector.metric.cutForSentence
    )
    guard !listed.isEmpty else {
      return ExpressionFault(
        .notFound, "'\(component)' (column \(named.column)) has no metrics now.")
    }
    var near = NearNames(named.selector.metric, among: listed).names
    if near.isEmpty {
      near = FuzzyIndex(listed).search(named.selector.metric).prefix(3).map { listed[$0] }
    }
    let hint = near.map(\.cutForSentence).joined(separator: " or ")
    return ExpressionFault(
      .notFound,
      "'\(component)' (column \(named.column)) has no metric '\(metric)'"
        + (near.isEmpty ? "; 'flinktop metrics ... --list' lists them." : "; did you mean \(hint)?")
    )
  }
}

extension ExpressionPlanner.Named {
  /// The job that it is about.
  fileprivate var job: JobID? {
    switch component {
    case .job(let job), .vertex(let job, _): job
    case .controller, .worker, .workers: nil
    }
  }
}
