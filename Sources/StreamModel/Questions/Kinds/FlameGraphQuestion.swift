/// Where the threads of a vertex's subtasks are, by samples of their stacks.
package struct FlameGraphQuestion: Question {
  package typealias Answer = FlameGraph
  package static let kind = QuestionKind.flameGraph

  package var job: JobID
  package var vertex: VertexID
  package var threads: FlameGraph.Threads
  /// Nil for all of them.
  package var subtask: Int?

  package init(
    _ job: JobID, _ vertex: VertexID, _ threads: FlameGraph.Threads = .full, subtask: Int? = nil
  ) {
    self.job = job
    self.vertex = vertex
    self.threads = threads
    self.subtask = subtask
  }

  package var subject: Subject { .vertex(job, vertex) }
  package var detail: String { threads.rawValue + (subtask.map { " \($0)" } ?? "") }

  package func isEmpty(_ answer: FlameGraph) -> Bool { answer.standing == .waiting }

  package func size(of answer: FlameGraph) -> Int {
    answer.places.reduce(MemoryLayout<FlameGraph>.size) {
      $0 + MemoryLayout<FlameGraph.Place>.stride + $1.name.utf8.count
    }
  }
}

extension QuestionKind {
  /// Sampled anew once a minute at most, unless configured otherwise.
  package static let flameGraph = QuestionKind(
    "flame-graph", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true
  )
}

extension Question where Self == FlameGraphQuestion {
  package static func flameGraph(
    _ job: JobID, _ vertex: VertexID, _ threads: FlameGraph.Threads = .full, subtask: Int? = nil
  ) -> FlameGraphQuestion { FlameGraphQuestion(job, vertex, threads, subtask: subtask) }
}
