import Dashboard
import FlinkTraces
import NcursesScreen
import StreamModel
import TerminalUI

#if canImport(Glibc)
  import Glibc
#endif

/// What `flinktop recoveries` does with a log file: reads it, and prints what it tells of one job.
struct RecoveryFile {
  /// How often a file that is watched is looked at.
  private static let interval: Duration = .milliseconds(500)

  var path: String

  private var name: String { path == "-" ? "standard input" : path }

  /// All that the file, or standard input, tells.
  func trace() async throws(Failure) -> RecoveryTrace {
    var reader = RecoveryLogReader()
    let tail = FileTail(path: path)
    guard try read(tail, into: &reader) else {
      throw failure(FileFailure(path: path, code: ENOENT))
    }
    reader.end()
    let trace = told(reader)
    if let sentence = reader.unread.sentence { Console.complain("\(name): \(sentence)") }
    return trace
  }

  private func told(_ reader: RecoveryLogReader) -> RecoveryTrace { reader.trace() }

  /// Takes what there is now; false where there is no such file.
  private func read(
    _ tail: FileTail, into reader: inout RecoveryLogReader
  ) throws(Failure) -> Bool {
    do throws(FileFailure) {
      while true {
        switch try tail.next() {
        case .bytes(let bytes): reader.take(bytes)
        case .beganAnew: reader.beginAnew()
        case .nothing, .ended: return true
        case .absent: return false
        }
      }
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: FileFailure) -> Failure {
    Failure(error.code == ENOENT ? .notFound : .operationFailed, error.description.asSentence)
  }

  // MARK: Without a cluster

  /// Prints what the file alone tells of a job.
  func write(
    _ job: String, as format: OutputFormat, width: TextWidth, drawn: Int
  ) async throws(Failure) {
    let trace = try await trace()
    Console.output(try text(of: job, trace, as: format, width: width, drawn: drawn))
  }

  /// Prints it anew each time that the file tells more, until nobody reads on.
  func watch(
    _ job: String, as format: OutputFormat, width: TextWidth, drawn: Int
  ) async throws {
    var reader = RecoveryLogReader()
    let tail = FileTail(path: path)
    var printed: RecoveryTrace?
    var isAwaited = false
    while true {
      let isThere = try read(tail, into: &reader)
      if !isThere, !isAwaited {
        Console.complain("\(name) is not there yet.")
        isAwaited = true
      }
      let trace = told(reader)
      let isOther = printed?.jobs != trace.jobs
      if isOther, let text = try? text(of: job, trace, as: format, width: width, drawn: drawn) {
        guard Console.stream(Array((text + format.separator).utf8)) else { return }
        printed = trace
      }
      try await Task.sleep(for: Self.interval)
    }
  }

  private func text(
    of reference: String, _ trace: RecoveryTrace, as format: OutputFormat, width: TextWidth,
    drawn: Int
  ) throws(Failure) -> String {
    let (id, job) = try choose(reference, trace)
    let newest = Array(job.recoveries.reversed())
    let now = SystemClock.now
    switch format {
    case .json:
      return JSONValue.object([
        ("schema", .string("flinktop/1")), ("takenAt", .integer(now.milliseconds)),
        ("cluster", .null),
        (
          "job",
          .object([
            ("id", .string(id.text)), ("name", .optional(job.name) { .string($0) }),
            ("state", .null),
          ])
        ),
        ("log", RecoveryDocument.log(trace)),
        ("recoveries", .array(newest.map(RecoveryDocument.recovery))),
      ]).text
    case .text:
      let text = RecoveriesText(
        recoveries: newest, clock: SystemClock.local, now: now,
        charset: TerminalLocale.isUnicode ? .unicode : .ascii, width: width, drawn: drawn)
      let title = SafeText.plain([job.name, id.text].compactMap(\.self).joined(separator: "  "))
      let remark = RecoveriesText.remark(trace, isFile: true)
      return ([title, ""] + text.lines + (remark.map { ["", $0] } ?? [])).joined(separator: "\n")
    }
  }

  /// A job by its name or the beginning of its id, among those that the file tells of.
  private func choose(
    _ reference: String, _ trace: RecoveryTrace
  ) throws(Failure) -> (JobID, RecoveryTrace.Job) {
    let named = trace.jobs.filter { $0.value.name == reference }
    let found =
      named.isEmpty
      ? trace.jobs.filter { $0.key.text.hasPrefix(reference.lowercased()) } : named
    if let only = found.first, found.count == 1 { return (only.key, only.value) }
    let list = (found.isEmpty ? trace.jobs : found).sorted { $0.key < $1.key }.prefix(10).map {
      "\($0.key.text)\($0.value.name.map { " \($0.cutForSentence)" } ?? "")"
    }
    guard !found.isEmpty else {
      let others =
        list.isEmpty
        ? "it tells of no start and no restart of a job"
        : "it tells of \(list.joined(separator: "; "))"
      throw Failure(
        .notFound, "No job '\(reference.cutForSentence)' in \(name): \(others).")
    }
    throw Failure(
      .wrongUsage,
      "'\(reference.cutForSentence)' means \(found.count) jobs in \(name): \(list.joined(separator: "; "))."
    )
  }
}
