import StreamModel
import TerminalUI

/// When a log is read again. The server knows no ranges, so each time the whole file goes over the wire.
extension LogsScreen {
  /// How the process stands whose logs these are.
  enum Standing: Equatable {
    case there
    /// No TaskManager has this id or has it in its id.
    case gone
    /// More than one TaskManager has what was typed in its id.
    case manyFit(Int)
  }

  func standing(in context: Context) -> Standing {
    guard case .worker(let id) = owner,
      let listed = context.cluster.answers[.taskManagers]?.value,
      !listed.contains(where: { $0.id == id })
    else { return .there }
    let fits = Self.taskManagers(named: id.text, among: listed).count
    return fits > 1 ? .manyFit(fits) : .gone
  }

  /// Those that have a text in their ids, else those that a failure before 1.18 may name: by host and data port.
  static func taskManagers(named text: String, among listed: [TaskManager]) -> [TaskManager] {
    let fits = listed.filter { $0.id.text.contains(text) }
    guard fits.isEmpty, let port = text.split(separator: ":").last.flatMap({ Int($0) }) else {
      return fits
    }
    return listed.filter { $0.dataPort == port }
  }

  /// Why a file is not asked for; nil where it is.
  func refusal(to reader: LogReader, in context: Context) -> String? {
    switch standing(in: context) {
    case .there: break
    case .gone, .manyFit: return standingText(in: context)
    }
    if case .tooLarge = context.cluster.failing[question(reader)] {
      return context.waitingText(question(reader))
    }
    let size = files(in: context)?.value.first { $0.name == reader.file }?.size
    guard let size, size > LogTextQuestion.longestFile else { return nil }
    let (text, limit) = (
      Self.text(size), Self.text(LogTextQuestion.longestFile)
    )
    return "This file has \(text): no more than \(limit) are read, as all of it is sent each time."
  }

  /// Says that the process is not there; nil where it is.
  func standingText(in context: Context) -> String? {
    guard case .worker(let id) = owner else { return nil }
    let worker = context.cluster.traits.worker
    return switch standing(in: context) {
    case .there: nil
    case .gone: "No \(worker) \(id.text) is there now: its logs can't be had from the cluster."
    case .manyFit(let count):
      "'\(id.text)' fits \(count) \(context.cluster.traits.workers(count)): type more of the id."
    }
  }

  /// Asks for the file anew where its end is followed and the list says that it has changed, but a large one less often.
  func follow(_ reader: inout LogReader, in context: Context) {
    guard reader.isFollowing, let text = reader.text, let receivedAt = reader.receivedAt,
      let listedAt = files(in: context)?.receivedAt, listedAt > receivedAt,
      context.now.since(receivedAt) >= text.pause
    else { return }
    let mark = files(in: context)?.value.mark(of: reader.file)
    let isOwn = LogFile(name: reader.file, size: nil).isOwn
    let known = isOwn ? reader.mark : text.end
    guard let mark, let known else {
      reader.mark = mark
      return
    }
    if mark != known { reader.edition = mark &+ 1 }
  }

  static func text(_ size: ByteCount) -> String { Format.bytes(Double(size.bytes)) }
}
