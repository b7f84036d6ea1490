import HTTPTransport
import SeededRandom
import ServerAnswers
import StreamModel
import Testing

@testable import TSPMonitoring

@Suite("What TSP says instead of an answer")
struct TSPErrorsTests {
  private func words(_ answer: ScriptedTSP.Answer, _ question: some Question) async -> String {
    let tsp = ScriptedTSP { target in
      target == "/metainfo/getVersion/" ? .init(Bodies.version) : answer
    }
    do throws(SourceError) {
      _ = try await Bodies.client(tsp).answer(question)
      return "answered"
    } catch {
      return error.description(in: .tsp(hasFlink: false))
    }
  }

  @Test("4006, 4004 and 5005 are words")
  func codes() async {
    let job = JobStatusQuestion(Bodies.id)
    #expect(await words(.noJob, job).contains("TSP knows no such job (4006"))
    #expect(
      await words(.noRoute, job).contains("this TSP does not know GET /job/8dd36cd6-4f7b/status"))
    let unreachable = await words(.noFlink, JobsQuestion())
    #expect(unreachable.hasPrefix("Cluster not ready: TSP gets no answer of its Flink"))
    #expect(unreachable.contains("5005: Internal server error: ") && !unreachable.contains("\n"))
    #expect(await words(.noFlink, job).hasPrefix("The server answered 500: GET /job/"))
    let other = ScriptedTSP.Answer(
      #"{"errorCode":5001,"message":"Job execution failure","errors":[]}"#, status: 500)
    #expect(await words(other, job).contains("TSP failed at it (5001: Job execution failure)"))
    #expect(await words(.init("<html><title>nginx</title>"), job).contains("login page"))
    #expect(await words(.init("{\"a\":1}"), job).contains("no text at $.state"))
  }

  @Test("exceptions of a job that never failed are no failure, and no claim that there was none")
  func healthy() async throws {
    #expect(
      await words(.noFlink, ExceptionsQuestion(Bodies.id))
        .hasPrefix("None is reported, or TSP could not tell"))
    let failure = try await Bodies.client(ScriptedTSP { _ in .noFlink })
      .answer(.failure(Bodies.id))
    #expect(failure == nil)
  }

  @Test("exceptions are asked for under job/, then under jobs/, which is remembered")
  func exceptions() async throws {
    let trace = "java.lang.RuntimeException: outer\\nCaused by: java.io.IOException: disk"
    let body =
      #"{"response":{"timestamp":1700000000000,"root-exception":"\#(trace)","truncated":true}}"#
    let tsp = ScriptedTSP(["/jobs/8dd36cd6-4f7b/exceptions/": body])
    let client = Bodies.client(tsp)
    for _ in 0..<2 {
      let told = try await client.answer(.exceptions(Bodies.id))
      #expect(told.isTruncated && told.entries.map(\.cause) == ["IOException: disk"])
      #expect(told.entries.first?.name == "java.lang.RuntimeException")
      #expect(told.entries.first?.at == Timestamp(milliseconds: 1_700_000_000_000))
    }
    #expect(
      tsp.asked == [
        "/job/8dd36cd6-4f7b/exceptions/", "/jobs/8dd36cd6-4f7b/exceptions/",
        "/jobs/8dd36cd6-4f7b/exceptions/",
      ])
  }

  @Test("what is no TSP is told so, at once")
  func otherServer() async {
    let flink = ScriptedTSP { target in
      target == "/jobs/overview/"
        ? .init(#"{"jobs":[{"jid":"aa","name":"x","state":"RUNNING"}]}"#)
        : .init(#"{"errors":["Unable to load requested file"]}"#, status: 404)
    }
    do throws(SourceError) {
      _ = try await Bodies.client(flink).answer(.jobs)
      Issue.record("a Flink was taken for a TSP")
    } catch {
      #expect(
        error.description(in: .tsp(hasFlink: false))
          .hasPrefix("No REST API of TSP at this address"))
    }
    let isFlinkOne = await TSPProbe.isTSP(at: flink)
    #expect(!isFlinkOne)
    for body in [Bodies.version, Bodies.version19, #"{"response":"0.12.0","messages":[]}"#] {
      let isOne = await TSPProbe.isTSP(at: ScriptedTSP(["/metainfo/getVersion/": body]))
      #expect(isOne)
    }
  }

  @Test("half an answer, or one with any byte changed, is an error or an answer, never the end")
  func broken() async throws {
    let bodies = [
      Bodies.version, Bodies.status, Bodies.wrapped(Bodies.status),
      Bodies.overview([("a", "b"), ("c", "d")]), #"["a","b"]"#,
      #"{"response":{"details":\#(Bodies.status),"metrics":{"numRecordsRead":"17"}}}"#,
      #"{"timestamp":1,"root-exception":"a","truncated":false}"#,
    ]
    var random = SeededGenerator(seed: 11)
    var errors = 0
    for body in bodies {
      for _ in 0..<200 {
        await Task.yield()
        var bytes = Array(body.utf8)
        if Bool.random(using: &random) {
          bytes = Array(bytes.prefix(.random(in: 0..<bytes.count, using: &random)))
        } else {
          bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        let response = HTTPResponse(
          status: 200, contentType: nil, location: nil, body: bytes, answerTime: .zero)
        do throws(SourceError) {
          let node = try TSPAnswer(response, to: .overview).payload(from: "")
          _ = try? TSPVersion(getVersion: node)
          _ = try? JobList(overview: node)
          _ = try? JobReport(status: node)
          _ = try? JobReport(statusAndMetrics: node)
          _ = try? LastException(exceptions: node)
        } catch {
          errors += 1
          #expect(!error.description.contains("\n"))
        }
      }
    }
    #expect(errors > 300)
  }

  @Test(
    "absurd numbers are not known",
    arguments: ["1e999", "-1", "9223372036854775807", "\"nan\"", "[]", "{}", "true", "null"])
  func absurd(_ number: String) throws {
    let text = """
      {"jid":"a","state":"RUNNING","start-time":\(number),"duration":\(number),"vertices":\
      [{"id":"v","name":"v","metrics":{"read-records":\(number),"write-records":\(number)}}]}
      """
    guard let root = try? JSONDocument(Array(text.utf8)).root else { return }
    let report = try JobReport(status: root)
    #expect(report.vertices[0].recordsIn == nil)
    let told = TSPMemory.Told(report: report, at: tspNow)
    let job = JobSummary(JobUUID("a"), told, stopped: nil, at: tspNow)
    #expect(job.state == .running)
    #expect(JobFigures(report, at: tspNow).readings.allSatisfy { $0.id != "currentEventTimeLag" })
  }
}
