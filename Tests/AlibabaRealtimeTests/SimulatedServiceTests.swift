import FlinkSimulator
import HTTPTransport
import StreamModel
import Testing

@testable import AlibabaRealtime

@Suite("The client on a service that checks each signature by itself")
struct SimulatedServiceTests {
  private static let orders = JobID("orders")

  @Test(
    "jobs, with state and start; the list is asked for once a minute", arguments: [false, true])
  func jobs(writesXML: Bool) async throws {
    let service = try await SimulatedService(SimulatedAlibaba(writesXML: writesXML))
    let client = try service.client()
    let jobs = try await client.answer(.jobs)
    #expect(jobs.count == 9)
    let orders = try #require(jobs.first { $0.id == Self.orders })
    #expect(orders.state == .running && orders.name == "orders" && !orders.tasks.isTold)
    let up = try #require(orders.duration)
    #expect(
      up > .seconds(86_400) && orders.startTime == SimulatedService.now.advanced(by: .zero - up))
    let failed = try #require(jobs.first { $0.name == "ledger-migration" })
    #expect(failed.state == .failed && failed.endTime != nil)
    _ = try await client.answer(.jobs)
    _ = try await client.answer(.jobs)
    #expect(service.asked.count { $0.hasSuffix("/jobs") } == 1)
    #expect(service.asked.count { $0.hasSuffix("/instances") } == 1)
    #expect(service.asked.count { $0.hasSuffix("/runsummary") } == 3)
    service.clock.advance(by: .seconds(61))
    _ = try await client.answer(.jobs)
    #expect(service.asked.count { $0.hasSuffix("/jobs") } == 2)
    try await service.stop()
  }

  @Test("vertices, checkpoints, failures and settings come out of nested texts")
  func nested() async throws {
    let service = try await SimulatedService()
    let client = try service.client()
    _ = try await client.answer(.jobs)
    let job = try await client.answer(.job(Self.orders))
    #expect(job.vertices.count == 8 && job.type == "STREAMING")
    #expect(job.vertices.first?.isSource == true && job.vertices.last?.isSource == false)
    #expect(job.vertices.allSatisfy { $0.parallelism != nil && $0.state == .running })
    let checkpoints = try await client.answer(.checkpoints(Self.orders))
    #expect(checkpoints.history.count == 10 && checkpoints.counts.completed > 1000)
    #expect(checkpoints.latestCompleted?.duration != nil && checkpoints.duration != nil)
    let told = try await client.answer(.exceptions(JobID("ledger-migration")))
    #expect(told.entries.first?.cause == "NoSuchElementException: No value present")
    #expect(told.entries.first?.at != nil)
    let failure = try await client.answer(.failure(JobID("ledger-migration")))
    #expect(failure?.at != nil && failure?.cause.isEmpty == false)
    let settings = try await client.answer(.jobConfiguration(Self.orders))
    #expect(!settings.userSettings.isEmpty)
    try await service.stop()
  }

  @Test("metrics with their past, in as few requests as it takes", arguments: [false, true])
  func metrics(writesXML: Bool) async throws {
    let service = try await SimulatedService(SimulatedAlibaba(writesXML: writesXML))
    let client = try service.client()
    let past = MetricPast(span: .seconds(900), step: .seconds(15))
    let readings = try await client.answer(
      .metricValues(.job(Self.orders), ["delay", "tps.rate", "niagara_seek.meam"], past: past))
    #expect(service.asked == ["POST /api/v2/projects/demo/jobs/orders/metric"])
    let delay = try #require(readings.first { $0.id == "delay" })
    #expect(delay.past.count == 61)
    #expect(
      zip(delay.past, delay.past.dropFirst()).allSatisfy { $1.at.since($0.at) == .seconds(15) })
    #expect(delay.past.last?.at == SimulatedService.now)
    let number = try #require(delay.past.last?.value)
    #expect(MetricSummary.sum.value(of: delay.figure) == number)
    // It has no points: nothing is known, and that is not 0.
    let unknown = try #require(readings.first { $0.id == "niagara_seek.meam" })
    #expect(unknown.figure == .single(text: "-", number: nil) && unknown.past.isEmpty)
    // All forty in two.
    let ids = try await client.answer(.metricIDs(.job(Self.orders)))
    _ = try await client.answer(.metricValues(.job(Self.orders), ids))
    #expect(service.asked.count == 3)
    try await service.stop()
  }

  @Test("what is wrong with key, token and project is told in one line, without telling a secret")
  func refusals() async throws {
    let service = try await SimulatedService(SimulatedAlibaba(token: "tok-en"))
    func line(_ client: AlibabaClient) async -> String {
      do throws(SourceError) {
        _ = try await client.answer(.jobs)
        return "nothing was refused"
      } catch {
        return error.description(in: client.traits)
      }
    }
    let wrong = await line(try service.client(secret: "another-secret"))
    #expect(wrong.contains("refuses the signature (SignatureDoesNotMatch)"))
    #expect(!wrong.contains("another-secret") && !wrong.contains("tok-en") && !wrong.contains("\n"))
    #expect(await line(try service.client(id: "nobody")).contains("does not know the key id"))
    #expect(
      await line(try service.client(token: "old")).contains("refuses the security token"))
    let project = await line(try service.client(project: "nowhere"))
    #expect(project.hasPrefix("Not found: ListJob: ProjectNotExist"))
    #expect(await line(try service.client()) == "nothing was refused")
    try await service.stop()
  }

  @Test("a clock that is wrong is told with both times", arguments: [1870, -1870])
  func skew(seconds: Int) async throws {
    let service = try await SimulatedService()
    let client = try service.client(clockIsAhead: .seconds(seconds))
    do throws(SourceError) {
      _ = try await client.answer(.jobs)
      Issue.record("it was let in")
    } catch {
      let line = error.description(in: .alibaba)
      #expect(line.contains("InvalidTimeStamp.Expired"))
      #expect(line.contains(seconds > 0 ? "it was 22:45:10 GMT here" : "it was 21:42:50 GMT here"))
      #expect(line.contains("22:14:00 GMT there, 31m 10s apart"), "\(line)")
      #expect(error.isAboutTheServer)
    }
    try await service.stop()
  }

  @Test("the same nonce twice is refused")
  func nonce() async throws {
    let service = try await SimulatedService()
    let client = try service.client { "always" }
    await #expect(throws: SourceError.self) { _ = try await client.answer(.jobs) }
    #expect(service.asked.count == 2)
    try await service.stop()
  }

  @Test("a job that does not run has no metrics, and says so")
  func ended() async throws {
    let service = try await SimulatedService()
    let client = try service.client()
    do throws(SourceError) {
      _ = try await client.answer(
        .metricValues(.job(JobID("ledger-migration")), ["delay"]))
      Issue.record("it was answered")
    } catch {
      #expect(
        error.description(in: .alibaba).hasPrefix(
          "Not possible now: the job is not running (InstanceNotRunning"))
    }
    try await service.stop()
  }
}
