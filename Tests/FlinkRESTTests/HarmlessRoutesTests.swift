import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

/// `--read-only` lets out what flinktop asks, and nothing that it triggers.
@Suite("Flink's requests that change nothing")
struct FlinkHarmlessRoutesTests {
  static let job = JobID("a1b2")
  static let vertex = VertexID("c3d4")
  static let operations: [OperationKind] = [
    .savepoint(targetDirectory: nil, format: nil),
    .stop(drain: false, targetDirectory: nil, format: nil), .checkpoint, .cancel,
    .rescale(Rescale(bounds: [:], from: [:])), .upload(path: "a.jar"),
    .run(JarRun(jar: JarID("a.jar"))), .plan(JarRun(jar: JarID("a.jar"))),
    .deleteJar(JarID("a.jar")), .dispose(path: "/s"), .shutdown,
    .profile(.controller, .timer, seconds: 30),
    .profile(.worker(TaskManagerID("10.0.0.1:6122-a")), .cpu, seconds: 30),
    .cancelApplication(ApplicationID("a1b2")), .deleteDataSet(DataSetID("a1b2")),
    .submit(JobSubmission(graph: "a.graph")),
  ]
  static let reading: [Route] =
    [
      .config, .overview, .jobManagerConfig, .jobs, .job(job), .jobMetrics(job, JobMetrics.ids),
      .exceptions(job, atMost: 1), .checkpoints(job), .checkpointConfiguration(job),
      .checkpoint(job, CheckpointID(7)), .checkpointSubtasks(job, CheckpointID(7), vertex),
      .subtaskMetrics(job, vertex, ["a b?c&d", "0.x"]), .metricList(job, vertex),
      .watermarks(job, vertex), .taskManagers, .taskManager(TaskManagerID("10.0.0.1:6122-a")),
      .taskManagerMetrics(TaskManagerID("10.0.0.1:6122-a"), TaskManagerMetrics.ids),
    ] + operations.filter(\.hasTrigger).map { .status($0, of: job, trigger: "t1") }

  @Test("each route that is asked is on the list", arguments: reading)
  func reads(route: Route) {
    let request = route.request()
    #expect(HarmlessRoutes.flink.contains(request.method, request.path))
  }

  @Test("an id that some server could read as a path is not")
  func oddID() {
    let request = Route.job(JobID("a/../b")).request()
    #expect(!HarmlessRoutes.flink.contains(.get, request.path))
  }

  @Test("no route that triggers something is", arguments: operations)
  func triggers(operation: OperationKind) {
    let request = Route.trigger(operation, of: Self.job).request()
    #expect(!HarmlessRoutes.flink.contains(request.method, request.path))
  }

  @Test(
    "what acts although it is a GET, or is not asked, is not",
    arguments: [
      "/jobs/a1b2/yarn-cancel", "/jobs/a1b2/yarn-stop", "/jars/a.jar/plan", "/cluster",
      "/jobs/a1b2/rescaling?parallelism=2", "/jobs/a1b2?mode=cancel",
    ])
  func others(path: String) { #expect(!HarmlessRoutes.flink.contains(.get, path)) }
}
