import Foundation
import StreamModel
import Testing

@testable import FlinkTraces

/// Lines that real clusters wrote, and how to read them.
enum Recording {
  static let logs = [
    "1.20.5.log", "2.3.0.log", "2.3.0-savepoints.log", "2.3.0-subtasks.log", "2.3.0-tasks.log",
  ]

  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.url(forResource: "Recordings", withExtension: nil))
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The spans of a recorded log, all of which can be read.
  static func spans(_ name: String) throws -> [TraceSpan] {
    let (spans, reader) = read(try bytes(name))
    #expect(reader.unread == UnreadLines())
    return spans.map(\.span)
  }

  /// Everything in these pieces.
  static func read(_ pieces: [UInt8]...) -> (spans: [LoggedSpan], reader: SpanLogReader) {
    var reader = SpanLogReader()
    var spans: [LoggedSpan] = []
    for piece in pieces { spans += reader.take(piece) }
    return (spans + reader.end(), reader)
  }

  /// Everything in this text, by spans alone.
  static func read(_ text: String) -> (spans: [LoggedSpan], reader: SpanLogReader) {
    read(Array(text.utf8))
  }

  /// A line with a span of 2.x that has these attributes.
  static func line(_ attributes: String, children: String = "") -> String {
    "2026-11-21 01:56:56,169 INFO  x [] - Reported span: SimpleSpan{scope=a.B, name=Checkpoint, "
      + "startTsMillis=1795226216096, endTsMillis=1795226216122, attributes={\(attributes)}, "
      + "children=[\(children)]}\n"
  }
}

extension Timestamp {
  init(_ milliseconds: Int64) { self.init(milliseconds: milliseconds) }
}
