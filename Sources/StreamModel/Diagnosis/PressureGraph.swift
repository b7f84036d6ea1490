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

  init(of job: JobModel, context: DiagnosisContext) {
    limits = context.thresholds
    let structure = context.fresh(job.detail)?.vertices ?? []
    var byID: [VertexID: Vertex] = [:]
    var pressures: [VertexID: Pressure] = [:]
    var downstream: [VertexID: [Vertex]] = [:]
    let models = job.vertices
    for vertex in structure {
      byID[vertex.id] = vertex
      pressures[vertex.id] = context.fresh(models[vertex.id]?.pressure)
      for edge in vertex.inputs { downstream[edge.from, default: []].append(vertex) }
    }
    vertices = structure
    self.byID = byID
    self.pressures = pressures
    self.downstream = downstream
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
    return vertices.compactMap { found[$0.id] }.enumerated().sorted { left, right in
      let (before, after) = (heldUp(by: left.element.vertex), heldUp(by: right.element.vertex))
      return before.count == after.count
        ? left.offset < right.offset : before.count > after.count
    }.map(\.element)
  }

  /// Vertices that are backpressured although none below them is busy or backpressured. One below of which
  /// nothing is known makes it nobody's business to say.
  var unexplained: [Vertex] {
    vertices.filter { upper in
      let below = downstream[upper.id] ?? []
      return isHigh(upper.id) && !isFullyBusy(upper.id) && !below.isEmpty
        && culprits(below: upper).isEmpty
        && below.allSatisfy { pressures[$0.id]?.busy != nil && !isHigh($0.id) }
    }
  }

  /// Vertices with busy and with backpressured subtasks at once, where no vertex below explains it.
  var unequal: [Vertex] {
    vertices.filter { vertex in
      isHigh(vertex.id) && isFullyBusy(vertex.id) && culprits(below: vertex).isEmpty
        && !(downstream[vertex.id] ?? []).contains { isHigh($0.id) }
    }
  }

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
    (pressures[id]?.backpressured?.value ?? 0) > limits.highBackpressure
  }

  private func isFullyBusy(_ id: VertexID) -> Bool {
    (pressures[id]?.busy?.value ?? 0) >= limits.fullyBusy
  }

  /// Those directly below a backpressured vertex that hold it up: by the letter of rule 2, else those that are
  /// somewhat backpressured themselves, else the busiest where only averages are known.
  private func culprits(below upper: Vertex) -> [Bottleneck] {
    let below = downstream[upper.id] ?? []
    let busy = below.filter { isFullyBusy($0.id) && !isHigh($0.id) }
    let strict = busy.filter {
      (pressures[$0.id]?.backpressured?.value ?? 0) <= limits.okBackpressure
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
      return busy.value * Double(max(1, vertex.parallelism)) >= limits.fullyBusy
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
