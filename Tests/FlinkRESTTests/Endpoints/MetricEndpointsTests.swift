import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Metrics by their ids")
struct MetricEndpointsTests {
  private let job = JobID("j")
  private let vertex = VertexID("v")

  @Test("each thing has its route, with and without ids")
  func routes() async throws {
    let routes: [(MetricSource, String)] = [
      (.job(job), "/jobs/j/metrics"), (.vertex(job, vertex), "/jobs/j/vertices/v/subtasks/metrics"),
      (.subtask(job, vertex, 3), "/jobs/j/vertices/v/subtasks/3/metrics"),
      (.coordinator(job, vertex), "/jobs/j/vertices/v/jm-operator-metrics"),
      (.controller, "/jobmanager/metrics"), (.workers, "/taskmanagers/metrics"),
      (.worker(TaskManagerID("h:1-a")), "/taskmanagers/h%3A1-a/metrics"),
    ]
    for (source, path) in routes {
      let transport = ScriptedTransport("[]")
      let client = FlinkClient(transport: transport)
      _ = try await client.answer(.metricIDs(source))
      _ = try await client.answer(.metricValues(source, ["b", "a"]))
      #expect(transport.asked.map(\.path) == [path, path + "?get=a,b"])
      for request in transport.asked {
        #expect(HarmlessRoutes.flink.contains(request.method, request.path))
      }
    }
  }

  @Test("ids are escaped, however strange, and one with a comma is not asked for")
  func escaping() async throws {
    let transport = ScriptedTransport("[]")
    let ids = [
      "a b", "dots..x", "q\"'", "per%cent%20", "a&b=c#d?e+f", "\u{1B}[31m", "件", "com,ma", "",
    ]
    _ = try await FlinkClient(transport: transport).answer(.metricValues(.controller, ids))
    let path = try #require(transport.asked.first?.path)
    #expect(transport.asked.count == 1)
    let query = String(path.dropFirst("/jobmanager/metrics?get=".count))
    let asked = query.split(separator: ",").map(String.init)
    #expect(
      Set(asked) == [
        "a%20b", "dots..x", "q%22%27", "per%25cent%2520", "a%26b%3Dc%23d%3Fe%2Bf", "%1B%5B31m",
        "%E4%BB%B6",
      ])
  }

  @Test("what does not fit into one line is asked for in several, each id once")
  func splitting() async throws {
    let ids = (0..<400).map { "operator_\($0).with a blank" }
    let transport = ScriptedTransport("[]")
    let long = String(repeating: "x", count: 4000)
    _ = try await FlinkClient(transport: transport).answer(
      .metricValues(.controller, ids + [long]))
    #expect(transport.asked.count > 2)
    #expect(transport.asked.allSatisfy { $0.path.utf8.count < 3100 })
    let asked = transport.asked.flatMap { request in
      request.path.drop { $0 != "=" }.dropFirst().split(separator: ",")
    }
    #expect(asked.count == ids.count && Set(asked).count == ids.count)
  }

  @Test("values are texts, and numbers where they are; spreads have four figures")
  func values() async throws {
    let body = """
      [{"id":"n","value":"12"},{"id":"f","value":"0.5"},{"id":"t","value":"n/a"},
      {"id":"x","value":"NaN"},{"id":"none"},{"id":"s","min":1,"max":4,"avg":2.5,"sum":5,"skew":3},
      {"id":"half","min":1.0,"max":"NaN"}]
      """
    let readings = try await FlinkClient(transport: ScriptedTransport(body))
      .answer(.metricValues(.controller, ["n"]))
    #expect(
      readings == [
        MetricReading("n", .single(text: "12", number: 12)),
        MetricReading("f", .single(text: "0.5", number: 0.5)),
        MetricReading("t", .single(text: "n/a", number: nil)),
        MetricReading("x", .single(text: "NaN", number: nil)),
        MetricReading(
          "s",
          .spread(SubtaskAggregate(min: 1, max: 4, average: 2.5, sum: 5, skewPercent: 3))),
      ])
  }

  @Test(
    "operators on the JobManager are said not to be in a version that is older, and nothing is sent"
  )
  func coordinators() async throws {
    let transport = ScriptedTransport(paths: [
      "/config": #"{"flink-version":"1.13.6","features":{}}"#, "/jobmanager/metrics": "[]",
    ])
    let client = FlinkClient(transport: transport)
    _ = try await client.answer(.capabilities)
    let before = transport.asked.count
    await #expect(
      throws: SourceError.unsupported(
        "not in Flink 1.13.6: metrics of operators on the JobManager came with 1.20")
    ) { try await client.answer(.metricIDs(.coordinator(job, vertex))) }
    #expect(transport.asked.count == before)
    _ = try await client.answer(.metricIDs(.controller))
  }

  @Test("a list of ten thousand ids is read, each id once")
  func longList() async throws {
    let ids = (0..<10_000).map { #"{"id":"group_\#($0 % 5000).metric"}"# }
    let read = try await FlinkClient(
      transport: ScriptedTransport("[\(ids.joined(separator: ","))]")
    ).answer(.metricIDs(.controller))
    #expect(read.count == 5000 && read == read.sorted())
  }
}
