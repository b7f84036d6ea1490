import StreamModel

@testable import Dashboard

/// The JobManager: what it is, and what it was started with.
enum ControllerFixture {
  static func metrics(heap: Int64, garbage: Duration) -> TaskManagerMetrics {
    var metrics = TaskManagerMetrics()
    metrics.heap = .init(
      used: ByteCount(bytes: heap << 20), limit: ByteCount(bytes: 1024 << 20))
    metrics.nonHeap = .init(used: ByteCount(bytes: 79 << 20), limit: ByteCount(bytes: 512 << 20))
    metrics.metaspace = .init(used: ByteCount(bytes: 240 << 20), limit: ByteCount(bytes: 256 << 20))
    metrics.direct.used = ByteCount(bytes: 10 << 20)
    metrics.threads = 87
    metrics.cpuLoad = Ratio(0.04)
    metrics.collectors = [.init(name: "G1_Young_Generation", collections: 120, time: garbage)]
    return metrics
  }

  static let settings = [
    Setting(key: "execution.checkpointing.interval", value: "60s"),
    Setting(key: "fs.azure.account.key", value: "c2VjcmV0"),
    Setting(key: "jobmanager.memory.process.size", value: "1600m"),
    Setting(key: "s3.endpoint", value: "https://user:pw@s3.example.com/"),
    Setting(key: "security.kerberos.login.keytab", value: "/etc/flink.keytab"),
  ]

  static let environment = ProcessEnvironment(
    version: "OpenJDK 64-Bit Server VM - Debian - 17/17.0.15", architecture: "amd64",
    options: ["-Xmx1024m", "-Djavax.net.ssl.keyStorePassword=opensesame"],
    classPath: ["/opt/flink/lib/flink-dist-2.3.0.jar"])

  static func fill(_ cluster: inout ClusterModel) {
    let now = Fixture.now
    for step: Int64 in [6, 5, 4, 3, 2, 1, 0] {
      let told = metrics(heap: 700 - 60 * step, garbage: .milliseconds(40_000 - 100 * step))
      cluster.apply(
        ControllerDetail(told), to: .controller, metrics: .current,
        at: now.advanced(by: .seconds(-step * 10)))
    }
    cluster.apply(settings, to: .controllerConfiguration, at: now)
    cluster.apply(environment, to: .controllerEnvironment, at: now)
  }
}
