import StreamModel
import TerminalUI

/// One row of a dialog, and how soon it goes where rows are short.
struct DialogRow {
  enum Content {
    case text([Span])
    case blank, directory, format, question, hint
  }

  /// What goes first where there is too little room comes last.
  enum Rank: Int, CaseIterable {
    case needed, advice, place, blank
  }

  var content: Content
  var rank = Rank.needed

  static let blank = DialogRow(content: .blank, rank: .blank)
}

/// The wording of a dialog: targets in full, what will happen, and what is known about cost and danger.
struct DialogText {
  var rows: [DialogRow] = []

  /// `reasons` are of targets that it cannot be done to any more; `directory` is the cluster's where it has no room in
  /// the field; `names` is the number of lines that jobs may take, those left out included; `cancelWords` are the
  /// system's own.
  init(
    dialog: ActionDialog, reasons: [String], advice: [String], directory: String?,
    identity: ClusterIdentity, width: Int, names: Int, cancelWords: String? = nil
  ) {
    func field(_ label: String, _ value: String, isBold: Bool = false) -> DialogRow {
      let padded = label + String(repeating: " ", count: max(1, 9 - label.count))
      return DialogRow(
        content: .text([Span(padded, .dim), Span(value, .text, isBold: isBold)]))
    }
    func wrapped(
      _ text: String, _ role: Role = .text, isBold: Bool = false, limit: Int = 20,
      rank: DialogRow.Rank = .needed
    ) -> [DialogRow] {
      Wrapping.lines(text, width: width, limit: limit).map {
        DialogRow(content: .text([Span($0, role, isBold: isBold)]), rank: rank)
      }
    }
    if dialog.targets.count == 1, let target = dialog.targets.first {
      rows += [field("job", target.name, isBold: true), field("id", target.id.text)]
    } else {
      rows.append(field("jobs", "these \(dialog.targets.count):", isBold: true))
      rows += dialog.targets.map { field("", "\($0.id.text.prefix(8))  \($0.name)") }
    }
    let leftOut = Self.leftOut(
      dialog.leftOut + (dialog.targets.count > 1 ? reasons : []), width: width - 9,
      limit: max(1, names - dialog.targets.count))
    rows += leftOut.enumerated().map { field($0.offset == 0 ? "left out" : "", $0.element) }
    rows += [field("cluster", "\(identity.name)  \(identity.endpoint)"), .blank]
    let ownWords = dialog.kind == .cancel ? cancelWords : nil
    rows += wrapped(ownWords ?? Self.consequence(dialog.kind, count: dialog.targets.count))
    if let directory, dialog.directory.text.isEmpty {
      rows += wrapped(directory, limit: 3, rank: .place)
    }
    for advice in advice { rows += wrapped(advice, .warning, rank: .advice) }
    if dialog.targets.count == reasons.count {
      let end = (reasons.count == 1 ? reasons : []) + ["There is nothing to confirm any more."]
      rows += wrapped(end.joined(separator: " "), .warning, isBold: true)
    }
  }

  /// The reasons in at most `limit` lines, the last of which counts those that have no room.
  private static func leftOut(_ reasons: [String], width: Int, limit: Int) -> [String] {
    var lines: [String] = []
    for (index, reason) in reasons.enumerated() {
      let next = Wrapping.lines(reason, width: width, limit: 2)
      let rest = reasons.count - index
      guard lines.count + next.count <= (rest == 1 ? limit : limit - 1) else {
        return lines + ["\(rest) more marked job\(rest == 1 ? "" : "s")"]
      }
      lines += next
    }
    return lines
  }

  private static func consequence(_ kind: ActionKind, count: Int) -> String {
    let isOne = count == 1
    return switch kind {
    case .savepoint:
      isOne ? "Takes a savepoint. The job goes on." : "Takes a savepoint of each. The jobs go on."
    case .stop:
      isOne
        ? "Takes a savepoint, then stops the sources; the job ends FINISHED."
        : "Takes a savepoint of each, then stops its sources; the jobs end FINISHED."
    case .drain:
      "Sends the final watermark, which fires every pending window and timer, takes a savepoint and stops; "
        + (isOne ? "the job ends" : "each job ends")
        + " FINISHED. Only for a job that will not be resumed from it."
    case .cancel:
      isOne
        ? "Ends the job at once, without a savepoint; it ends CANCELED."
        : "Ends the jobs at once, without savepoints; they end CANCELED."
    case .checkpoint:
      isOne ? "Triggers a checkpoint now. The job goes on." : "Triggers a checkpoint of each now."
    }
  }
}
