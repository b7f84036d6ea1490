/// A process of the cluster: it writes logs, and tells what its threads do.
package enum LogOwner: Hashable, Sendable {
  /// The one that knows all jobs: the JobManager.
  case controller
  case worker(TaskManagerID)

  package var subject: Subject {
    switch self {
    case .controller: .cluster
    case .worker(let id): .taskManager(id)
    }
  }

  /// Nil for what writes no log.
  package init?(_ subject: Subject) {
    switch subject {
    case .cluster: self = .controller
    case .taskManager(let id), .moment(let id, _), .thread(let id, _), .logFile(let id, _):
      self = .worker(id)
    case .job, .vertex, .subtask, .checkpoint: return nil
    }
  }
}

/// One file of a process's log folder.
package struct LogFile: Hashable, Sendable {
  package var name: String
  /// Nil where it is not told, as of what a process calls its own.
  package var size: ByteCount?
  /// When it was written last; not told before 1.16.
  package var changedAt: Timestamp?

  package init(name: String, size: ByteCount?, changedAt: Timestamp? = nil) {
    self.name = name
    self.size = size
    self.changedAt = changedAt
  }

  /// What a process writes its log to and what it prints, whatever those files are called. They have routes of their own
  /// (`/taskmanagers/:id/log`), which answer where there is no list, and tell whose log it is where several processes
  /// share a folder.
  package static let own = LogFile(name: "log", size: nil)
  package static let ownOutput = LogFile(name: "stdout", size: nil)

  package var isOwn: Bool { name == Self.own.name || name == Self.ownOutput.name }
}

/// How much an entry of a log matters. The order is that of weight.
package enum LogLevel: UInt8, Comparable, Sendable {
  /// A line that names none.
  case none
  case trace, debug, info, warning, error

  package static func < (lhs: LogLevel, rhs: LogLevel) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A line of a log, or a part of one that is longer than any screen.
package struct LogLine: Hashable, Sendable {
  /// Its first byte, among those that are kept.
  package var start: UInt32
  /// That of the entry it belongs to: a stack trace has that of the line it stands under.
  package var level: LogLevel
  /// An entry begins with it. Of several lines only the first has time and level.
  package var isHead: Bool
}

extension [LogFile] {
  /// What a list tells of a file that is another number once it was written to; nil where it tells nothing. Of what a
  /// process calls its own nobody tells which file it is: any of them counts.
  package func mark(of file: String) -> Int? {
    guard LogFile(name: file, size: nil).isOwn else {
      return first { $0.name == file }.flatMap { $0.size }.map { Int($0.bytes) }
    }
    let suffix = file == LogFile.own.name ? ".log" : ".out"
    let sizes = filter { $0.name.hasSuffix(suffix) }.compactMap(\.size)
    return sizes.isEmpty ? nil : sizes.reduce(0) { $0 &+ Int($1.bytes) }
  }
}

extension LogText {
  /// How long to wait before the file is read again, as all of it is sent each time: nine tenths of the time the network
  /// is free of it, and the server sends no more than 4 MiB/s.
  package var pause: Duration {
    Swift.max(readFor * 9, .milliseconds(Int64(end) * 1000 / 4_194_304))
  }
}
