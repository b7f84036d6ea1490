import Testing

@testable import StreamModel

@Suite("Exceptions by cause")
struct ExceptionGroupTests {
  private func exception(
    _ cause: String, at seconds: Double?, task: String? = nil, on manager: String? = nil,
    with concurrent: [JobException] = []
  ) -> JobException {
    JobException(
      at: seconds.map(at), name: "a.X", cause: cause, trace: cause, task: task,
      taskManager: manager.map(TaskManagerID.init), concurrent: concurrent)
  }

  private func grouped(_ entries: [JobException]) -> [ExceptionGroup] {
    JobExceptions(entries: entries, isTruncated: false).grouped
  }

  @Test("those of one cause are one group, which knows when and where")
  func groups() {
    let newest = exception("E: batch 9", at: 30, task: "sink (1/2)", on: "a")
    let groups = grouped([
      newest, exception("F: other", at: 20, task: "map (1/1)", on: "a"),
      exception("E: batch 7", at: 10, task: "sink (2/2)", on: "b"),
      exception("E: batch 6", at: 5, task: "sink (1/2)", on: "b"),
    ])
    #expect(groups.map(\.key) == ["E: batch #", "F: other"])
    #expect(groups.map(\.count) == [3, 1])
    #expect(groups[0].newest == newest)
    #expect(groups[0].firstAt == at(5))
    #expect(groups[0].lastAt == at(30))
    #expect(groups[0].tasks == ["sink (1/2)", "sink (2/2)"])
    #expect(groups[0].taskManagers.map(\.text) == ["a", "b"])
  }

  @Test("what a system tells once for all counts as often as it was, since its first")
  func counted() {
    var often = exception("E: batch 9", at: 30)
    (often.count, often.firstAt) = (43, at(2))
    let groups = grouped([often, exception("E: batch 7", at: 10)])
    #expect(groups.map(\.count) == [44])
    #expect(groups[0].firstAt == at(2) && groups[0].lastAt == at(30))
  }

  @Test("what failed with it counts among the tasks, not among the failures")
  func concurrent() {
    let groups = grouped([
      exception(
        "E: x", at: nil,
        with: [
          exception("E: x", at: 1, task: "map (1/2)", on: "a"),
          exception("G: y", at: 1, task: "map (2/2)", on: "a"),
        ])
    ])
    #expect(groups.map(\.count) == [1])
    #expect(groups[0].tasks == ["map (1/2)", "map (2/2)"])
    #expect(groups[0].taskManagers.map(\.text) == ["a"])
    #expect(groups[0].firstAt == nil)
    #expect(grouped([]).isEmpty)
  }

  @Test(
    "numbers, ids and addresses make no difference, words do",
    arguments: [
      ("payment 31 not accepted (subtask 0)", "payment # not accepted (subtask #)"),
      ("no answer within 5000ms", "no answer within #ms"),
      ("connect to /10.42.1.11:6122 refused", "connect to /# refused"),
      ("lost 10.42.1.11:33901-881425", "lost #"),
      ("host tm-3.svc:6122", "host tm-#.svc:#"),
      ("job a3f9c02e7be14d6f8a1b2c3d4e5f6071 gone", "job # gone"),
      ("id 3f2a8c11-9b1d-4a5e-abcd-deadbeefcafe.", "id #."), ("Lease@deadbeef", "Lease@#"),
      ("Lease@1a2b3c", "Lease@#"), ("at 0x7ffe12", "at #"),
      ("part-12/34 of v1.20.5", "part-# of v#"), ("E at O.map(O.java:42)", "E at O.map(O.java:#)"),
      ("the bad facade", "the bad facade"), ("naïve Café 7 π", "naïve Café # π"), ("", ""),
      ("12345678-", "#-"),
    ])
  func particulars(text: String, key: String) {
    #expect(text.withoutParticulars == key)
  }

  @Test("the size goes by the traces")
  func size() {
    let trace = String(repeating: "x", count: 5000)
    var exception = exception("E", at: 0)
    exception.trace = trace
    exception.concurrent = [exception]
    let answer = JobExceptions(entries: [exception, exception], isTruncated: false)
    #expect((20_000...22_000).contains(ExceptionsQuestion(.orders).size(of: answer)))
  }
}
