package import StreamModel
package import TerminalUI

/// The phases of a recovery, each a bar where it lies in the whole.
package struct RecoveryWaterfall {
  package struct Row: Hashable {
    package var label: String
    /// As many cells as were asked for.
    package var bar: String
    /// `201ms`; `>=91ms` where it may have been longer.
    package var length: String
    /// Over the subtasks, where they are told.
    package var mean: String?
    package var source: Recovery.Source
    var role: Role
  }

  package static let labelWidth = 18
  package var rows: [Row]

  /// `width` is that of a bar.
  package init(_ recovery: Recovery, width: Int, charset: Charset) {
    let phases = recovery.phases
    let start = phases.map(\.start).min()
    let end = phases.map(\.end).max()
    guard let start, let end else {
      rows = []
      return
    }
    let whole = max(1, Double(end.since(start).wholeMilliseconds))
    rows = phases.map { phase in
      let from = Double(phase.start.since(start).wholeMilliseconds) / whole
      let to = Double(phase.end.since(start).wholeMilliseconds) / whole
      return Row(
        label: (phase.isNested ? "  " : "") + SafeText.plain(phase.words),
        bar: Self.bar(from: from, to: to, width: width, phase, charset),
        length: (phase.isAtLeast ? ">=" : "") + Format.duration(phase.duration),
        mean: phase.mean.map { Format.duration($0) }, source: phase.source,
        role: Self.role(phase.kind))
    }
  }

  /// What took no time that is seen has a thin stroke where it lies.
  private static func bar(
    from: Double, to: Double, width: Int, _ phase: Recovery.Phase, _ charset: Charset
  ) -> String {
    guard width > 0 else { return "" }
    let first = min(width - 1, max(0, Int(from * Double(width))))
    let last = min(width, max(first, Int((to * Double(width)).rounded())))
    let fill: Character =
      phase.isNested
      ? (charset.isASCII ? "=" : "▒")
      : phase.isAtLeast
        ? (charset.isASCII ? "~" : "░")
        : (charset.isASCII ? "#" : "█")
    let bar =
      last == first
      ? (charset.isASCII ? "|" : "▏") : String(repeating: fill, count: last - first)
    let rest = width - first - bar.count
    return String(repeating: " ", count: first) + bar + String(repeating: " ", count: max(0, rest))
  }

  private static func role(_ kind: Recovery.Phase.Kind) -> Role {
    switch kind {
    case .noticing, .cancelling, .cancellingAndWaiting: .critical
    case .waiting, .preparing: .warning
    case .deploying: .accent
    case .initializing, .part: .good
    }
  }
}

/// What is said of a recovery in words: on the screen and in the report the same.
package struct RecoveryFacts {
  package var recovery: Recovery

  package init(_ recovery: Recovery) { self.recovery = recovery }

  /// `failure: java.io.IOException: lost (map (1/2))`.
  package var cause: String {
    let words: String =
      switch recovery.cause {
      case .start?: "start"
      case .failure?: "failure"
      case .rescale?: "rescale"
      case nil: "start or restart, nobody tells of what"
      }
    let reason = (recovery.failure ?? recovery.trigger).map { ": \(SafeText.plain($0))" } ?? ""
    let task = recovery.failedTask.map { "  (\(SafeText.plain($0)))" } ?? ""
    return words + reason + task
  }

  /// `from checkpoint 4, triggered 4.1s before; 3.9 MiB of state: LOCAL_DISK 3.9 MiB (2 MiB at most), ...`. Nil where
  /// nothing is told of it.
  package var origin: String? {
    var parts: [String] = []
    if let checkpoint = recovery.checkpoint {
      let word = recovery.isSavepoint == true ? "savepoint" : "checkpoint"
      let before = recovery.wentBack.map { ", \(Format.duration($0)) back" } ?? ""
      parts.append("from \(word) \(checkpoint.value.number)\(before)")
    }
    if let size = recovery.stateSize {
      parts.append("\(Format.bytes(Double(size.value.bytes))) of state")
    }
    let places = recovery.places.compactMap { place -> String? in
      guard let sum = place.sum else { return nil }
      let most = place.max.map { " (at most \(Format.bytes(Double($0.bytes))) a subtask)" } ?? ""
      return "\(SafeText.plain(place.name)) \(Format.bytes(Double(sum.bytes)))\(most)"
    }
    if !places.isEmpty { parts.append("read " + places.joined(separator: ", ")) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
