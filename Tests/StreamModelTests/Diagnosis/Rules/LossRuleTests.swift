import StreamModel
import Testing

@Suite("A job that vanished")
struct LossRuleTests {
  private func sentence(_ history: [Checkpoint]) throws -> String {
    var bench = Bench([.test()], at: at(0))
    bench.checkpoints(.test(history), at: at(60))
    for time in [70.0, 70.5] { bench.jobs([], at: at(time)) }
    return try #require(bench.cluster.worstFirst(at: at(71)).first?.verdict.sentences.first)
  }

  private func completed(
    _ id: Int64, path: String?, isDiscarded: Bool = false, isSavepoint: Bool = false
  ) -> Checkpoint {
    .test(
      id, at: at(Double(id)), status: .completed(path: path, isDiscarded: isDiscarded),
      isSavepoint: isSavepoint)
  }

  @Test("what lay in the JobManager's memory can't be restored from, and has no path")
  func inMemory() throws {
    var entry = completed(20, path: nil)
    entry.isInJobManagerOnly = true
    let text = try sentence([entry])
    #expect(text.contains("it lay in the JobManager's memory and can't be restored from"))
    #expect(!text.contains(" at "))
  }

  @Test("the path of its last checkpoint is told")
  func path() throws {
    #expect(try sentence([completed(20, path: "s3://c/20")]).contains(", at s3://c/20"))
  }

  @Test("of a discarded one no path is told, but that of the newest that can be restored from")
  func discarded() throws {
    let text = try sentence([
      completed(20, path: "s3://c/20", isDiscarded: true),
      completed(19, path: "s3://s/19", isSavepoint: true),
    ])
    #expect(!text.contains("s3://c/20"))
    #expect(text.contains("it was discarded since; savepoint 19 is at s3://s/19"))
  }
}
