import Dashboard
import FlinkREST
import StreamModel
import TerminalUI

/// Prints the log files of one process, or the end of one of them.
struct LogReport {
  let connection: ClusterConnection
  let owner: LogOwner
  private let files: [LogFile]

  /// Finds the process that the command line means, and its files.
  init(_ process: String, of connection: ClusterConnection) async throws(Failure) {
    self.connection = connection
    owner = try await Self.owner(process, of: connection)
    files = try await Self.ask(.logFiles(owner), of: connection)
  }

  private static func owner(
    _ process: String, of connection: ClusterConnection
  ) async throws(Failure) -> LogOwner {
    if process.lowercased() == connection.traits.controller.lowercased() { return .controller }
    let ids = try await ask(.taskManagers, of: connection).map(\.id)
    let fits =
      ids.contains(TaskManagerID(process))
      ? [TaskManagerID(process)] : ids.filter { $0.text.contains(process) }
    let worker = connection.traits.worker
    switch fits.count {
    case 1: return .worker(fits[0])
    case 0:
      let list = ids.isEmpty ? "there is none" : "there are \(Self.list(ids))"
      throw Failure(
        .notFound,
        "No \(worker) has '\(process.cutForSentence)' in its id at \(connection.identity.endpoint): "
          + "\(list); 'jobmanager' is the \(connection.traits.controller).")
    default:
      throw Failure(
        .wrongUsage,
        "'\(process.cutForSentence)' means \(fits.count) \(connection.traits.workers(2)): \(list(fits))."
      )
    }
  }

  private static func list(_ ids: [TaskManagerID]) -> String {
    ids.prefix(10).map(\.text).joined(separator: ", ")
      + (ids.count > 10 ? " and \(ids.count - 10) more" : "")
  }

  private static func ask<Q: Question>(
    _ question: Q, of connection: ClusterConnection
  ) async throws(Failure) -> Q.Answer {
    do {
      return try await connection.client.answer(question)
    } catch {
      let status: ExitStatus =
        switch error {
        case .notFound: .notFound
        case .unsupported: .operationFailed
        default: .clusterUnreachable
        }
      throw Failure(status, error.description(in: connection.traits))
    }
  }

  /// A line each: size, when it was written last, name.
  func writeList() async {
    let rows = files.map { file in
      (
        size: file.size.map { String($0.bytes) } ?? "-",
        changed: file.changedAt.map { SystemClock.local.full($0) } ?? "-",
        name: SafeText.plain(file.name)
      )
    }
    let width = rows.map(\.size.count).max() ?? 1
    for row in rows {
      let size = String(repeating: " ", count: width - row.size.count) + row.size
      let changed = row.changed + String(repeating: " ", count: max(0, 19 - row.changed.count))
      guard Console.output("\(size)  \(changed)  \(row.name)") else { return }
    }
  }

  /// The last lines of a file, and then what is added to it for as long as somebody reads.
  func write(_ name: String?, lines: Int, isFollowing: Bool) async throws(Failure) {
    let name = name ?? LogFile.own.name
    guard files.contains(where: { $0.name == name }) else {
      let names = files.filter { !$0.isOwn }.prefix(12).map(\.name).joined(separator: ", ")
      throw Failure(
        .notFound, "There is no file '\(name.cutForSentence)'; there are \(names).")
    }
    var mark = files.mark(of: name)
    var text = try await read(name, tail: max(LogTextQuestion.usualTail, min(lines, 1 << 17) * 512))
    guard write(text.bytes[Self.start(of: lines, in: text.bytes)...]), isFollowing else { return }
    while true {
      try? await Task.sleep(for: max(.seconds(3), text.pause))
      let now = try await Self.ask(.logFiles(owner), of: connection).mark(of: name)
      guard now == nil || now != mark else { continue }
      mark = now
      let newer = try await read(name, tail: LogTextQuestion.usualTail)
      guard write(Self.added(to: text, in: newer)) else { return }
      text = newer
    }
  }

  private func read(_ name: String, tail: Int) async throws(Failure) -> LogText {
    try await Self.ask(LogTextQuestion(owner, name, tail: tail), of: connection)
  }

  /// Where the last lines begin.
  static func start(of lines: Int, in bytes: [UInt8]) -> Int {
    guard lines > 0 else { return bytes.count }
    var count = 0
    for index in bytes.indices.dropLast().reversed() where bytes[index] == UInt8(ascii: "\n") {
      count += 1
      if count == lines { return index + 1 }
    }
    return 0
  }

  /// What a file has got since it was read last; says where that is not all.
  private static func added(to former: LogText, in newer: LogText) -> ArraySlice<UInt8> {
    switch LogPlace(former).continuation(in: newer) {
    case .goesOn(let bytes): return bytes
    case .leavesOut(let count, let bytes):
      Console.complain("\(count) bytes were written meanwhile and are left out.")
      return bytes
    case .beganAnew(let bytes):
      Console.complain("the file began anew: it is not the one that was read.")
      return bytes
    }
  }

  private func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard Console.isTerminal else { return Console.stream(Array(bytes)) }
    // A line that ends in nothing gets its end.
    let isWhole = bytes.last == UInt8(ascii: "\n") || bytes.isEmpty
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast(isWhole ? 1 : 0)
    {
      let plain = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard Console.stream(Array((SafeText.plain(LogBytes.visible(plain)) + "\n").utf8)) else {
        return false
      }
    }
    return true
  }
}
