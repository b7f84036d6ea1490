import MetricExpressions
import StreamModel
import TerminalUI

/// What a chart's names mean at a cluster.
enum MetricStanding: Hashable {
  case there(MetricSource)
  /// It may be there: what it is a part of is not known yet.
  case awaited(JobID?)
  /// Says what is not there.
  case missing(String)
}

extension ContextReader {
  func standing(of chart: MetricChart) -> MetricStanding {
    switch chart.place {
    case .controller: return .there(.controller)
    case .workers: return .there(.workers)
    case .worker(let id):
      guard let listed = cluster.answers[.taskManagers]?.value,
        !listed.contains(where: { $0.id.text == id })
      else { return .there(.worker(TaskManagerID(id))) }
      return .missing("No \(cluster.traits.worker) \(id) is there now.")
    case .job(let name):
      return ofJob(name, chart) { .there(.job($0.id)) }
    case .vertex(let name, let vertex):
      return ofVertex(name, vertex, chart) { .vertex($0, $1) }
    case .subtask(let name, let vertex, let index):
      return ofVertex(name, vertex, chart) { .subtask($0, $1, index) }
    case .coordinator(let name, let vertex):
      return ofVertex(name, vertex, chart) { .coordinator($0, $1) }
    }
  }

  private func ofJob(
    _ name: String, _ chart: MetricChart, _ standing: (JobModel) -> MetricStanding
  ) -> MetricStanding {
    guard cluster.jobsReceivedAt != nil else { return .awaited(nil) }
    let chosen = chart.chosen?.subject.job.flatMap { cluster.jobsByID[$0] }
    if let chosen, !chosen.state.isTerminal { return standing(chosen) }
    let named = cluster.jobs.filter { $0.name == name }
    let live = named.filter { !$0.state.isTerminal }
    // The figures of one would stand under the name of both.
    guard live.count < 2 else { return .missing("\(live.count) jobs are called \(name).") }
    if let live = live.first { return standing(live) }
    guard let ended = chosen ?? named.first else {
      return .missing("No job is called \(name) here.")
    }
    return .missing("\(name) has ended (\(ended.state.name)): it has no metrics.")
  }

  private func ofVertex(
    _ name: String, _ vertex: String, _ chart: MetricChart,
    _ source: (JobID, VertexID) -> MetricSource
  ) -> MetricStanding {
    ofJob(name, chart) { job in
      guard let vertices = job.detail?.value.vertices else { return .awaited(job.id) }
      var chosen: VertexID?
      if case .vertex(job.id, let id)? = chart.chosen?.subject { chosen = id }
      let named = vertices.filter { $0.name == vertex }
      let found = vertices.first { $0.id == chosen } ?? (named.count == 1 ? named[0] : nil)
      if found == nil, named.count > 1 {
        return .missing("\(named.count) vertices of \(name) are called \(vertex).")
      }
      return found.map { .there(source(job.id, $0.id)) }
        ?? .missing("No vertex of \(name) is called \(vertex).")
    }
  }

  /// Names for a source; nil where its job or vertex is not known.
  func place(of source: MetricSource) -> MetricPlace? {
    func names(_ job: JobID, _ vertex: VertexID) -> (job: String, vertex: String)? {
      guard let model = cluster.job(job),
        let vertex = model.detail?.value.vertices.first(where: { $0.id == vertex })
      else { return nil }
      return (model.name, vertex.name)
    }
    switch source {
    case .job(let job): return cluster.job(job).map { .job($0.name) }
    case .vertex(let job, let vertex):
      return names(job, vertex).map { .vertex(job: $0.job, vertex: $0.vertex) }
    case .subtask(let job, let vertex, let index):
      return names(job, vertex).map { .subtask(job: $0.job, vertex: $0.vertex, index: index) }
    // A chart is of one thing.
    case .subtasks: return nil
    case .coordinator(let job, let vertex):
      return names(job, vertex).map { .coordinator(job: $0.job, vertex: $0.vertex) }
    case .controller: return .controller
    case .worker(let id): return .worker(id.text)
    case .workers: return .workers
    }
  }

