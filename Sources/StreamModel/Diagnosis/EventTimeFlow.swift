extension JobModel {
  /// True of a vertex whose lowest watermark holds nobody back, as all ends of the graph below it are ahead of it.
  ///
  /// `currentOutputWatermark` of a subtask that is idle stays where it was (`withIdleness`), and event time goes on without it.
  /// False where no end is known.
  func isPassed(_ id: VertexID) -> Bool {
    guard let own = vertices[id]?.watermarks?.value.lowest else { return false }
    let ends = below(id).filter { places[$0.id]?.isSink == true && $0.id != id }
    let told = ends.compactMap { vertices[$0.id]?.watermarks?.value.lowest }
    return !told.isEmpty && told.allSatisfy { $0 > own }
  }

  /// True where each subtask of a vertex gets records of one only and feeds one only, down to the end: one that has no event
  /// time is no other's trouble.
  func isForwardedOnly(_ id: VertexID) -> Bool {
    below(id).allSatisfy { vertex in
      vertex.inputs.allSatisfy { $0.shipStrategy?.uppercased() == "FORWARD" }
    }
  }

  /// The vertex and all that its records reach, in the order of the graph.
  private func below(_ id: VertexID) -> [Vertex] {
    var reached: Set<VertexID> = [id]
    return (detail?.value.vertices ?? []).filter { vertex in
      guard vertex.id == id || vertex.inputs.contains(where: { reached.contains($0.from) }) else {
        return false
      }
      reached.insert(vertex.id)
      return true
    }
  }
}
