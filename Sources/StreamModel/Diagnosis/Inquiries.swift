/// Something that a verdict needs besides what is asked of every open job.
package struct Inquiry: Sendable {
  package var question: any Question
  /// Another number asks anew.
  package var era: Int

  package var any: AnyQuestion { AnyQuestion(question) }
}

extension JobModel {
  /// Vertices that are looked into at a time: one request each, once a step of the metrics.
  private static let mostLookedInto = 6
  /// Their subtasks together: 0.6 kB each.
  private static let mostSubtasksLookedInto = 1000
  /// Vertices of which one subtask holds back the watermark of the others that are looked into at a time: the first in the
  /// graph tells, and those below follow it.
  private static let mostHeldBack = 2
  /// One subtask alone may be busy for so much of the time, else nobody looks.
  private static let worthLooking = 0.4
  /// From this share on, averaged over the subtasks, a vertex is held up enough to look below it.
  private static let heldUp = DiagnosisThresholds.standard.okBackpressure

  /// What a verdict needs of the job besides, most needed first; nothing of one that does not run.
  var inquiries: [Inquiry] {
    guard isProcessing else { return [] }
    let steps = readings.value.meter.steps
    let structure = detail?.value.vertices ?? []
    let heldBack = structure.filter {
      ($0.parallelism ?? 1) > 1 && ($0.parallelism ?? 1) <= Self.mostSubtasksLookedInto
        && vertices[$0.id]?.isHeldBackBySome == true
    }.prefix(Self.mostHeldBack)
    return startInquiries + checkpointInquiries
      + heldBack.map { Inquiry(question: SubtaskWatermarksQuestion(id, $0.id), era: steps) }
      + verticesToLookInto.map { Inquiry(question: SubtasksQuestion(id, $0), era: steps) }
  }

  /// True where a vertex is held up by those below it.
  fileprivate var isHeldUp: Bool { mostHeldUp >= Self.heldUp }

  /// How much of the time the vertex is held up that is so most, averaged over its subtasks; 0 where that is not known.
  var mostHeldUp: Double {
    detail?.value.vertices.compactMap { suspicion(of: $0)?.heldUp }.max() ?? 0
  }

  /// How busy one subtask of a vertex may be, and how much of the time it is held up, averaged over them, to choose whom to look
  /// into: by counters, and before those were read twice by Flink's gauges, so that its subtasks' counters were read once by
  /// then. Nil where neither tells, and of versions whose counters tell no time (before 1.16).
  private func suspicion(of vertex: Vertex) -> (busiest: Double, heldUp: Double)? {
    if let average = vertices[vertex.id]?.averagePressure?.value {
      let busy = (average.busy?.value ?? 1) * Double(vertex.parallelism ?? 1)
      return (min(1, busy), average.backpressured?.value ?? 0)
    }
    guard vertex.counters.idleTime != nil, let load = vertices[vertex.id]?.load?.value else {
      return nil
    }
    return (
      load.worstSubtask?.busy?.value ?? 1,
      load.backpressured.flatMap { Ratio(millisecondsPerSecond: $0.average) }?.value ?? 0
    )
  }

  /// Vertices of which one subtask may be worse than the average says, which is all that is known of all vertices at once:
  /// those below one that is held up first, then those held up themselves, then the busiest.
  private var verticesToLookInto: [VertexID] {
    guard let structure = detail?.value.vertices else { return [] }
    let isHeldUp = Set(
      structure.filter { (suspicion(of: $0)?.heldUp ?? 0) >= Self.heldUp }.map(\.id))
    var found: [(vertex: Vertex, worth: Double)] = []
    for vertex in structure where vertex.hasMetrics {
      guard let parallelism = vertex.parallelism, parallelism > 1,
        parallelism <= Self.mostSubtasksLookedInto,
        let suspicion = suspicion(of: vertex)
      else { continue }
      // One subtask at its limit among idle ones.
      var worth = suspicion.busiest
      if isHeldUp.contains(vertex.id) {
        worth += 2
      } else if vertex.inputs.contains(where: { isHeldUp.contains($0.from) }) {
        worth += 4
      }
      // Whether the one that holds the others back gets records at all.
      if vertices[vertex.id]?.isHeldBackBySome == true { worth += 3 }
      // None of its subtasks has much to do.
      if worth < Self.worthLooking { continue }
      found.append((vertex, worth))
    }
    // Of equal ones the order of the graph decides.
    let ranked = found.enumerated().sorted {
      ($1.element.worth, $0.offset) < ($0.element.worth, $1.offset)
    }
    var subtasks = 0
    var chosen: [VertexID] = []
    for (_, (vertex, _)) in ranked where chosen.count < Self.mostLookedInto {
      let count = vertex.parallelism ?? 0
      guard subtasks + count <= Self.mostSubtasksLookedInto else { continue }
      subtasks += count
      chosen.append(vertex.id)
    }
    return chosen
  }
}

