package import StreamModel

/// A measured figure of a span, over the subtasks that it is about.
///
/// Each maximum is taken for itself, maybe of another subtask: those of the parts of one whole may come to more than the
/// whole took. The mean is the sum over the number of subtasks, which no span tells.
package struct SpanFigure<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What is measured, as in the attribute: `AlignmentDurationMs` is `Alignment`, `RestoredStateSizeBytes.LOCAL_DISK` is
  /// `RestoredStateSize.LOCAL_DISK`.
  package var name: String
  /// The greatest of one subtask; of a span of one subtask, its own.
  package var max: Value?
  /// Over all subtasks; of a span of one subtask, its own.
  package var sum: Value?
  /// The greatest and the sum of each task, in an order that no span tells; only with
  /// `SPAN_PER_CHECKPOINT_WITH_TASKS`. Empty elsewhere.
  package var maxByTask: [Value] = []
  package var sumByTask: [Value] = []
}

extension TraceSpan {
  /// Times, in the order of what happens first, those that are not known by name behind. 2.x for checkpoints; both for
  /// starts of a job.
  package var durations: [SpanFigure<Duration>] {
    figures(of: .duration).map { $0.mapped { .milliseconds($0) } }
  }

  /// Sizes. 2.x for checkpoints; both for starts of a job.
  package var sizes: [SpanFigure<ByteCount>] {
    figures(of: .size).map { $0.mapped { ByteCount(bytes: $0) } }
  }

  /// The times that part one subtask's work between them: those within another one are left out.
  package var parts: [SpanFigure<Duration>] {
    durations.filter { !["DownloadState", "RestoreState"].contains($0.name) }
  }

  /// What is measured, in the order in which it happens.
  private static let order = [
    "CheckpointStartDelay", "Alignment", "SyncCheckpoint", "AsyncCheckpoint",
    "MailboxStart", "ReadOutputData", "InitializeState", "DownloadState", "RestoreState",
    "RestoreAsyncCompaction", "GateRestore",
    "StateSize", "CheckpointedSize", "ProcessedData", "PersistedData",
  ]

  private func figures(of unit: MeasuredName.Unit) -> [SpanFigure<Int64>] {
    var found: [SpanFigure<Int64>] = []
    // Flink's own spans alone: what another means by `max` nobody knows.
    if case .other = kind { return [] }
    // No subtask has acknowledged it: the zeros are of nobody.
    if kind == .checkpoint || kind == .checkpointTask, end == nil { return [] }
    for attribute in attributes.all {
      guard let name = MeasuredName(attribute.name), name.unit == unit else { continue }
      if name.part == .own, kind != .checkpointSubtask { continue }
      let index =
        found.firstIndex { $0.name == name.stem }
        ?? {
          found.append(SpanFigure(name: name.stem))
          return found.count - 1
        }()
      found[index].take(attribute.value, as: name.part)
    }
    func rank(_ figure: SpanFigure<Int64>) -> Int {
      Self.order.firstIndex(of: figure.name) ?? Self.order.count
    }
    return found.sorted { (rank($0), $0.name) < (rank($1), $1.name) }
  }
}

extension SpanFigure<Int64> {
  fileprivate mutating func take(_ value: SpanValue, as part: MeasuredName.Part) {
    switch (value, part) {
    // -1 is what Flink does not know.
    case (.integer(let number), _) where number < 0: return
    case (.integer(let number), .max): max = number
    case (.integer(let number), .sum): sum = number
    case (.integer(let number), .own):
      max = number
      sum = number
    case (.integers(let numbers), .maxByTask): maxByTask = numbers
    case (.integers(let numbers), .sumByTask): sumByTask = numbers
    default: return
    }
  }

  fileprivate func mapped<Other>(_ make: (Int64) -> Other) -> SpanFigure<Other> {
    SpanFigure<Other>(
      name: name, max: max.map(make), sum: sum.map(make), maxByTask: maxByTask.map(make),
      sumByTask: sumByTask.map(make))
  }
}

/// The name of an attribute that is a measurement, taken apart: `maxAlignmentDurationMs`.
private struct MeasuredName {
  enum Part {
    case max, sum, maxByTask, sumByTask, own
  }
  enum Unit {
    case duration, size
  }

  var stem: String
  var part: Part
  var unit: Unit

  private static let parts: [(prefix: String, part: Part)] = [
    ("perTaskMax", .maxByTask), ("perTaskSum", .sumByTask), ("max", .max), ("sum", .sum),
    ("", .own),
  ]

  init?(_ name: String) {
    for (prefix, part) in Self.parts where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      guard rest.first?.isUppercase ?? false else { continue }
      self.part = part
      // The location of the state stands behind a dot.
      let place = rest.firstIndex(of: ".") ?? rest.endIndex
      let head = rest[..<place]
      if head.hasSuffix("Ms") {
        unit = .duration
        let short = head.dropLast(2)
        stem = String(short.hasSuffix("Duration") ? short.dropLast(8) : short) + rest[place...]
      } else if head.hasSuffix("Bytes") {
        unit = .size
        stem = String(head.dropLast(5)) + rest[place...]
      } else {
        return nil
      }
      return
    }
    return nil
  }
}
