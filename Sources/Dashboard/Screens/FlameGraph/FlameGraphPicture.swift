import StreamModel
import TerminalUI

extension FlameGraph.Threads {
  /// Which samples they are, for the title.
  var words: String {
    switch self {
    case .full: "all threads"
    case .onCPU: "on the CPU"
    case .offCPU: "waiting"
    }
  }
}

extension ScreenPicture<FlameGraphScreen> {
  func draw(in frame: inout Frame) {
    let layout = FlameGraphLayout(size)
    let whose = screen.subtask.map { "subtask \($0)" } ?? "all subtasks"
    let separator = " \(settings.charset.separator) "
    Box.draw(
      layout.frame, title: "Flame graph\(separator)\(screen.threads.words)\(separator)\(whose)",
      remark: remark, isFocused: true, charset: settings.charset, in: &frame)
    guard let graph = screen.graph(in: context) else {
      return drawReason(waitingText(screen.question), in: layout.graph, frame: &frame)
    }
    guard !graph.places.isEmpty else {
      return drawReason(emptyText(graph), in: layout.graph, frame: &frame)
    }
    drawFlames(graph, screen.view, in: layout, frame: &frame)
  }

  /// When the samples were taken, and why they are old where they are.
  private var remark: String {
    guard let graph = screen.graph(in: context) else { return "" }
    var parts: [String] = []
    if case .sampled(let at) = graph.standing {
      parts.append("\(graph.total) samples, \(Format.age(max(.zero, serverKnownAt.since(at)))) ago")
    }
    if graph.isCut { parts.append("cut short") }
    if let error = cluster.failing[screen.question] { parts.append(text(error)) }
    return parts.joined(separator: " \(settings.charset.separator) ")
  }

  private func emptyText(_ graph: FlameGraph) -> String {
    switch graph.standing {
    case .waiting: "The stacks are being sampled, which takes some seconds."
    case .disabled:
      "Flame graphs are switched off: rest.flamegraph.enabled: true in the configuration of the "
        + "\(cluster.traits.controller) turns them on."
    case .ended: "There is no thread to sample: the task has ended."
    case .sampled: "No thread was seen in such a state: Tab shows the others."
    }
  }
}