extension ClusterModel {
  /// What the verdict on an open job needs besides what is asked of every one, most needed first.
  package func inquiries(into job: JobModel) -> [Inquiry] {
    guard traits.isLookedInto else { return [] }
    let own = job.inquiries
    guard job.isProcessing else { return own }
    return own + chainInquiries(for: job) + garbageInquiries(for: job)
      + backlogInquiries(for: job) + lateRecordInquiries(for: job)
  }

  /// Vertices whose subtasks are asked about for a row.
  private static let mostVerticesOfRow = 3

  /// What the verdict on a job that has a row needs besides, most needed first: nothing that is asked of the cluster as a whole,
  /// as jobs would ask it in turns, no log, and less of the job.
  package func inquiries(intoRow job: JobModel) -> [Inquiry] {
    guard traits.isLookedInto, job.isProcessing else { return [] }
    var vertices = 0
    let own = job.inquiries.filter { inquiry in
      let kind = inquiry.any.kind
      if kind == .subtasks { vertices += 1 }
      return kind != .checkpointDecline && (kind != .subtasks || vertices <= Self.mostVerticesOfRow)
    }
    return own + chainInquiries(for: job) + backlogInquiries(for: job)
  }

  /// Windows that are followed for records that come late, at a time: of more in turn.
  private static let mostWindows = 3
  /// Steps of the metrics from one look at how much garbage is collected to the next.
  private static let stepsForGarbage = 4
  /// Workers that are asked one by one where some collect garbage for long, at a time: of more in turn.
  private static let mostWorkers = 8
  /// Vertices of which it is asked then where their tasks run.
  private static let mostPlaced = 12

  /// The most garbage that any of them collects, and where that is much, what each does.
  private func garbageInquiries(for job: JobModel) -> [Inquiry] {
    let steps = job.readings.value.meter.steps
    // It is a meter of a minute, so that it is seldom asked for where it is low and nothing else is wrong.
    let era = garbage.isFollowed || job.isHeldUp ? steps : steps / Self.stepsForGarbage
    var found = [
      Inquiry(question: MetricValuesQuestion(.workers, GarbageWatch.metrics), era: era)
    ]
    guard garbage.isMuch else { return found }
    // Who they are changes seldom.
    found.append(Inquiry(question: TaskManagersQuestion(), era: steps / 6))
    let all = answers[.taskManagers]?.value.map(\.id) ?? []
    let own = placed(of: job)
    let workers = all.filter(own.contains) + all.filter { !own.contains($0) }
    if (overview?.value.jobsRunning ?? 2) > 1 {
      let unplaced = (job.detail?.value.vertices ?? []).filter {
        $0.state == .running && job.vertices[$0.id]?.workers == nil
      }
      found += unplaced.prefix(Self.mostPlaced).map {
        Inquiry(question: SubtasksQuestion(job.id, $0.id), era: steps)
      }
    }
    for worker in workers.turn(steps, of: Self.mostWorkers) {
      found.append(
        Inquiry(
          question: MetricValuesQuestion(.worker(worker), GarbageWatch.metricsOfOne), era: steps))
    }
    return found
  }

  /// Workers that are known to run tasks of the job.
  private func placed(of job: JobModel) -> Set<TaskManagerID> {
    job.vertices.values.reduce(into: []) { $0.formUnion($1.workers ?? []) }
  }

  /// Which metrics the vertices below the sources have, once a run, and what those stand at that count dropped records.
  private func lateRecordInquiries(for job: JobModel) -> [Inquiry] {
    let structure = job.detail?.value.vertices.filter { $0.hasMetrics && !$0.isSource } ?? []
    let steps = job.readings.value.meter.steps
    var values: [Inquiry] = []
    var names: [Inquiry] = []
    for vertex in structure where job.vertices[vertex.id]?.watermarks != nil {
      let source = MetricSource.vertex(job.id, vertex.id)
      let ids = MetricIDsQuestion(source)
      names.append(Inquiry(question: ids, era: job.era))
      let counters = answers[ids]?.value.filter { $0.hasSuffix(LateRecords.metric) } ?? []
      guard !counters.isEmpty else { continue }
      values.append(Inquiry(question: MetricValuesQuestion(source, counters), era: steps))
    }
    return values.turn(steps, of: Self.mostWindows) + names
  }
}

extension Array {
  /// So many of them, others at each turn where there are more.
  func turn(_ turn: Int, of count: Int) -> ArraySlice<Element> {
    guard self.count > count, turn >= 0 else { return self[...] }
    let parts = (self.count + count - 1) / count
    return dropFirst(turn % parts * count).prefix(count)
  }
}
