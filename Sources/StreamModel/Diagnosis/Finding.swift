/// How much a finding matters. Ordered: later is worse.
package enum Severity: Int, Hashable, Comparable, Sendable {
  /// Nothing wrong.
  case well
  /// Worth knowing, needs nobody.
  case note
  /// Will need a person (`▲`, yellow).
  case warning
  /// Needs a person now (`!`, red).
  case critical

  package static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What one rule found in one job: a sentence in plain words, with where and since when.
package struct Finding: Hashable, Sendable {
  /// The rules of `diagnosis.md` that are built.
  package enum Rule: Hashable, CaseIterable, Sendable {
    /// FAILED, RESTARTING, FAILING and the other states that speak for themselves.
    case state
    /// 10: restarts and their rate.
    case restarts
    /// A vertex that works and gets nothing done.
    case hang
    /// 2: the vertex that is busy while those above it are backpressured.
    case bottleneck
    /// 1: backpressure whose cause is not to be seen.
    case backpressure
    /// 6: lag grows, drains or stands high; a watermark stands still.
    case lag
    /// 5: checkpoints late, slow or failing.
    case checkpoints
    /// 11: tasks wait for slots.
    case slots
    /// 8: a worker collects garbage for much of its time.
    case garbage
    /// Metaspace or network buffers of a worker run short.
    case memory
    /// The process that knows all jobs is in trouble itself; the only one that is no job's.
    case jobManager
    /// Windows drop records.
    case lateRecords
    /// Full state that grows without end.
    case stateGrowth
  }

  package var rule: Rule
  package var severity: Severity
  /// One sentence with a full stop, in sentence case: the whole of it for the job's own screen.
  package var sentence: String
  /// The same in at most some 50 characters and without a full stop, for narrow places and the wall.
  package var short: String
  /// The vertices at fault, for marking them in tables and graph.
  package var vertices: [VertexID]
  /// The one subtask at fault, from 0, of the first of `vertices`; nil where it is more than one, or not known which.
  package var subtask: Int?
  /// The process at fault, or the one that runs `subtask`, as it is called.
  package var worker: String?
  /// Where to see for oneself.
  package var evidence: Evidence
  /// True of what comes of vertices that are held up: a lag that grows, checkpoints whose barriers wait; and of a bottleneck that
  /// garbage collection makes.
  package var isEffect: Bool
  /// Since when it is so, as far as the rule can tell; else since when it is found (`Verdict.followed`).
  package var since: Onset?
  /// What to look at or to do next, in one sentence; nil where the sentence says it.
  package var advice: String?

  package init(
    rule: Rule, severity: Severity, sentence: String, short: String, vertices: [VertexID] = [],
    subtask: Int? = nil, worker: String? = nil, evidence: Evidence? = nil,
    advice: String? = nil, isEffect: Bool = false, since: Onset? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.sentence = sentence
    self.short = short
    self.vertices = vertices
    self.subtask = subtask
    self.worker = worker
    self.advice = advice
    self.isEffect = isEffect
    self.since = since
    self.evidence = evidence ?? Self.evidence(of: rule, vertices: vertices, subtask: subtask)
  }

  private static func evidence(
    of rule: Rule, vertices: [VertexID], subtask: Int?
  ) -> Evidence {
    if let vertex = vertices.first, let subtask { return .subtask(vertex, subtask) }
    return switch rule {
    case .state, .restarts: .failures
    case .hang, .bottleneck, .backpressure, .lag, .lateRecords:
      vertices.first.map { .vertex($0) } ?? .vertices
    case .checkpoints, .stateGrowth: .checkpoints
    case .slots, .garbage, .memory: .workers
    case .jobManager: .controller
    }
  }
}

/// What is wrong with a job, worst first, or that nothing is, or that too little is known to say.
package struct Verdict: Hashable, Sendable {
  /// Worst first.
  package var findings: [Finding]
  /// Said where there is no finding: that all is well, or what is not known yet.
  package var summary: String
  /// False where data is missing, so that "well" is not claimed.
  package var isComplete: Bool
  /// What could not be judged, in words: `watermarks`, `whether lag grows`.
  package var notJudged: [String]
  /// True where time alone brings some of that: a trend, a run that gets older.
  package var gapsClose: Bool
  /// True where counters were read but once yet, so that only averages of a minute tell.
  package var isFirstSight: Bool

  package init(
    findings: [Finding], summary: String, isComplete: Bool, notJudged: [String] = [],
    gapsClose: Bool = false, isFirstSight: Bool = false
  ) {
    self.findings = findings
    self.summary = summary
    self.isComplete = isComplete
    self.notJudged = notJudged
    self.gapsClose = gapsClose
    self.isFirstSight = isFirstSight
  }

  /// The worst severity found.
  package var severity: Severity { findings.map(\.severity).max() ?? .well }

  /// The sentences to show, worst first, or the summary.
  package var sentences: [String] {
    findings.isEmpty ? [summary] : findings.map(\.sentence)
  }

  /// What holds others up is told without the subtask at fault, which another reading of the counters may tell.
  package var awaitsSubtask: Bool {
    findings.contains { ($0.rule == .bottleneck || $0.rule == .hang) && $0.subtask == nil }
  }

  /// Vertices that hold up others: that the bottleneck rule names, or that hang.
  package var bottlenecks: [VertexID] {
    findings.filter { $0.rule == .bottleneck || $0.rule == .hang }.flatMap(\.vertices)
  }
}
