import FlinkTraces
import StreamModel
import TerminalUI

/// Prints spans while they are found, so that a log of any length takes no room.
struct SpanPrinter {
  let format: OutputFormat
  let isFollowing: Bool
  let filter: SpanFilter
  let text: SpanText
  /// What of a document comes before the spans; taken anew for each one.
  let header: @Sendable () -> [(String, JSONValue)]
  /// Where they are from, as a sentence has it.
  let source: String

  private var hasBegun = false
  private var hasComplained = false
  private var found = 0
  private var printed = 0
  private var hasNames = false

  init(
    format: OutputFormat, isFollowing: Bool, filter: SpanFilter, text: SpanText, source: String,
    header: @escaping @Sendable () -> [(String, JSONValue)]
  ) {
    self.format = format
    self.isFollowing = isFollowing
    self.filter = filter
    self.text = text
    self.source = source
    self.header = header
  }

  /// Prints those that are wanted; false where nobody reads on. What can't be read is told once, where it is waited for
  /// more.
  mutating func take(_ spans: [LoggedSpan], unread: UnreadLines) -> Bool {
    found += spans.count
    hasNames = hasNames || spans.contains { $0.span.jobName != nil }
    if isFollowing, !hasComplained, let sentence = unread.sentence {
      Console.complain("\(source): \(sentence)")
      hasComplained = true
    }
    let wanted = spans.filter { filter.takes($0.span) }
    guard !wanted.isEmpty else { return true }
    var output = ""
    for span in wanted { append(span, to: &output) }
    return Console.stream(Array(output.utf8))
  }

  private mutating func append(_ logged: LoggedSpan, to output: inout String) {
    switch (format, isFollowing) {
    case (.text, _):
      if !hasBegun { output += text.head + "\n" }
      output += text.lines(logged).joined(separator: "\n") + "\n"
    case (.json, true):
      let spans = JSONValue.array([SpanDocument.span(logged)])
      output += JSONValue.object(header() + [("spans", spans)]).text + "\n"
    case (.json, false):
      output += hasBegun ? "," : opening
      output += SpanDocument.span(logged).text
    }
    hasBegun = true
    printed += 1
  }

  /// Prints the events that are wanted; false where nobody reads on.
  mutating func take(_ events: [ReceivedEvent]) -> Bool {
    let wanted = events.filter { filter.takes($0) }
    guard !wanted.isEmpty else { return true }
    var output = ""
    for event in wanted {
      switch format {
      case .text:
        if !hasBegun { output += text.head + "\n" }
        output += text.line(event) + "\n"
      case .json:
        let events = JSONValue.array([SpanDocument.event(event)])
        output += JSONValue.object(header() + [("events", events)]).text + "\n"
      }
      hasBegun = true
    }
    return Console.stream(Array(output.utf8))
  }

  /// What there is instead of what was asked for. Spans of 1.20 name no job.
  private var others: String {
    if found == 0 { return "there is no span at all" }
    return "\(found) of others"
      + (hasNames || filter.job == nil ? "" : ", which have ids but no names")
  }

  /// A document up to its first span.
  private var opening: String {
    JSONValue.object(header() + [("spans", .array([]))]).text.dropLast(2) + ""
  }

  /// Ends what was begun; with an error where what was asked for is not there. `advice` says what to do where there are none.
  mutating func end(unread: UnreadLines, advice: String) throws(Failure) {
    if !isFollowing {
      if let sentence = unread.sentence { Console.complain("\(source): \(sentence)") }
      if filter.isSet, printed == 0 {
        throw Failure(.notFound, "No span of \(filter.words) in \(source): \(others).")
      }
      if format == .json {
        let closing = "],\"unread\":\(unread.document.text)}\n"
        _ = Console.stream(Array(((hasBegun ? "" : opening) + closing).utf8))
        return
      }
    }
    if format == .text, found == 0 {
      Console.output(SafeText.plain("No spans in \(source). \(advice)"))
    }
  }
}
