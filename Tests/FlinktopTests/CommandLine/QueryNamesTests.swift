import Dashboard
import MetricExpressions
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

@Suite("What a query names")
struct QueryNamesTests {
  private static let now = Timestamp(milliseconds: 1_795_269_600_000)

  private static func vertex(_ id: String, _ name: String, parallelism: Int? = 2) -> Vertex {
    Vertex(
      id: VertexID(id), name: name, parallelism: parallelism, maxParallelism: 128, state: .running,
      startTime: nil, tasks: TaskCounts(byState: [.running: 2]), inputs: [],
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
  }

  /// Two jobs with two vertices each, and a TaskManager.
  private var cluster: ClusterModel {
    var cluster = ClusterModel(
      identity: ClusterIdentity(name: "lab", endpoint: "http://lab:8081", source: "flink"),
      interval: .seconds(2))
    let jobs = [
      ("a1b2", "orders", [Self.vertex("1a", "Source: in -> map"), Self.vertex("2a", "sink")]),
      ("c3d4", "team/pay", [Self.vertex("1b", "ledger"), Self.vertex("2b", "sink")]),
    ]
    let summaries = jobs.map { id, name, _ in
      JobSummary(
        id: JobID(id), name: name, state: .running, startTime: nil, endTime: nil, duration: nil,
        lastModification: nil, tasks: TaskCounts(byState: [.running: 4]))
    }
    cluster.apply(summaries, to: .jobs, at: Self.now)
    for (id, name, vertices) in jobs {
      let detail = JobDetail(
        id: JobID(id), name: name, state: .running, serverNow: nil, type: nil, stateEnteredAt: [:],
        vertices: vertices)
      cluster.apply(detail, to: .job(JobID(id)), at: Self.now)
    }
    let worker = TaskManager(id: TaskManagerID("10.0.0.7:6122-f00d"), slots: 1, freeSlots: 0)
    cluster.apply([worker], to: .taskManagers, at: Self.now)
    return cluster
  }

  private func text(_ outcome: QueryNames.Outcome) -> String {
    switch outcome {
    case .awaited(let questions): "awaits \(questions.count)"
    case .failed(let failure): "\(failure.status.code) \(failure.line ?? "")"
    case .found(.controller): "controller"
    case .found(.workers(let ids)): "workers \(ids.count)"
    case .found(.worker(let id)): "worker \(id.text)"
    case .found(.job(let id)): "job \(id.text)"
    case .found(.vertex(let job, let vertex)): "vertex \(job.text) \(vertex.id.text)"
    }
  }

  @Test(
    "is a process, a job, a vertex of one or of any, in this order",
    arguments: [
      ("JobManager", "controller"), ("taskmanagers", "workers 1"), ("orders", "job a1b2"),
      ("a1", "job a1b2"), ("team/pay", "job c3d4"), ("team/pay/ledger", "vertex c3d4 1b"),
      ("orders/sink", "vertex a1b2 2a"), ("c3d4/sin", "vertex c3d4 2b"), ("map", "vertex a1b2 1a"),
      ("LEDGER", "vertex c3d4 1b"), ("1b", "vertex c3d4 1b"),
      ("10.0.0.7", "worker 10.0.0.7:6122-f00d"),
      (
        "sink",
        "2 'sink' (column 4) means 2 things: orders/sink; team/pay/sink. A vertex is named as JOB/VERTEX."
      ),
      (
        "lodger",
        "4 No job, vertex or TaskManager is called 'lodger' (column 4); did you mean ledger?"
      ),
      ("orders/x", "4 No vertex of orders is called 'x' (column 4); there are Source: in, sink."),
    ])
  func meaning(name: String, expected: String) {
    #expect(text(QueryNames(cluster: cluster).outcome(of: name, column: 4)) == expected)
  }

  @Test("is looked for in jobs only once these are known")
  func awaited() {
    var young = ClusterModel(identity: cluster.identity, interval: .seconds(2))
    let summaries = cluster.jobs.map(\.summary.value)
    young.apply(summaries, to: .jobs, at: Self.now)
    #expect(text(QueryNames(cluster: young).outcome(of: "ledger", column: 1)) == "awaits 3")
    #expect(text(QueryNames(cluster: young).outcome(of: "orders/x", column: 1)) == "awaits 1")
    #expect(text(QueryNames(cluster: young).outcome(of: "orders", column: 1)) == "job a1b2")
  }

  private func plan(
    _ expression: String, _ ids: [MetricSource: Set<String>]
  ) throws -> QueryPlan {
    let names = QueryNames(cluster: cluster)
    let named = try MetricExpression(parsing: expression).selections.compactMap {
      selector, column -> QueryPlanner.Named? in
      guard case .found(let component) = names.outcome(of: selector.component, column: column)
      else { return nil }
      return QueryPlanner.Named(selector: selector, column: column, component: component)
    }
    return try QueryPlanner(cluster: cluster, named: named).plan(ids)
  }

  @Test("a job's own metric goes before that of its subtasks, and vertices without it are left out")
  func jobs() throws {
    let ids: [MetricSource: Set<String>] = [
      .job(JobID("a1b2")): ["uptime"], .vertex(JobID("a1b2"), VertexID("1a")): ["in", "out"],
      .vertex(JobID("a1b2"), VertexID("2a")): ["in", "uptime"],
    ]
    let own = try plan("TS(orders, *, uptime)", ids)
    #expect(own.targetsBySelector.values.joined().map(\.instance) == ["orders"])
    let all = try plan("TS(orders, *, in)", ids)
    #expect(
      all.targetsBySelector.values.joined().map(\.instance) == [
        "Source: in/0", "Source: in/1", "sink/0", "sink/1",
      ])
    let some = try plan("TS(orders, *, out)", ids)
    #expect(some.questions.map(\.ids) == [["0.out", "1.out"]])
    #expect(throws: Failure.self) { try plan("TS(orders, *, none)", ids) }
  }

