import StreamModel
import TerminalUI

/// When a log is read again. The server knows no ranges, so each time the whole file goes over the wire.
extension LogsScreen {
  /// Why a file is not asked for; nil where it is.
  func refusal(to reader: LogReader, in context: Context) -> String? {
    if let text = standingText(in: context) { return text }
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
    context.standingText(of: owner, "its logs can't be had from the cluster")
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
