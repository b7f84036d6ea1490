import StreamModel

/// A recovery in a JSON document: each figure with who tells it.
enum RecoveryDocument {
  static func recovery(_ recovery: Recovery) -> JSONValue {
    .object([
      ("cause", .optional(recovery.cause) { .string($0.rawValue) }),
      ("outcome", .optional(recovery.outcome) { .string(name($0)) }),
      ("failure", text(recovery.failure)), ("failedTask", text(recovery.failedTask)),
      ("trigger", text(recovery.trigger)),
      ("sources", .array(recovery.sources.map { .string($0.rawValue) })),
      ("totalMs", duration(recovery.total)), ("untilRunningMs", duration(recovery.untilRunning)),
      ("initializationMs", duration(recovery.initialization)),
      ("wentBackMs", duration(recovery.wentBack)),
      ("createdAt", time(recovery.createdAt)), ("failedAt", time(recovery.failedAt)),
      ("noticedAt", time(recovery.noticedAt)), ("cancelledAt", time(recovery.cancelledAt)),
      ("runningAt", time(recovery.runningAt)), ("deployedAt", time(recovery.deployedAt)),
      ("endedAt", time(recovery.endedAt)),
      ("checkpointId", known(recovery.checkpoint) { .integer($0.number) }),
      ("isSavepoint", .optional(recovery.isSavepoint) { .bool($0) }),
      ("triggeredAt", time(recovery.triggeredAt)), ("restoredAt", time(recovery.restoredAt)),
      ("stateSizeBytes", known(recovery.stateSize) { .integer($0.bytes) }),
      ("subtasks", known(recovery.subtasks) { .integer(Int64($0)) }),
      ("phases", .array(recovery.phases.map(phase))),
      ("parts", .array(recovery.parts.map { part($0, of: recovery) })),
      (
        "stateByLocation",
        .array(
          recovery.places.map { place in
            .object([
              ("location", .string(place.name)),
              ("maxBytes", .optional(place.max) { .integer($0.bytes) }),
              ("sumBytes", .optional(place.sum) { .integer($0.bytes) }),
            ])
          })
      ),
    ])
  }

  private static func name(_ outcome: Recovery.Outcome) -> String {
    switch outcome {
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    case .underWay: "IN_PROGRESS"
    }
  }

  private static func phase(_ phase: Recovery.Phase) -> JSONValue {
    .object([
      ("name", .string(phase.words)), ("startTime", .integer(phase.start.milliseconds)),
      ("durationMs", duration(phase.duration)), ("isAtLeast", .bool(phase.isAtLeast)),
      ("isNested", .bool(phase.isNested)), ("source", .string(phase.source.rawValue)),
    ])
  }

  private static func part(_ part: Recovery.Part, of recovery: Recovery) -> JSONValue {
    .object([
      ("name", .string(part.name)), ("maxMs", duration(part.max)), ("sumMs", duration(part.sum)),
      ("meanMs", .optional(recovery.mean(of: part)) { .number($0.inSeconds * 1000) }),
      ("source", .string(part.source.rawValue)),
    ])
  }

  /// What was read of a log; null where none was.
  static func log(_ trace: RecoveryTrace?) -> JSONValue {
    .optional(trace) { trace in
      .object([
        ("spans", .integer(Int64(trace.spanCount))),
        ("unread", .integer(Int64(trace.unreadCount))),
        ("readFrom", .integer(Int64(trace.start))), ("size", .integer(Int64(trace.end))),
      ])
    }
  }

  private static func known<Value>(
    _ known: Recovery.Known<Value>?, _ make: (Value) -> JSONValue
  ) -> JSONValue {
    .optional(known) {
      .object([("value", make($0.value)), ("source", .string($0.source.rawValue))])
    }
  }

  private static func time(_ known: Recovery.Known<Timestamp>?) -> JSONValue {
    self.known(known) { .integer($0.milliseconds) }
  }

  private static func duration(_ duration: Duration?) -> JSONValue {
    .optional(duration) { .integer($0.wholeMilliseconds) }
  }

  private static func text(_ text: String?) -> JSONValue { .optional(text) { .string($0) } }
}
