import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop inspect TOPOLOGY COMPONENT INSTANCE` prints.
struct ProcessToolReport: AnswerReport {
  var vertex: ReportedVertex
  /// From 0.
  var index: Int
  var tool: ProcessTool

  var hasRates: Bool { false }

  private func question(_ cluster: ClusterModel) -> ProcessToolQuestion? {
    vertex.job.id(in: cluster).flatMap { job in
      vertex.vertex(in: cluster).map { .processTool(tool, job, $0.id, index) }
    }
  }

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = vertex.job.id(in: cluster) else { return [] }
    return [AnyQuestion(.job(id))] + (question(cluster).map { [AnyQuestion($0)] } ?? [])
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try vertex.check(cluster)
    guard let question = question(cluster), let error = cluster.failing[question] else { return }
    let line = error.description(in: cluster.traits).asSentence
    if case .notFound = error { throw Failure(.notFound, line) }
    throw Failure(.operationFailed, line)
  }

  private func output(_ cluster: ClusterModel) -> ToolOutput? {
    question(cluster).flatMap { cluster.answers[$0]?.value }
  }

  func text(_ answers: ReportedAnswers) -> String {
    guard let output = output(answers.cluster) else {
      return answers.text(["Nothing is known of it."])
    }
    let host = output.host.map { " on \($0)" } ?? ""
    let ran = output.command.isEmpty ? "" : ", \(output.command)"
    let errors = output.errors.split(whereSeparator: \.isNewline).map { "to standard error: \($0)" }
    let lines: [String] = output.output.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .map { String($0).replacing("\t", with: "    ") }
    return answers.text(
      (["\(output.instance)\(host)\(ran)"] + errors + [""] + lines).map { SafeText.plain($0) })
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let output = output(answers.cluster)
    return [
      vertex.job.member(in: answers.cluster), vertex.member(in: answers.cluster),
      ("subtask", .integer(Int64(index))), ("tool", .string(tool.rawValue)),
      ("instance", .optional(output?.instance) { .string($0) }),
      ("host", .optional(output?.host) { .string($0) }),
      ("command", .optional(output?.command) { .string($0) }),
      ("output", .optional(output?.output) { .string($0) }),
      ("errors", .optional(output?.errors) { .string($0) }),
    ]
  }
}
