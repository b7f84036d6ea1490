import StreamModel
import TerminalUI

/// Why there is nothing to list, and where the rows lie that are.
extension ContextReader {
  /// What a pane says instead of rows while there are none; nil where there is something to draw.
  func emptyText(_ model: JobModel, _ question: some Question) -> String {
    if let error = cluster.failing[question] { return text(error) }
    if isHistory, model.detail == nil { return "The history server has told nothing of it." }
    guard let detail = model.detail else { return "Waiting for the first answer." }
    if detail.value.vertices.isEmpty, !detail.value.areEdgesTold {
      return
        "Not provided by \(cluster.traits.shortName) \(cluster.capabilities.version ?? ""): vertices."
    }
    return detail.value.vertices.isEmpty
      ? "It has no vertices yet: it is \(model.state.name)." : "Metrics are being asked for."
  }

  /// Why there is no answer to a question yet.
  func waitingText(_ question: some Question) -> String {
    if let error = cluster.failing[question] { return text(error).asSentence }
    if let job = question.subject.job, cluster.lostAt(job) != nil {
      return "The job is gone, and this was not looked at before."
    }
    return isPaused ? "Paused: nothing is asked." : "Waiting for the first answer."
  }

  /// How old an answer is, for a pane's remark, where that is older than its cadence lets one expect, and why.
  func ageRemark(_ question: some Question) -> String {
    guard let told = cluster.answers[question] else { return "" }
    let age = now.since(told.receivedAt)
    let error = cluster.failing[question]
    guard age > .seconds(25) || error != nil else { return "" }
    return
      "\(Format.age(age)) old\(error.map { ": \(text($0))" } ?? "") \(settings.charset.separator) "
  }

  /// Why no vertex is listed.
  func noVerticesText(_ model: JobModel, filter: String) -> String {
    let isKnown = model.detail.map { !$0.value.vertices.isEmpty } ?? false
    return isKnown ? noMatchText("vertex", filter) : emptyText(model, .job(model.id))
  }

  /// Says that a filter lets nothing through.
  func noMatchText(_ noun: String, _ filter: String) -> String {
    "No \(noun) matches '\(filter)'. Esc clears the filter."
  }

  /// `3-12 of 40` on the lower edge of a pane that does not show all its rows.
  func drawMore(
    _ placement: TablePlacement, offset: Int, count: Int, _ rect: Rect, in frame: inout Frame
  ) {
    guard let position = placement.position(offset: offset, count: count) else { return }
    frame.putRight([position], endColumn: rect.endColumn - 1, row: rect.endRow)
  }

  /// Says that the job of a screen is not there.
  func drawUnknownJob(in frame: inout Frame) {
    frame.put(
      "This job is not known to the cluster. Esc goes back.", column: 2, row: 3, style: .dim)
  }
}
