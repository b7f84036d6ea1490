/// Full state that grows from checkpoint to checkpoint without end: keys that are never cleared, or a window that never fires.
package enum StateGrowthRule {
  static let rule = DiagnosisRule(
    .stateGrowth,
    says: "full state that grows from checkpoint to checkpoint without end, and where",
    source: "checkpoints and their details", needs: [.checkpoints, .checkpoint], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard let growth = StateGrowth(of: job, limits: context.thresholds) else { return [] }
    let place = growth.vertex(in: job)
    let perMinute = growth.perMinute
    // Over less it may be that of windows of an hour, which end.
    let isLong = growth.span >= context.thresholds.growthToWarn
    let name = place.map { " at \($0.vertex.shortName)" } ?? ""
    let most = place.map {
      ($0.isGrowth ? ", most of the growth at " : ", most of it at ") + $0.vertex.shortName
    }
    return [
      Finding(
        rule: .stateGrowth, severity: isLong ? .warning : .note,
        sentence: Phrase.sentence(
          "State grows by \(Phrase.bytes(perMinute)) a minute: \(Phrase.bytes(growth.first)) to "
            + "\(Phrase.bytes(growth.last)) over the last \(growth.count) checkpoints\(most ?? "")"),
        short: "state grows\(Phrase.clipped(name, to: 26)): \(Phrase.bytes(perMinute)) a minute",
        vertices: place.map { [$0.vertex.id] } ?? [], evidence: .checkpoints,
        advice:
          "Look for keys that are never cleared: state TTL (SQL: table.exec.state.ttl), timers, windows that do not fire.",
        since: Onset(at: job.onOurClock(growth.start), isFirstSeen: true)
      )
    ]
  }
}

/// How the full state of a job has grown over its checkpoints.
struct StateGrowth: Hashable {
  var first: ByteCount
  var last: ByteCount
  /// How many checkpoints it is over, and how long.
  var count: Int
  var span: Duration
  /// When the first of them was triggered, by the server's clock.
  var start: Timestamp

  var perMinute: ByteCount {
    let rise = Double(last.bytes - first.bytes)
    return ByteCount(bytes: Int64(rise / max(1, span.inSeconds) * 60))
  }

  /// Nil where it does not grow, or too few checkpoints tell.
  init?(of job: JobModel, limits: DiagnosisThresholds) {
    guard let log = job.checkpoints else { return nil }
    // Before this run it may have been another parallelism's, or have been restored.
    let run = job.steadySince.map { $0.advanced(by: job.clockOffset) }
    let completed = log.history.prefix(64).filter { checkpoint in
      checkpoint.isCompletedPeriodic && run.map { checkpoint.triggeredAt >= $0 } ?? true
    }
    let sizes = completed.compactMap { $0.stateSize?.bytes }
    guard sizes.count == completed.count, sizes.count >= limits.growingCheckpoints,
      let newest = completed.first
    else { return nil }
    // Newest first: since when each was larger than the one before, but for a small part of them.
    var count = 1
    var falls = 0
    for index in 1..<sizes.count {
      if sizes[index] >= sizes[index - 1] { falls += 1 }
      if falls * 10 > index || sizes[index] > sizes[0] { break }
      count = index + 1
    }
    guard count >= limits.growingCheckpoints else { return nil }
    // It was as large before, and fell: as of windows that end.
    let start = completed[count - 1].triggeredAt
    let before = log.history.filter { one in
      one.isCompletedPeriodic && one.triggeredAt < start
        && run.map { one.triggeredAt >= $0 } ?? true
    }
    let peak = before.compactMap { $0.stateSize?.bytes }.max() ?? 0
    guard Double(peak) < Double(sizes[0]) * Self.asLarge else { return nil }
    self.start = start
    span = newest.triggeredAt.since(start)
    let middle = sizes[count / 2]
    let rise = sizes[0] - sizes[count - 1]
    guard span >= limits.growingFor,
      Double(sizes[0]) >= Double(max(1, sizes[count - 1])) * limits.stateGrowth,
      // It does not come to rest.
      Double(sizes[0] - middle) >= Double(rise) * 0.25, rise >= Self.leastRise
    else { return nil }
    self.count = count
    first = ByteCount(bytes: sizes[count - 1])
    last = ByteCount(bytes: sizes[0])
  }

  /// From here on it is about as large as it was.
  private static let asLarge = 0.9
  /// Less is nobody's trouble.
  private static let leastRise: Int64 = 1 << 20

  /// The vertex that grows most between two checkpoints of which details are known; of one alone the one with most state.
  func vertex(in job: JobModel) -> (vertex: Vertex, isGrowth: Bool)? {
    let known = job.checkpointDetails.values.map(\.value).filter(\.checkpoint.isCompleted).sorted {
      $0.checkpoint.id < $1.checkpoint.id
    }
    guard let newest = known.last else { return nil }
    func sizes(_ detail: CheckpointDetail) -> [VertexID: Int64] {
      Dictionary(detail.vertices.map { ($0.vertex, $0.stateSize?.bytes ?? 0) }) { first, _ in first
      }
    }
    let now = sizes(newest)
    let before = known.count > 1 ? sizes(known[0]) : [:]
    let ranked = now.map { (id: $0.key, rise: $0.value - (before[$0.key] ?? 0)) }.max {
      ($0.rise, $1.id) < ($1.rise, $0.id)
    }
    guard let ranked, ranked.rise > 0, let vertex = job.vertex(ranked.id) else { return nil }
    return (vertex, known.count > 1)
  }
}
