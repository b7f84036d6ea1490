/// What a tool of the JVM says of the process that runs one subtask.
package struct ProcessToolQuestion: Question, Hashable {
  package typealias Answer = ToolOutput
  package static let kind = QuestionKind.processTool

  package var tool: ProcessTool
  package var job: JobID
  package var vertex: VertexID
  /// From 0.
  package var index: Int
  package var edition: Int

  /// Another `edition` has it run again.
  package init(
    _ tool: ProcessTool, _ job: JobID, _ vertex: VertexID, _ index: Int, edition: Int = 0
  ) {
    self.tool = tool
    self.job = job
    self.vertex = vertex
    self.index = index
    self.edition = edition
  }

  package var subject: Subject { .subtask(job, vertex, index) }
  package var detail: String { tool.rawValue }

  package func size(of answer: ToolOutput) -> Int {
    answer.output.utf8.count + answer.errors.utf8.count + 200
  }
}

extension QuestionKind {
  /// The process stands still meanwhile: it is asked when the user wants it, and never by itself.
  package static let processTool = QuestionKind(
    "process-tool", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true, isLong: true)
}

extension Question where Self == ProcessToolQuestion {
  package static func processTool(
    _ tool: ProcessTool, _ job: JobID, _ vertex: VertexID, _ index: Int, edition: Int = 0
  ) -> ProcessToolQuestion {
    ProcessToolQuestion(tool, job, vertex, index, edition: edition)
  }
}
