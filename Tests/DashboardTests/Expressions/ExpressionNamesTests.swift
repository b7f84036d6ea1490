import MetricExpressions
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What a query names")
struct ExpressionNamesTests {
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

  private func text(_ outcome: ExpressionNames.Outcome) -> String {
    switch outcome {
    case .awaited(let questions): "awaits \(questions.count)"
    case .failed(let failure): "\(failure.kind) \(failure.text)"
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
        "unclear 'sink' (column 4) means 2 things: orders/sink; team/pay/sink. A vertex is named as JOB/VERTEX."
      ),
      (
        "lodger",
        "notFound No job, vertex or TaskManager is called 'lodger' (column 4); did you mean ledger?"
      ),
      (
        "orders/x",
        "notFound No vertex of orders is called 'x' (column 4); there are Source: in, sink."
      ),
    ])
  func meaning(name: String, expected: String) {
    #expect(text(ExpressionNames(cluster: cluster).outcome(of: name, column: 4)) == expected)
  }

  @Test("is looked for in jobs only once these are known")
  func awaited() {
    var young = ClusterModel(identity: cluster.identity, interval: .seconds(2))
    let summaries = cluster.jobs.map(\.summary.value)
    young.apply(summaries, to: .jobs, at: Self.now)
    #expect(text(ExpressionNames(cluster: young).outcome(of: "ledger", column: 1)) == "awaits 3")
    #expect(text(ExpressionNames(cluster: young).outcome(of: "orders/x", column: 1)) == "awaits 1")
    #expect(text(ExpressionNames(cluster: young).outcome(of: "orders", column: 1)) == "job a1b2")
  }

  private func plan(
    _ expression: String, _ ids: [MetricSource: Set<String>]
  ) throws -> ExpressionPlan {
    let names = ExpressionNames(cluster: cluster)
    let named = try MetricExpression(parsing: expression).selections.compactMap {
      selector, column -> ExpressionPlanner.Named? in
      guard case .found(let component) = names.outcome(of: selector.component, column: column)
      else { return nil }
      return ExpressionPlanner.Named(selector: selector, column: column, component: component)
    }
    return try ExpressionPlanner(cluster: cluster, named: named).plan(ids)
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
    #expect(throws: ExpressionFault.self) { try plan("TS(orders, *, none)", ids) }
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
