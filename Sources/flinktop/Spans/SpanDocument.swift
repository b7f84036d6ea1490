import FlinkTraces
import StreamModel

/// A span in a JSON document: what has a meaning by name, and below that every attribute as it was told.
enum SpanDocument {
  static func span(_ logged: LoggedSpan) -> JSONValue {
    let here: [(String, JSONValue)] = [
      ("loggedAt", .optional(logged.loggedAt, time)),
      ("line", .optional(logged.line) { .integer(Int64($0)) }),
    ]
    return span(logged.span, here)
  }

  private static func span(
    _ span: TraceSpan, _ place: [(String, JSONValue)] = []
  ) -> JSONValue {
    .object(
      [
        ("name", .string(span.name)), ("scope", .string(span.scope)),
        ("startTime", .optional(span.start, time)), ("endTime", .optional(span.end, time)),
        ("durationMs", .optional(span.duration, duration)),
      ] + place + [
        ("jobId", .optional(span.job) { .string($0.text) }),
        ("jobName", .optional(span.jobName) { .string($0) }),
        ("checkpointId", .optional(span.checkpoint) { .integer($0.number) }),
        ("vertexId", .optional(span.vertex) { .string($0.text) }),
        ("subtask", .optional(span.subtask) { .integer(Int64($0)) }),
        ("status", .optional(span.status) { .string($0) }),
        ("isSavepoint", .optional(span.isSavepoint) { .bool($0) }),
        ("isUnaligned", .optional(span.isUnaligned) { .bool($0) }),
        ("durations", .array(span.durations.map { figure($0, "Ms", duration) })),
        ("sizes", .array(span.sizes.map { figure($0, "Bytes", size) })),
        ("attributes", .object(span.attributes.all.map { ($0.name, value($0.value)) })),
        ("children", .array(span.children.map { Self.span($0) })),
      ])
  }

  static func event(_ event: ReceivedEvent) -> JSONValue {
    .object([
      ("name", .string(event.name)), ("scope", .string(event.scope)),
      ("time", .optional(event.time, time)),
      ("jobId", .optional(event.job) { .string($0.text) }),
      ("jobName", .optional(event.jobName) { .string($0) }),
      ("attributes", .object(event.attributes.all.map { ($0.name, value($0.value)) })),
    ])
  }

  private static func figure<Value>(
    _ figure: SpanFigure<Value>, _ unit: String, _ make: (Value) -> JSONValue
  ) -> JSONValue {
    .object(
      [
        ("name", .string(figure.name)), ("max" + unit, .optional(figure.max, make)),
        ("sum" + unit, .optional(figure.sum, make)),
      ]
        + (figure.maxByTask.isEmpty
          ? [] : [("maxByTask" + unit, .array(figure.maxByTask.map(make)))])
        + (figure.sumByTask.isEmpty
          ? [] : [("sumByTask" + unit, .array(figure.sumByTask.map(make)))]))
  }

  private static func value(_ value: SpanValue) -> JSONValue {
    switch value {
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .integers(let numbers): .array(numbers.map { .integer($0) })
    }
  }

  private static func time(_ time: Timestamp) -> JSONValue { .integer(time.milliseconds) }

  private static func duration(_ duration: Duration) -> JSONValue {
    .integer(duration.wholeMilliseconds)
  }

  private static func size(_ size: ByteCount) -> JSONValue { .integer(size.bytes) }
}

extension UnreadLines {
  /// Null where all was read.
  var document: JSONValue {
    .object([
      ("count", .integer(Int64(count))),
      (
        "first",
        .optional(first) { first in
          .object([
            ("line", .integer(Int64(first.line))), ("column", .integer(Int64(first.column))),
            ("reason", .string(first.reason)),
          ])
        }
      ),
    ])
  }

  /// `line 12, byte 340: the line ends before the span does`.
  var sentence: String? {
    first.map { first in
      let rest = count > 1 ? " (and \(count - 1) more)" : ""
      return
        "line \(first.line), byte \(first.column) can't be read as a span\(rest): \(first.reason)."
    }
  }
}
