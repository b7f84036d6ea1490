import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/logs` for their length, and where that is not too long `/jobmanager/log`: the newest checkpoint of a
  /// job that a task declined, with the trace behind it.
  static let checkpointDecline = Endpoint<CheckpointDeclineQuestion>(
    asks: ["/jobmanager/logs", "/jobmanager/log"],
    refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (question, client) async throws(SourceError) in
    let log = try await controllerLog(upTo: CheckpointDeclineQuestion.longestLog, of: client)
    return log.flatMap { CheckpointDecline(newestOf: question.job, in: $0.text.bytes) }
  }
}

extension CheckpointDecline {
  /// Reads the JobManager's log; nil where none of the job's checkpoints was declined in it. From 1.13 to 2.3 a line
  /// `... - Decline checkpoint 3 by task ... of job ...` stands before the trace.
  init?(newestOf job: JobID, in log: [UInt8]) {
    let lines = log.split(separator: UInt8(ascii: "\n"))
    let mark = Array("Decline checkpoint ".utf8)
    let owner = Array(" of job \(job.text) ".utf8)
    guard
      let index = lines.lastIndex(where: { line in
        line.firstRange(of: mark) != nil && line.firstRange(of: owner) != nil
      }), let number = lines[index].firstRange(of: mark).map({ lines[index][$0.upperBound...] }),
      let id = Int64(String(decoding: number.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
    else { return nil }
    // Lines of the log itself begin with the time, those of a trace with a name, a tab or `Caused by`.
    let trace = lines[(index + 1)...].prefix { line in
      line.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }
    let cause = FailureText.usefulLine(
      of: trace.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
    guard !cause.isEmpty else { return nil }
    self.init(checkpoint: CheckpointID(id), cause: cause)
  }
}
