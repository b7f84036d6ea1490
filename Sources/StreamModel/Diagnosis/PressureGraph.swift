/// Who holds up whom: the job graph with the fresh pressures of its vertices, and what rules 1 and 2 read in it.
struct PressureGraph {
  /// A vertex that holds up the ones above it.
  struct Bottleneck {
    var vertex: Vertex
    var pressure: Pressure
    /// False where only averages are known: one hot subtask among many idle ones is then inferred.
    var isCertain: Bool
  }

  private let limits: DiagnosisThresholds
  private let vertices: [Vertex]
  private let byID: [VertexID: Vertex]
  private let pressures: [VertexID: Pressure]
  private let downstream: [VertexID: [Vertex]]
  private let models: [VertexID: VertexModel]
  private let loads: [VertexID: SubtaskLoads]
  private let now: Timestamp

  init(of job: JobModel, context: DiagnosisContext) {
    limits = context.thresholds
    let structure = context.fresh(job.detail)?.vertices ?? []
    var byID: [VertexID: Vertex] = [:]
    var pressures: [VertexID: Pressure] = [:]
    var downstream: [VertexID: [Vertex]] = [:]
    var loads: [VertexID: SubtaskLoads] = [:]
    let models = job.vertices
    for vertex in structure {
      byID[vertex.id] = vertex
      pressures[vertex.id] = context.fresh(models[vertex.id]?.pressure)
      loads[vertex.id] = context.fresh(models[vertex.id]?.subtaskLoads)
      for edge in vertex.inputs { downstream[edge.from, default: []].append(vertex) }
    }
    vertices = structure
    self.byID = byID
    self.pressures = pressures
    self.downstream = downstream
    self.models = models
    self.loads = loads
    now = context.now
  }

  /// Every vertex that is busy while one directly above it is backpressured; the one with most vertices held up
  /// first.
  var bottlenecks: [Bottleneck] {
    var found: [VertexID: Bottleneck] = [:]
    for upper in vertices where isHigh(upper.id) {
      for culprit in culprits(below: upper) where found[culprit.vertex.id] == nil {
        found[culprit.vertex.id] = culprit
      }
    }
    for vertex in vertices where found[vertex.id] == nil && holdsItselfUp(vertex) {
      found[vertex.id] = bottleneck(vertex, isCertain: true)
    }
    return vertices.compactMap { found[$0.id] }.enumerated().sorted { left, right in
      let (before, after) = (heldUp(by: left.element.vertex), heldUp(by: right.element.vertex))
      return before.count == after.count
        ? left.offset < right.offset : before.count > after.count
    }.map(\.element)
  }

  /// Vertices that are backpressured although none below them is busy or backpressured, and have been for long enough
  /// that one below would show. One below of which nothing is known makes it nobody's business to say.
  var unexplained: [Vertex] {
    heldUpByNobody.filter { upper in
      hasStood(upper.id, \.backpressuredSeries) { $0 > limits.highBackpressure }
        && (downstream[upper.id] ?? []).allSatisfy { below in
          hasStood(below.id, \.busySeries) { $0 < limits.fullyBusy }
        }
    }
  }

  /// Vertices that are backpressured, of which it is not known what holds them up: the lowest, as those above follow.
  var undetermined: [Vertex] {
    let known = Set((unexplained + unequal).map(\.id) + vertices.filter(holdsItselfUp).map(\.id))
    return vertices.filter { upper in
      let below = downstream[upper.id] ?? []
      return isHigh(upper.id) && !known.contains(upper.id) && culprits(below: upper).isEmpty
        && below.allSatisfy { pressures[$0.id]?.busy != nil && !isHigh($0.id) }
    }
  }

  /// Vertices with busy and with backpressured subtasks at once, for some time, where no vertex below explains it.
  var unequal: [Vertex] {
    vertices.filter { vertex in
      (vertex.parallelism ?? 1) > 1 && isHigh(vertex.id) && isFullyBusy(vertex.id)
        && culprits(below: vertex).isEmpty && !holdsItselfUp(vertex)
        && !(downstream[vertex.id] ?? []).contains { isHigh($0.id) }
        && hasStood(vertex.id, \.backpressuredSeries) { $0 > limits.highBackpressure }
        && hasStood(vertex.id, \.busySeries) { $0 >= limits.nearlyFullyBusy }
    }
  }

  /// True of a vertex of which one subtask works all the time, held up by nobody, while the others wait though nothing below
  /// is busy or backpressured: what they send waits for that of the slow one, as a checkpoint's barriers are aligned.
  func holdsItselfUp(_ vertex: Vertex) -> Bool {
    guard isHigh(vertex.id), let loads = loads[vertex.id]?.loads else { return false }
    return loads.contains {
      ($0.busy?.value ?? 0) >= limits.fullyBusy
        && ($0.backpressured?.value ?? 1) <= limits.okBackpressure
    }
      && (downstream[vertex.id] ?? []).allSatisfy {
        pressures[$0.id]?.busy != nil && !isHigh($0.id) && !isFullyBusy($0.id)
      }
  }

  private var heldUpByNobody: [Vertex] {
    vertices.filter { upper in
      let below = downstream[upper.id] ?? []
      return isHigh(upper.id) && !isFullyBusy(upper.id) && !below.isEmpty
        && culprits(below: upper).isEmpty
        && below.allSatisfy { pressures[$0.id]?.busy != nil && !isHigh($0.id) }
    }
  }

