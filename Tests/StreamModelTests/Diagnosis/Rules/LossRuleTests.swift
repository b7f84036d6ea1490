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
    #expect(
      text.contains(
        "it was discarded since, as a newer one had completed, to be looked for in s3://c; "
          + "savepoint 19 is at s3://s/19"))
  }

  @Test("that nothing completed is said only where it was told")
  func none() throws {
    #expect(try sentence([]).contains("None of its checkpoints had completed."))
  }

  private func findings(restoredFrom path: String?, isSavepoint: Bool = false) throws -> Finding {
    var bench = Bench([.test()], at: at(0))
    bench.checkpoints(.test([completed(20, path: "s3://own/20")]), at: at(60))
    for time in [70.0, 72] { bench.jobs([.test(.other)], at: at(time)) }
    var statistics = CheckpointStatistics.test([], restored: 1)
    statistics.restored = path.map {
      .init(id: CheckpointID(20), at: at(71), isSavepoint: isSavepoint, path: $0)
    }
    bench.cluster.apply(statistics, to: .checkpoints(.other), at: at(73))
    // After a restart of its own only that is told.
    statistics.restored = .init(
      id: CheckpointID(21), at: at(73), isSavepoint: false,
      path: "s3://c/\(JobID.other.text)/chk-21")
    bench.cluster.apply(statistics, to: .checkpoints(.other), at: at(73.5))
    return try #require(
      bench.cluster.worstFirst(at: at(74)).first { $0.id == .orders }?.verdict.findings.first)
  }

  @Test(
    "a job of its name that was restored from what it left goes on in its place",
    arguments: [
      "s3://c/\(JobID.orders.text)/chk-20", "file:/sp/savepoint-a3f9c0-77aa", "s3://own/20",
    ])
  func goesOn(path: String) throws {
    let isSavepoint = path.contains("savepoint")
    let finding = try findings(restoredFrom: path, isSavepoint: isSavepoint)
    #expect(finding.severity == .note)
    #expect(
      finding.sentence.contains(
        "Job b0000000 of the same name was restored from its "
          + "\(isSavepoint ? "savepoint" : "checkpoint") 20 and goes on from there."))
    #expect(finding.short.hasSuffix(", goes on as b0000000"))
  }

  @Test(
    "one that was not, or of which nothing is told, leaves it lost", arguments: [nil, "s3://c/x"])
  func namesake(path: String?) throws {
    let finding = try findings(restoredFrom: path)
    #expect(finding.severity == .critical)
    #expect(
      finding.sentence.contains(
        "Job b0000000 has the same name; that it goes on from there is not known."))
  }
}
