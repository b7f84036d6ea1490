import Foundation
import StreamModel
import Testing

@Suite("The list of questions")
struct QuestionListTests {
  @Test("names are unlike each other, lower case, and fit for a table or an option")
  func names() {
    let names = Questions.all.map { $0.kind.name }
    #expect(Set(names).count == names.count)
    #expect(Set(Questions.all.map { $0.kind }).count == names.count)
    for name in names {
      #expect(!name.isEmpty && name.allSatisfy { $0.isLowercase && $0.isASCII || $0 == "-" })
    }
  }

  @Test("has every type of question that there is a file of")
  func isWhole() throws {
    let files = try SourceFiles.names(in: "StreamModel/Questions/Kinds")
    #expect(files.sorted() == Questions.all.map { "\($0)" }.sorted())
  }

  @Test("what tells two questions apart is kind, subject and detail")
  func keys() {
    let (job, other) = (JobID("a"), JobID("b"))
    let (checkpoint, vertex) = (CheckpointID(1), VertexID("v"))
    let questions: [any Question] = [
      JobsQuestion(), OverviewQuestion(), JobQuestion(job), JobQuestion(other),
      CheckpointsQuestion(job), CheckpointQuestion(job, checkpoint),
      CheckpointQuestion(job, CheckpointID(2)),
      CheckpointSubtasksQuestion(job, checkpoint, vertex),
      CheckpointSubtasksQuestion(job, checkpoint, VertexID("w")), LoadQuestion(job, vertex),
      LoadQuestion(job, VertexID("w")), WatermarksQuestion(job, vertex),
      LogFilesQuestion(.controller), LogFilesQuestion(.worker(TaskManagerID("t"))),
      LogTextQuestion(.controller, "a"), LogTextQuestion(.controller, "b"),
      LogTextQuestion(.controller, "a", edition: 2),
      MetricIDsQuestion(.controller), MetricIDsQuestion(.workers),
      MetricIDsQuestion(.vertex(job, vertex)), MetricIDsQuestion(.coordinator(job, vertex)),
      MetricIDsQuestion(.subtask(job, vertex, 1)), MetricIDsQuestion(.subtask(job, vertex, 2)),
      MetricValuesQuestion(.controller, ["a"]), MetricValuesQuestion(.controller, ["a", "b"]),
    ]
    #expect(Set(questions.map { AnyQuestion($0) }).count == questions.count)
    #expect(AnyQuestion(.job(job)) == AnyQuestion(JobQuestion(job)))
    #expect(QuestionKey(.checkpoint(job, checkpoint)).job == job)
    #expect(QuestionKey(.jobs).job == nil)
    #expect(
      QuestionKey(.logText(.controller, "a")) == QuestionKey(.logText(.controller, "a", edition: 2))
    )
  }
}

/// The sources of the program, for tests that hold a list against the files there are.
enum SourceFiles {
  /// The names of the Swift files in a folder below `Sources`, without `.swift`.
  static func names(in folder: String) throws -> [String] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let sources = tests.appending(path: "../../../Sources/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
  }
}
