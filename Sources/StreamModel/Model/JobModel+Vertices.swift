extension JobModel {
  /// Takes in structure and counters.
  mutating func take(_ detail: JobDetail, age: MetricAge, at now: Timestamp) {
    readings.value.detail = Observed(detail, receivedAt: now)
    if detail.state == state, !state.isTerminal, let entered = detail.stateEnteredAt[state] {
      stateSince = min(now, onOurClock(entered))
    }
    arrangeVertices(of: detail)
    guard isProcessing else { return }
    let outcome = readings.value.meter.take(detail, age: age, at: now)
    if case .changed(let figures) = outcome {
      let seen = age.measuredAt(now)
      for (id, counted) in figures {
        readings.value.vertices[id]?.counted = Observed(counted, receivedAt: seen)
      }
    }
    guard age == .current else { return }
    let places = places
    for vertex in detail.vertices {
      readings.value.vertices[vertex.id]?.refreshFigures(
        place: places[vertex.id], isSampled: true, at: now)
    }
    refreshTotals(isSampled: true)
  }

  /// Takes in the load of one vertex, unless it is older than what is there.
  mutating func take(_ load: VertexLoad?, of id: VertexID, age: MetricAge, at now: Timestamp) {
    guard isProcessing, isKnown(id) else { return }
    guard let load else {
      readings.value.vertices[id, default: VertexModel()].emptyLoadAnswers += 1
      return
    }
    let time = age.measuredAt(now)
    if age != .current, let last = vertices[id]?.load, last.receivedAt >= time { return }
    let isSampled = age != .unknown
    let place = places[id]
    readings.value.vertices[id, default: VertexModel()].take(load, measuredAt: time)
    readings.value.vertices[id]?.refreshFigures(place: place, isSampled: isSampled, at: now)
    refreshTotals(isSampled: isSampled)
  }

  /// Takes in the watermarks of one vertex, unless they are older than what is there.
  mutating func take(
    _ watermarks: VertexWatermarks?, of id: VertexID, age: MetricAge, at now: Timestamp
  ) {
    guard isProcessing, isKnown(id) else { return }
    guard let watermarks else {
      readings.value.vertices[id, default: VertexModel()].emptyWatermarkAnswers += 1
      return
    }
    let time = age.measuredAt(now)
    if age != .current, let last = vertices[id]?.watermarks, last.receivedAt >= time { return }
    let isSampled = age != .unknown
    readings.value.vertices[id, default: VertexModel()].take(
      watermarks, measuredAt: time, clockOffset: clockOffset, isSampled: isSampled,
      isSource: vertex(id)?.isSource ?? false)
    refreshLag(isSampled: isSampled)
  }

  /// Where each vertex stands in the job graph; empty before there is a structure.
  var places: [VertexID: VertexPlace] {
    guard let vertices = detail?.value.vertices else { return [:] }
    let feeding = Set(vertices.flatMap { $0.inputs.map(\.from) })
    var result: [VertexID: VertexPlace] = [:]
    for vertex in vertices {
      result[vertex.id] = VertexPlace(
        isSource: vertex.isSource, isSink: !feeding.contains(vertex.id))
    }
    return result
  }

  /// False for a vertex that the structure does not have (an answer from before a change of it).
  private func isKnown(_ id: VertexID) -> Bool { detail == nil || vertex(id) != nil }

  private mutating func arrangeVertices(of detail: JobDetail) {
    for vertex in detail.vertices where readings.value.vertices[vertex.id] == nil {
      readings.value.vertices[vertex.id] = VertexModel()
    }
    guard readings.value.vertices.count > detail.vertices.count else { return }
    let known = Set(detail.vertices.map(\.id))
    readings.value.vertices = readings.value.vertices.filter { known.contains($0.key) }
  }
}
