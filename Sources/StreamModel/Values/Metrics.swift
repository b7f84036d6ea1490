/// Whose metrics they are.
package enum MetricSource: Hashable, Sendable {
  case job(JobID)
  /// Over all subtasks of a vertex: of each metric the smallest, the largest, the mean and the sum.
  case vertex(JobID, VertexID)
  case subtask(JobID, VertexID, Int)
  /// Each subtask of a vertex by itself, all in one answer: ids begin with its index, `0.numRecordsIn`.
  case subtasks(JobID, VertexID)
  /// What the operators of a vertex have in the process that knows all jobs, as the enumerator of a source has.
  case coordinator(JobID, VertexID)
  /// The process that knows all jobs.
  case controller
  case worker(TaskManagerID)
  /// Over all processes that run tasks.
  case workers

  package var subject: Subject {
    switch self {
    case .job(let job): .job(job)
    case .vertex(let job, let vertex), .subtask(let job, let vertex, _),
      .subtasks(let job, let vertex), .coordinator(let job, let vertex):
      .vertex(job, vertex)
    case .controller, .workers: .cluster
    case .worker(let id): .taskManager(id)
    }
  }

  /// Each metric is told of several things together.
  package var isAggregated: Bool {
    switch self {
    case .vertex, .workers: true
    case .job, .subtask, .subtasks, .coordinator, .controller, .worker: false
    }
  }

  /// What tells it from others of the same subject.
  var detail: String {
    switch self {
    case .job, .vertex, .controller, .worker: ""
    case .subtask(_, _, let index): "subtask-\(index)"
    case .subtasks: "subtasks"
    case .coordinator: "coordinator"
    case .workers: "workers"
    }
  }
}

/// What a metric stood at.
package enum MetricFigure: Hashable, Sendable {
  /// As it came, and as a number where it is a finite one.
  case single(text: String, number: Double?)
  case spread(SubtaskAggregate)
}

/// A metric with what it stood at.
package struct MetricReading: Hashable, Sendable {
  package var id: String
  package var figure: MetricFigure
  /// What it stood at over the stretch that was asked for, oldest first; empty of a system that keeps no metrics. Of what is
  /// told of several things the sums.
  package var past: [Series.Sample]
  /// The same of what is told of several things, in all its figures.
  package private(set) var pastSpreads: [PastSpread] = []

  package init(_ id: String, _ figure: MetricFigure, past: [Series.Sample] = []) {
    self.id = id
    self.figure = figure
    self.past = past
  }

  /// Of several things, of which each moment is told.
  package init(_ id: String, _ spread: SubtaskAggregate, past: [PastSpread]) {
    self.id = id
    figure = .spread(spread)
    self.past = past.map { Series.Sample(at: $0.at, value: $0.spread.sum) }
    pastSpreads = past
  }

  /// The text of a figure that nothing is known of.
  package static let unknown = "-"
}

/// What a metric of several things stood at.
package struct PastSpread: Hashable, Sendable {
  package var at: Timestamp
  package var spread: SubtaskAggregate

  package init(at: Timestamp, spread: SubtaskAggregate) {
    self.at = at
    self.spread = spread
  }
}

/// Which figure of one that is told of several things together.
package enum MetricSummary: Int, CaseIterable, Hashable, Sendable {
  case sum, largest, mean, smallest

  /// The figure; of one that is told of a single thing always the same.
  package func value(of figure: MetricFigure) -> Double? {
    switch figure {
    case .single(_, let number): return number
    case .spread(let spread):
      let value =
        switch self {
        case .sum: spread.sum
        case .largest: spread.max
        case .mean: spread.average
        case .smallest: spread.min
        }
      return value.isFinite ? value : nil
    }
  }
}
