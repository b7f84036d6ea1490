import StreamModel
import TerminalUI

/// One row of a list of checkpoints: a checkpoint with what is needed to draw it.
struct CheckpointRow {
  var entry: Checkpoint
  var job: JobModel
  /// True for one that was under way when its job was last heard of, where the job is no more.
  var isUnfinished: Bool
  var traits: SystemTraits
  var clock: LocalClock
  var now: Timestamp
  /// As of when it is told how long one under way takes.
  var knownAt: Timestamp

  /// Of a job that is gone nobody says how long it went on.
  var duration: Duration? { isUnfinished ? nil : job.duration(of: entry, at: knownAt) }

  var durationCell: CellText {
    var cell = CellText.duration(duration)
    if duration != nil, entry.status == .inProgress { cell.role = .accent }
    return cell
  }

  /// How it stands, in a word.
  var status: CellText {
    switch entry.status {
    case .inProgress where isUnfinished: CellText("unfinished", .dim)
    case .inProgress: CellText("in progress", .accent)
    case .completed(_, true): CellText("discarded", .dim)
    case .completed: CellText("completed", .good)
    case .failed: CellText("failed", .critical)
    case .other(let name): CellText(name.lowercased(), .warning)
    }
  }

  /// In a word: `checkpoint`, `unaligned`, `savepoint`, `native sp.`.
  var type: CellText {
    let isNative = entry.savepointFormat?.lowercased() == "native"
    if entry.isSavepoint { return CellText(isNative ? "native sp." : "savepoint", .accent) }
    if entry.isOfSpan, entry.type == nil { return .unknown }
    let isUnaligned = entry.span?.isUnaligned ?? (entry.type == "UNALIGNED_CHECKPOINT")
    return CellText(isUnaligned ? "unaligned" : "checkpoint", .dim)
  }

  var subtasks: CellText {
    entry.isOfSpan
      ? .unknown
      : CellText(
        "\(entry.acknowledgedSubtasks)/\(entry.subtasks)",
        entry.acknowledgedSubtasks < entry.subtasks ? .warning : .dim)
  }

  /// What there is to say about it: why it failed, what it waits for, its slowest phase, where it lies.
  var note: CellText {
    switch entry.status {
    case .failed(let cause):
      if let cause { return CellText(cause, .critical) }
      if entry.isOfSpan { return CellText(ofSpan, .dim) }
      return CellText(
        missing > 0 ? "\(missing) of \(entry.subtasks) subtasks did not acknowledge" : "", .dim)
    case .inProgress:
      if isUnfinished { return CellText("") }
      return CellText(
        missing > 0
          ? "waits for \(missing) of \(entry.subtasks) subtasks"
          : "all subtasks have acknowledged", .dim)
    case .completed:
      if let slowest = job.slowestPhase(of: entry.id) { return CellText(slowest, .dim) }
      if entry.isOfSpan { return CellText(ofSpan, .dim) }
      if entry.isInJobManagerOnly, !entry.isDiscarded {
        return CellText(
          "in the \(traits.controller)'s memory: not to restore from once it is gone", .dim)
      }
      return CellText(
        entry.isUnlisted
          ? "listed no more, may be discarded"
          : entry.restorePath ?? (entry.span == nil ? "" : ofSpan), .dim)
    case .other: return CellText("")
    }
  }

  /// `alignment of a subtask 38s, by its span`.
  private var ofSpan: String {
    entry.span?.slowest.map { phase, duration in
      "\(phase.rawValue) of a subtask up to \(Format.duration(duration)), by its span"
    } ?? "told by its span"
  }

  /// All that its span tells of it; nil where there is none that does.
  var spanSentence: String? {
    guard let span = entry.span else { return nil }
    let phases = CheckpointPhase.allCases.compactMap { phase in
      span.longest[phase].map { "\(phase.rawValue) \(Format.duration($0))" }
    }
    var parts = phases.isEmpty ? [] : ["at most of one subtask " + phases.joined(separator: ", ")]
    if let size = span.metadataSize { parts.append("metadata \(Format.bytes(Double(size.bytes)))") }
    if span.isUnaligned == true { parts.append("unaligned") }
    guard !parts.isEmpty else { return nil }
    return "By its span: \(parts.joined(separator: "; "))."
  }

  private var missing: Int { entry.subtasks - entry.acknowledgedSubtasks }
}

extension JobModel {
  /// What is known of the slowest phase of a whole checkpoint, from the vertices asked about so far.
  func slowestPhase(of id: CheckpointID) -> String? {
    let parts = checkpointSubtasks(of: id)
    guard !parts.isEmpty, let slowest = CheckpointPhases.slowest(in: parts) else { return nil }
    return "\(vertex(slowest.vertex)?.shortName ?? slowest.vertex.text), \(slowest.text)"
  }
}

extension SlowestPhase {
  /// `subtask 2: start delay 38s of 40s`.
  var text: String {
    "subtask \(subtask): \(phase.rawValue) \(Format.duration(duration))"
      + " of \(Format.duration(subtaskDuration))"
  }
}

extension ContextReader {
  /// A checkpoint of a job as a row.
  func checkpointRow(_ entry: Checkpoint, of model: JobModel) -> CheckpointRow {
    CheckpointRow(
      entry: entry, job: model,
      isUnfinished: entry.status == .inProgress
        && (model.state.isTerminal || cluster.vanishedAt(model.id) != nil),
      traits: cluster.traits, clock: settings.clock, now: now, knownAt: knownAt)
  }

  /// The history of a job, newest first.
  func checkpointRows(of model: JobModel) -> [CheckpointRow] {
    (model.checkpoints?.history ?? []).map { checkpointRow($0, of: model) }
  }
}
