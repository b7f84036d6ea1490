import StreamModel
import Testing

@testable import flinktop

@Suite("The job that a command is about")
struct JobChoiceTests {
  private static let cluster = ClusterIdentity(
    name: "prod", endpoint: "http://jm:8081", source: "flink")

  private func complaint(_ reference: String, among names: [String]) -> String? {
    let jobs = names.enumerated().map { index, name in
      JobSummary(
        id: JobID(String(repeating: "a", count: 30) + String(10 + index)), name: name,
        state: .running, startTime: nil, endTime: nil, duration: nil, lastModification: nil,
        tasks: TaskCounts(byState: [:]))
    }
    do throws(Failure) {
      _ = try JobChoice.job(reference, among: jobs, at: Self.cluster)
      return nil
    } catch {
      return error.line
    }
  }

  @Test("a name of any length is cut in what is said of it")
  func longNames() throws {
    let long = "orders-" + String(repeating: "x", count: 100_000)
    let near = try #require(complaint("orders", among: [long]))
    #expect(near.contains("did you mean orders-xxx") && near.contains("…?"))
    #expect(near.count < 200)
    let both = try #require(complaint(long, among: [long, long]))
    #expect(both.contains("means 2 jobs") && both.count < 400)
    #expect(try #require(complaint(long + "y", among: [])).count < 200)
  }

  @Test("of many jobs that a name means, twenty are listed")
  func many() throws {
    let line = try #require(complaint("same", among: Array(repeating: "same", count: 25)))
    #expect(line.contains("means 25 jobs") && line.contains("and 5 more"))
  }

  @Test("an operation is told of by a name that is cut")
  func operation() {
    let name = String(repeating: "x", count: 1000)
    let request = OperationRequest(
      in: ClusterID("http://lab:8081"), id: "1", kind: .cancel,
      job: JobID(String(repeating: "a", count: 32)), jobName: name)
    let text = FollowUp(clusterWords: []).departure(
      from: Operation(request: request, startedAt: Timestamp(milliseconds: 0)))
    #expect(text.count < 400 && text.contains("…"))
  }
}