  @Test("one question of a vertex has the metrics of all, and jobs are told apart by their names")
  func questions() throws {
    let ids: [MetricSource: Set<String>] = [
      .vertex(JobID("a1b2"), VertexID("2a")): ["in", "out"],
      .vertex(JobID("c3d4"), VertexID("2b")): ["in"],
    ]
    let plan = try plan(
      "SUM(TS(orders/sink, *, in), TS(orders/sink, 1, out), TS(c3d4/sink, 0, in))", ids)
    #expect(plan.count == 4)
    #expect(Set(plan.questions.map(\.ids)) == [["0.in", "1.in", "1.out"], ["0.in"]])
    let instances = Set(plan.targetsBySelector.values.joined().map(\.instance))
    #expect(instances == ["orders/sink/0", "orders/sink/1", "team/pay/sink/0"])
  }
}

@Suite("What a query prints")
struct QueryReportTests {
  private func report(_ series: [MetricSeries]) throws -> QueryReport {
    QueryReport(
      expression: try MetricExpression(parsing: "TS(a, *, b)"),
      answer: SeriesAnswer(series: series),
      window: try #require(SeriesWindow(start: 15, end: 30, step: 15)),
      cluster: ClusterModel(
        identity: ClusterIdentity(name: "lab", endpoint: "http://lab:8081", source: "flink"),
        interval: .seconds(2)),
      takenAt: Timestamp(milliseconds: 31_000), clock: .utc, charset: .ascii, width: .pipe)
  }

  @Test("what is not known or no number is a hyphen, nothing or null, and names are made safe")
  func gaps() throws {
    let report = try report([
      MetricSeries(instance: "say \"x\", \u{1B}[2J", values: [15: 2, 30: .infinity]),
      MetricSeries(instance: "y", values: [30: 0.5]),
    ])
    #expect(
      report.text(as: .csv).split(separator: "\n").dropFirst().allSatisfy {
        !$0.contains("\u{1B}") && !$0.contains("inf")
      })
    #expect(report.text(as: .csv).contains("\n15000,y,\n"))
    #expect(report.text(as: .csv).contains("\n15000,\"say \"\"x\"\", "))
    #expect(report.text(as: .csv).hasSuffix("\n30000,y,0.5"))
    let table = report.text(as: .text)
    #expect(table.hasPrefix("lab  1970-01-01 00:00:31\nTS(a, *, b)\n\nTIME "))
    #expect(table.contains(/1970-01-01 00:00:15  y +-\n/) && table.hasSuffix(" 0.5"))
    let json = report.text(as: .json)
    #expect(json.contains(#"{"instance":"y","points":[{"at":15000,"value":null},{"at":30000,"#))
    #expect(json.contains(#"[{"at":15000,"value":2},{"at":30000,"value":null}]"#))
  }

  @Test(
    "six digits of a value are printed, all of one that is whole",
    arguments: [
      (43466.06842400449, "43466.1"), (19.1, "19.1"), (0.0014684287812041115, "0.00146843"),
      (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (123_456_789.25, "123456789"), (1e-9, "1e-09"),
      (99999.96, "100000"), (12_345_678, "12345678"),
    ])
  func digits(value: Double, printed: String) throws {
    let table = try report([MetricSeries(values: [15: value])]).text(as: .text)
    #expect(table.split(separator: "\n").contains { $0.hasSuffix(" \(printed)") }, "\(table)")
  }

  @Test("one series without an instance has no column of instances")
  func single() throws {
    let table = try report([MetricSeries(values: [15: 1e20, 30: -3])]).text(as: .text)
    #expect(!table.contains("INSTANCE") && table.contains("1e+20"))
    #expect(try report([]).text(as: .text).hasSuffix("There are no series."))
  }

  @Test("a rate goes by a job's uptime, as far as that goes on")
  func uptimes() {
    var samples = QuerySamples(start: 0, step: 15)
    let uptimes: [Duration?] = [
      .seconds(100), .seconds(110), .seconds(130), .seconds(130), .seconds(5), nil, .seconds(30),
    ]
    for (index, uptime) in uptimes.enumerated() {
      samples.take([], at: index, of: QueryPlan(), uptime: uptime)
    }
    let seconds = (1...6).map { index -> Double? in
      samples.seconds(from: Int64(index - 1) * 15, to: Int64(index) * 15)
    }
    #expect(seconds == [10, 20, nil, 15, 15, 15])
  }

  @Test("a sample that could not be had is a gap")
  func samples() {
    let target = QueryPlan.Target(source: .controller, id: "x", instance: "jobmanager")
    var plan = QueryPlan()
    plan.add([target], for: SeriesSelector(component: "jobmanager", instance: nil, metric: "x"))
    var samples = QuerySamples(start: 100, step: 15)
    let reading = MetricReading("x", .single(text: "7", number: 7))
    samples.take([(.controller, .success([reading]))], at: 0, of: plan)
    samples.take([(.controller, .failure(.cancelled))], at: 1, of: plan)
    samples.take([(.controller, .success([]))], at: 2, of: plan)
    samples.take([(.controller, .success([reading]))], at: 3, of: plan)
    #expect(samples.count == 4 && samples.failed == 1)
    #expect(samples.samplesByTarget[target]?.map(\.at) == [100, 145])
  }
}
