import StreamModel
import TerminalUI

/// What tools of the JVM say of the process of a subtask: read over the screen that names the subtask.
extension Screen {
  /// A key that has a tool run at the subtask under the cursor.
  static func tool(_ tool: ProcessTool, _ key: Character) -> Binding<Self> {
    Binding(
      tool.rawValue, [.character(key)], "\(tool.rawValue): \(tool.words) (Heron)",
      footer: tool.rawValue, group: .look, rank: 3,
      refusal: { screen, context in
        if let reason = context.toolRefusal { return reason }
        if context.isPaused { return "Paused: nothing is asked." }
        return screen.place(in: context) == nil ? "No subtask is listed." : nil
      }
    ) { screen, context in
      screen.hold()
      return screen.place(in: context).map { job, vertex, index in
        // Each time anew.
        let question = ProcessToolQuestion(
          tool, job, vertex, index, edition: Int(context.now.milliseconds))
        return [.show(.tool(question, offset: 0))]
      } ?? []
    }.offered { $0.toolRefusal == nil }
  }

  /// A key that dumps the heap of the subtask under the cursor.
  static func heapDump(_ key: Character) -> Binding<Self> {
    Binding(
      "heap-dump", [.character(key)], "dump its heap to a file of its host, by jmap (Heron)",
      footer: "jmap", group: .act, rank: 6, pace: .alone,
      refusal: { screen, context in
        if let reason = context.cluster.traits.refusal(of: TopologyControl.Kind.heapDump.plain) {
          return reason
        }
        if context.settings.isReadOnly {
          return "Read-only: dumping heaps is switched off (--read-only)."
        }
        return screen.heapDumpTarget(in: context) == nil
          ? "It is not known yet which instance that is." : nil
      }
    ) { screen, context in
      screen.hold()
      guard let target = screen.heapDumpTarget(in: context), let job = screen.job(in: context)
      else { return [] }
      let name = context.cluster.job(job)?.shownName ?? job.text
      return [.form(.heapDump(job, name: name, target), savepoint: "")]
    }.offered { $0.cluster.traits.refusal(of: TopologyControl.Kind.heapDump.plain) == nil }
  }

  private func place(in context: Context) -> (JobID, VertexID, Int)? {
    guard let job = job(in: context), let vertex = vertex(in: context),
      let index = subtask(in: context)
    else { return nil }
    return (job, vertex, index)
  }

  private func heapDumpTarget(in context: Context) -> HeapDumpTarget? {
    guard let (job, vertex, index) = place(in: context) else { return nil }
    let row = context.subtaskRows(of: vertex, in: job).first { $0.index == index }
    return row?.subtask.ownName.map { HeapDumpTarget(instance: $0, host: row?.subtask.host) }
  }
}

extension ContextReader {
  /// Why no tool can be run at processes, in a sentence; nil where it can.
  var toolRefusal: String? {
    let reason =
      cluster.capabilities.refusals[.processTool] ?? cluster.traits.refusals[.processTool]
    return reason.map { $0.capitalizedFirst.asSentence }
  }

  /// `jstack of split 2`.
  func toolTitle(_ question: ProcessToolQuestion) -> String {
    let vertex =
      cluster.job(question.job)?.vertex(question.vertex)?.shortName ?? question.vertex.text
    return "\(question.tool.rawValue) of \(vertex) \(question.index)"
  }

  /// Whose it is, what was run, what it wrote to standard error, and all that it said; or why there is nothing yet.
  func toolLines(_ question: ProcessToolQuestion) -> [Span] {
    // An answer from before is not the one that was asked for.
    guard let told = cluster.answers[question],
      told.receivedAt.milliseconds >= Int64(question.edition)
    else {
      return [Span(waitingText(question), .dim)]
    }
    let output = told.value
    let host = output.host.map { " on \($0)" } ?? ""
    let ran = output.command.isEmpty ? "" : "   ran: \(output.command)"
    var lines = [
      Span(
        "\(output.instance)\(host)\(ran)   \(settings.clock.brief(told.receivedAt, now: now))", .dim
      )
    ]
    for line in Self.lines(output.errors) where !line.isEmpty {
      lines.append(Span("to standard error: \(line)", .warning))
    }
    lines.append(Span(""))
    // No more of it than anybody reads, so that each key is quick.
    return lines + Self.lines(output.output).prefix(20_000).map { Span($0) }
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      $0.replacing("\t", with: "    ")
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { SafeText.plain(String($0)) }
  }
}