  /// The things whose metrics are those of a subject: itself first, then its parts.
  func metricSources(of subject: Subject) -> [MetricSource] {
    if cluster.traits.measuresJobsOnly, let job = subject.job { return [.job(job)] }
    switch subject {
    case .cluster: return [.controller, .workers]
    case .job(let job), .checkpoint(let job, _): return [.job(job)]
    case .taskManager(let id), .moment(let id, _), .thread(let id, _), .logFile(let id, _):
      return [.worker(id), .workers]
    case .subtask(let job, let vertex, let index):
      return [.subtask(job, vertex, index), .vertex(job, vertex)]
    case .vertex(let job, let vertex):
      // Flink's highest parallelism is 32,768.
      let parallelism = min(cluster.job(job)?.vertex(vertex)?.parallelism ?? 0, 1 << 15)
      return [.vertex(job, vertex)] + (0..<max(0, parallelism)).map { .subtask(job, vertex, $0) }
        + [.coordinator(job, vertex)]
    }
  }

  /// `fraud score, subtask 3`.
  func text(_ place: MetricPlace) -> String {
    func short(_ name: String) -> String { Vertex.shortName(of: name) }
    return switch place {
    case .job(let name): name
    case .vertex(_, let vertex): short(vertex)
    case .subtask(_, let vertex, let index): "\(short(vertex)) subtask \(index)"
    case .coordinator(_, let vertex): "\(short(vertex)) on the \(cluster.traits.controller)"
    case .controller: cluster.traits.controller
    case .worker(let id): id
    case .workers: "all \(cluster.traits.workers(2))"
    }
  }

  /// The stretch that the charts show, of a system that keeps metrics; nil of one that tells what is now.
  var boardPast: MetricPast? {
    guard cluster.traits.keepsMetrics else { return nil }
    return MetricPast(
      span: context.board.window.duration, columns: max(40, context.size.columns - 16))
  }

  /// What lies further apart than this has nothing known between: what is kept comes in steps of the window.
  var longestBoardStep: Duration {
    max(
      Series.longestStep, (boardPast?.step ?? .metricStep) * 2.5,
      boardPast == nil ? .zero : cluster.traits.metricStep * 2.5)
  }

  /// A rate is only as good as the times of what it is made from, and when metrics were collected is told by the `uptime`
  /// of any job that runs: by the one that is asked for more, so that one at least is asked in each step.
  private var datingQuestions: [AnyQuestion] {
    let hasRate = context.board.charts.contains { chart in
      switch chart {
      case .metric(let chart): chart.isRate
      case .formula(let formula): formula.expression.lookback > 0
      }
    }
    guard hasRate, !cluster.traits.answersQueries, !cluster.traits.tellsRates else { return [] }
    let running = cluster.jobs.filter { $0.state == .running && $0.detail != nil }
    let steady = running.min {
      ($0.aliveSince ?? .init(milliseconds: .max)) < ($1.aliveSince ?? .init(milliseconds: .max))
    }
    return steady.map { [AnyQuestion(.jobMetrics($0.id))] } ?? []
  }

  /// What the charts need to be asked: of each thing its metrics together.
  var boardQuestions: [AnyQuestion] {
    var idsBySource: [MetricSource: [String]] = [:]
    var sources: [MetricSource] = []
    for chart in context.board.charts.compactMap(\.metric) {
      guard case .there(let source) = standing(of: chart) else { continue }
      if idsBySource[source] == nil { sources.append(source) }
      idsBySource[source, default: []].append(chart.id)
    }
    var ofFormulas: [AnyQuestion] = []
    for question in context.board.formulas.values.flatMap(\.questions)
    where !ofFormulas.contains(question) { ofFormulas.append(question) }
    ofFormulas += datingQuestions.filter { !ofFormulas.contains($0) }
    return ofFormulas
      + sources.flatMap { source -> [AnyQuestion] in
        let ids = idsBySource[source] ?? []
        let values = AnyQuestion(.metricValues(source, ids, past: boardPast))
        // One id that is not there would empty the answer for all.
        guard source.isAggregated, Set(ids).count > 1 else { return [values] }
        let known = cluster.answers[.metricIDs(source)].map { Set($0.value) }
        let isWhole = known.map { known in ids.allSatisfy(known.contains) } ?? false
        return isWhole ? [values] : [AnyQuestion(.metricIDs(source)), values]
      }
  }
}
