import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop flamegraph JOB VERTEX` prints.
struct FlameGraphReport: AnswerReport {
  var vertex: ReportedVertex
  var threads: FlameGraph.Threads
  var subtask: Int?
  /// One line a stack, for flamegraph.pl and its like.
  var isFolded: Bool

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = vertex.job.id(in: cluster) else { return [] }
    return [AnyQuestion(.job(id))]
      + [question(in: cluster)].compactMap { $0.map { AnyQuestion($0) } }
  }

  private func question(in cluster: ClusterModel) -> FlameGraphQuestion? {
    guard let job = vertex.job.id(in: cluster), let vertex = vertex.vertex(in: cluster) else {
      return nil
    }
    return .flameGraph(job, vertex.id, threads, subtask: subtask)
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try vertex.check(cluster)
    if let subtask {
      let capabilities = cluster.capabilities
      guard capabilities.hasSubtaskFlameGraphs else {
        throw Failure(
          .operationFailed,
          "\(cluster.traits.shortName) \(capabilities.version ?? "-") does not tell by subtask: "
            + "that came with 1.17.")
      }
      if let count = vertex.vertex(in: cluster)?.parallelism, subtask >= count {
        throw Failure(
          .notFound, "The vertex has the subtasks 0 to \(count - 1), and no \(subtask).")
      }
    }
    guard let graph = graph(in: cluster) else { return }
    switch graph.standing {
    case .sampled: break
    case .disabled:
      throw Failure(
        .operationFailed,
        "Flame graphs are switched off: rest.flamegraph.enabled: true in the configuration turns "
          + "them on.")
    case .ended:
      throw Failure(.operationFailed, "There is no thread to sample: the task has ended.")
    case .waiting:
      throw Failure(
        .operationFailed, "No samples were ready in time: ask again, or raise --within.")
    }
  }

  /// Sampling takes some seconds.
  func isAnswered(_ cluster: ClusterModel) -> Bool {
    let isSampled = graph(in: cluster).map { $0.standing != .waiting } ?? true
    return isSampled && questions(cluster).allSatisfy(cluster.hasOutcome)
  }

  private func graph(in cluster: ClusterModel) -> FlameGraph? {
    question(in: cluster).flatMap { cluster.answers[$0]?.value }
  }

  func text(_ answers: ReportedAnswers) -> String {
    let graph = graph(in: answers.cluster)
    if isFolded { return graph.map { Self.folded($0).joined(separator: "\n") } ?? "" }
    let vertex = vertex.vertex(in: answers.cluster)
    let title = SafeText.plain(vertex?.name ?? "-")
    guard let graph else {
      return answers.text([
        self.vertex.job.title(in: answers.cluster), title, "", "Nothing is known.",
      ])
    }
    let lines = graph.places.indices.compactMap { Self.line($0, of: graph) }
    let count =
      "\(graph.total) samples of \(threads.rawValue)\(subtask.map { ", subtask \($0)" } ?? "")"
    return answers.text([self.vertex.job.title(in: answers.cluster), title, count, ""] + lines)
  }

  /// `78%  StreamTask.processInput:544`: places that at least one sample in a hundred went through.
  private static func line(_ place: Int, of graph: FlameGraph) -> String? {
    let it = graph.places[place]
    guard it.samples * 100 >= graph.total, graph.total > 0 else { return nil }
    let share = Format.percent(Double(it.samples) / Double(graph.total))
    let indent = String(repeating: " ", count: 4 - min(4, share.count) + 1 + it.depth)
    return share + indent + SafeText.plain(it.name)
  }

  /// `Thread.run:840;Task.run:566 12`: each stack that nothing was called from, with its samples.
  static func folded(_ graph: FlameGraph) -> [String] {
    stacks(of: graph).map { stack in
      stack.frames.map { SafeText.plain($0).replacing(";", with: ",") }.joined(separator: ";")
        + " \(stack.samples)"
    }
  }

  static func stacks(of graph: FlameGraph) -> [(frames: [String], samples: Int)] {
    var stacks: [(frames: [String], samples: Int)] = []
    var frames: [String] = []
    for index in graph.places.indices {
      let place = graph.places[index]
      frames.removeLast(max(0, frames.count - place.depth))
      frames.append(place.name)
      let own = graph.ownSamples(of: index)
      if own > 0 { stacks.append((frames, own)) }
    }
    return stacks
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let graph = graph(in: answers.cluster)
    let sampledAt: Timestamp? = if case .sampled(let at)? = graph?.standing { at } else { nil }
    return [
      vertex.job.member(in: answers.cluster), vertex.member(in: answers.cluster),
      ("threads", .string(threads.rawValue)),
      ("subtask", .optional(subtask) { .integer(Int64($0)) }),
      ("sampledAt", .optional(sampledAt) { .integer($0.milliseconds) }),
      ("samples", .optional(graph) { .integer(Int64($0.total)) }),
      (
        "stacks",
        .optional(graph) { graph in
          .array(
            Self.stacks(of: graph).map { stack in
              .object([
                ("frames", .array(stack.frames.map { .string($0) })),
                ("samples", .integer(Int64(stack.samples))),
              ])
            })
        }
      ),
    ]
  }
}
