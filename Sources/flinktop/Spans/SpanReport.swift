import Dashboard
import FlinkREST
import FlinkTraces
import Monitoring
import NcursesScreen
import SpanReceiver
import StreamModel
import TerminalUI

#if canImport(Glibc)
  import Glibc
#endif

/// What `flinktop spans` does with a log: reads it, prints the spans in it, and goes on where it is followed.
struct SpanReport {
  /// How often a file is looked at.
  private static let fileInterval: Duration = .milliseconds(500)

  var format: OutputFormat
  var isFollowing: Bool
  var filter: SpanFilter
  var width: TextWidth

  // MARK: A file

  /// The spans of a file, or of standard input (`-`).
  func write(file path: String) async throws {
    let name = path == "-" ? "standard input" : path
    var printer = printer(source: name, names: [:]) {
      [
        ("schema", .string("flinktop/1")), ("takenAt", .integer(SystemClock.now.milliseconds)),
        ("cluster", .null), ("log", .string(name)),
      ]
    }
    var file = SpanFile(path: path)
    var isAwaited = false
    do {
      while true {
        switch try file.next() {
        case .spans(let spans):
          guard printer.take(spans, unread: file.reader.unread) else { return }
          continue
        case .ended(let spans):
          guard printer.take(spans, unread: file.reader.unread) else { return }
          return try printer.end(unread: file.reader.unread, advice: SpanReporting.advice)
        case .nothing:
          guard isFollowing else {
            guard printer.take(file.end(), unread: file.reader.unread) else { return }
            return try printer.end(unread: file.reader.unread, advice: SpanReporting.advice)
          }
        case .absent:
          guard isFollowing else { throw FileFailure(path: path, code: ENOENT) }
          if !isAwaited { Console.complain("\(name) is not there yet.") }
          isAwaited = true
        }
        try await Task.sleep(for: Self.fileInterval)
      }
    } catch let failure as FileFailure {
      let status: ExitStatus = failure.code == ENOENT ? .notFound : .operationFailed
      throw Failure(status, failure.description.asSentence)
    }
  }

  // MARK: OTLP

  /// What reporters send to an address of this machine, until nobody reads on or a signal comes.
  func write(receivedAt address: ListeningAddress) async throws {
    let (reports, inbox) = AsyncStream.makeStream(of: ReceivedReport.self)
    let receiver = SpanReceiver { inbox.yield($0) }
    let port: Int
    do {
      port = try await receiver.start(host: address.host, port: address.port)
    } catch {
      throw Failure(.operationFailed, "Cannot listen on \(address.text): \(error).")
    }
    let place = "\(address.host.contains(":") ? "[\(address.host)]" : address.host):\(port)"
    Console.note("Listening on http://\(place)/v1/traces and /v1/logs (OTLP over HTTP)")
    var printer = printer(source: place, names: [:]) {
      [
        ("schema", .string("flinktop/1")), ("takenAt", .integer(SystemClock.now.milliseconds)),
        ("cluster", .null), ("receiver", .string(place)),
      ]
    }
    var assembly = SpanAssembly()
    for await report in reports {
      switch report {
      case .spans(let spans):
        let now = SystemClock.now
        let whole = assembly.take(spans).map { LoggedSpan(span: $0, line: nil, loggedAt: now) }
        guard printer.take(whole, unread: .none) else { return }
      case .events(let events):
        guard printer.take(events) else { return }
      case .refused(let reason): Console.complain("Refused \(SafeText.plain(reason)).")
      }
    }
  }

  // MARK: A cluster

  /// The spans in the log of a cluster's JobManager.
  func write(
    logOf connection: ClusterConnection, interval: Duration, limit: Duration
  ) async throws {
    let taken = try await SnapshotReport(
      connection: connection, interval: interval, limit: limit, width: width
    ).taken { _ in Demand(measuresRates: false) }
    let (cluster, traits) = (taken.cluster, connection.traits)
    let jobs = cluster.jobs.map(\.summary.value)
    var report = self
    if let job = filter.job {
      report.filter.jobIDs = Set(JobReference.matches(job, among: jobs).map(\.id))
    }
    let source = "the \(traits.controller)'s log at \(connection.identity.endpoint)"
    var printer = report.printer(
      source: source, names: Dictionary(jobs.map { ($0.id, $0.name) }) { first, _ in first }
    ) {
      let now = SystemClock.now
      guard
        case .object(let members) = Documents(cluster: cluster, takenAt: now).document([
          ("log", .string("log"))
        ])
      else { return [] }
      return members
    }
    var log = RemoteSpanLog(of: connection.client)
    var outage: String?
    while true {
      do {
        let spans = try await log.next()
        outage = nil
        for remark in log.remarks { Console.complain(remark) }
        guard printer.take(spans, unread: log.reader.unread) else { return }
      } catch {
        let line = error.description(in: traits).asSentence
        guard isFollowing, error.isAboutTheServer else {
          let status: ExitStatus =
            if case .notFound = error { .notFound } else { .clusterUnreachable }
          throw Failure(status, line)
        }
        if outage == nil { Console.complain(line) }
        outage = line
      }
      guard isFollowing else { break }
      try await Task.sleep(for: max(interval, log.pause))
    }
    guard printer.take(log.end(), unread: log.reader.unread) else { return }
    try printer.end(unread: log.reader.unread, advice: Self.advice(for: cluster.capabilities))
  }

  private func printer(
    source: String, names: [JobID: String], header: @escaping @Sendable () -> [(String, JSONValue)]
  ) -> SpanPrinter {
    SpanPrinter(
      format: format, isFollowing: isFollowing, filter: filter,
      text: SpanText(
        clock: SystemClock.local, charset: TerminalLocale.isUnicode ? .unicode : .ascii,
        width: width, jobNames: names, namesJobs: filter.job == nil),
      source: source, header: header)
  }

  /// Why there may be none in a cluster's log: what a version can't do is said first.
  static func advice(for capabilities: Capabilities) -> String {
    let first = FlinkRelease.firstWithSpans
    guard let release = capabilities.version.flatMap({ FlinkRelease($0) }), release < first
    else { return SpanReporting.advice }
    return "\(capabilities.traits.shortName) \(release) reports none: they came with \(first)."
  }
}