  /// True where every sample of the last while meets the condition, and they are enough to tell.
  private func hasStood(
    _ id: VertexID, _ series: KeyPath<VertexModel, Series>, _ condition: (Double) -> Bool
  ) -> Bool {
    guard let samples = models[id]?[keyPath: series].samples, let newest = samples.last else {
      return false
    }
    // Those of a job that is not shown lie further apart.
    let isCounted = models[id]?.isPressureCounted ?? false
    let needed = isCounted ? limits.exclusionTimeByCounters : limits.exclusionTime
    let fewest =
      isCounted ? limits.exclusionSamplesByCounters : limits.exclusionSamples
    let start = now.advanced(by: .zero - needed)
    let recent = samples.suffix(max(fewest, samples.count { $0.at >= start }))
    guard recent.count >= fewest, let oldest = recent.first,
      newest.at.since(oldest.at) >= needed * 0.75,
      newest.at.since(oldest.at) <= limits.exclusionTime * 5
    else { return false }
    return recent.allSatisfy { condition($0.value) }
  }

  /// True where a vertex is backpressured HIGH.
  var isAnyHeldUp: Bool { vertices.contains { isHigh($0.id) } }

  /// All vertices above `vertex`, near or far, that are backpressured HIGH; nearest first.
  func heldUp(by vertex: Vertex) -> [Vertex] {
    var result: [Vertex] = []
    var seen: Set<VertexID> = [vertex.id]
    var queue = vertex.inputs.map(\.from)
    var next = 0
    while next < queue.count {
      let id = queue[next]
      next += 1
      guard seen.insert(id).inserted, let upper = byID[id] else { continue }
      if isHigh(id) { result.append(upper) }
      queue += upper.inputs.map(\.from)
    }
    return result
  }

  /// True where the vertex is known to wait for input rather than for itself or those below; nil where it is not known.
  func isCalm(_ vertex: Vertex) -> Bool? {
    guard let pressure = pressures[vertex.id], let backpressured = pressure.backpressured else {
      return nil
    }
    let busy = pressure.busy?.value ?? 0
    return busy < limits.calmShare && backpressured.value < limits.calmShare
  }

  /// The fresh pressure of a vertex.
  func pressure(of vertex: Vertex) -> Pressure? { pressures[vertex.id] }

  /// A source at its limit while nothing at all is backpressured: it cannot read faster.
  var busySources: [Vertex] {
    let isCalm = vertices.allSatisfy { vertex in
      guard let share = pressures[vertex.id]?.backpressured else { return false }
      return share.value <= limits.okBackpressure
    }
    return isCalm ? vertices.filter { $0.isSource && isFullyBusy($0.id) } : []
  }

  private func isHigh(_ id: VertexID) -> Bool {
    isAbove(
      limits.highBackpressure.nextUp, pressures[id]?.backpressured, of: id, \.backpressuredSeries)
  }

  private func isFullyBusy(_ id: VertexID) -> Bool {
    isAbove(limits.fullyBusy, pressures[id]?.busy, of: id, \.busySeries)
  }

  /// True from the limit on, and once above it until well below it.
  private func isAbove(
    _ limit: Double, _ share: Ratio?, of id: VertexID, _ series: KeyPath<VertexModel, Series>
  ) -> Bool {
    guard let share else { return false }
    if share.value >= limit { return true }
    guard share.value >= limit - limits.slackOfShares else { return false }
    let start = now.advanced(by: .zero - limits.remembered)
    return models[id]?[keyPath: series].samples.last { $0.at >= start && $0.value >= limit } != nil
  }

  /// Those directly below a backpressured vertex that hold it up: by the letter of rule 2, else those that are
  /// somewhat backpressured themselves, else the busiest where only averages are known.
  private func culprits(below upper: Vertex) -> [Bottleneck] {
    let below = downstream[upper.id] ?? []
    let busy = below.filter { isFullyBusy($0.id) && (!isHigh($0.id) || holdsItselfUp($0)) }
    let strict = busy.filter {
      holdsItselfUp($0) || (pressures[$0.id]?.backpressured?.value ?? 0) <= limits.okBackpressure
    }
    let certain = strict.isEmpty ? busy : strict
    if !certain.isEmpty || below.contains(where: { isHigh($0.id) }) {
      return certain.compactMap { bottleneck($0, isCertain: true) }
    }
    let suspects = below.filter { vertex in
      guard let pressure = pressures[vertex.id], pressure.scope == .average,
        let busy = pressure.busy
      else { return false }
      // Enough work that one of the subtasks may be at its limit.
      return busy.value * Double(max(1, vertex.parallelism ?? 1)) >= limits.fullyBusy
    }
    let busiest = suspects.max {
      (pressures[$0.id]?.busy?.value ?? 0) < (pressures[$1.id]?.busy?.value ?? 0)
    }
    return busiest.flatMap { bottleneck($0, isCertain: false) }.map { [$0] } ?? []
  }

  private func bottleneck(_ vertex: Vertex, isCertain: Bool) -> Bottleneck? {
    pressures[vertex.id].map { Bottleneck(vertex: vertex, pressure: $0, isCertain: isCertain) }
  }
}
