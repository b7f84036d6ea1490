import StreamModel
import TerminalUI

extension ScreenPicture<JobsScreen> {
  /// What keeps us from the cluster, else how many jobs there are.
  func drawHead(in frame: inout Frame) {
    if let told = troubleSpans ?? restartSpans {
      // Whatever is wrong, rows that are left out are not lost, and marks not gone.
      let remarks = choiceRemarks
      let start = frame.putRight(remarks, endColumn: size.columns - 1, row: 1)
      frame.put(
        told, column: 1, row: 1, limit: start - (remarks.isEmpty ? 1 : 2),
        charset: settings.charset)
    } else {
      drawCounts(in: &frame)
    }
  }

  /// Tabs with their counts, then the states that matter.
  private func drawCounts(in frame: inout Frame) {
    guard cluster.jobsReceivedAt != nil else {
      frame.put("Connecting to \(cluster.identity.endpoint)", column: 1, row: 1, style: .dim)
      return
    }
    let byState = context.watched.jobsByState
    let lost = cluster.lostJobs(at: now).count { cluster.lostAt($0.id) != nil }
    var spans = tabs.map { tab in
      Span(tab.text, tab.tab == screen.tab ? .accent : .dim, isBold: tab.tab == screen.tab)
    }
    spans.append(Span("  "))
    let order: [JobState] = [.failed, .failing, .restarting, .cancelling, .suspended, .finished]
    let states =
      order
      + byState.keys.filter { !order.contains($0) && $0 != .running }
      .sorted { $0.name < $1.name }
    let start = frame.putRight(listRemarks, endColumn: size.columns - 1, row: 1)
    var shown = lost > 0 ? [Span("\(lost) gone", .critical)] : []
    for state in states {
      guard let count = byState[state] else { continue }
      if !shown.isEmpty { shown.append(Span(" \(settings.charset.separator) ", .dim)) }
      shown.append(Span("\(count) \(state.name.lowercased())", state.role))
    }
    var whole = (spans + shown).whole(width: start - 3)
    if whole.last?.text == " \(settings.charset.separator) " { whole.removeLast() }
    frame.put(whole, column: 1, row: 1)
  }

  /// The tabs of the jobs as they stand in the second line, and the cells of each; none where the line says something
  /// else.
  var tabs: [(tab: JobTab, text: String, cells: Range<Int>)] {
    guard cluster.jobsReceivedAt != nil, troubleSpans == nil, restartSpans == nil else { return [] }
    let byState = context.watched.jobsByState
    let lost = cluster.lostJobs(at: now).count
    var column = 1
    return JobTab.allCases.map { tab in
      let listed = byState.reduce(0) { $0 + (tab.contains($1.key) ? $1.value : 0) }
      let count = listed + (tab == .alive ? 0 : lost)
      let text = tab == screen.tab ? "[\(tab.rawValue) \(count)]" : " \(tab.rawValue) \(count) "
      let cells = column..<column + CellWidth.of(text)
      column = cells.upperBound
      return (tab, text, cells)
    }
  }

  /// What the list is not whole by, and what an action would be about: marks, filter, and how often it is asked.
  private var listRemarks: [Span] { choiceRemarks + [Span(intervalText, .dim)] }

  /// Marks and filter.
  private var choiceRemarks: [Span] {
    var spans: [Span] = []
    if !screen.table.marked.isEmpty {
      let hidden = screen.hiddenMarks.count
      let notShown = hidden > 0 ? ", \(hidden) not shown" : ""
      spans.append(Span("\(screen.table.marked.count) marked\(notShown)  ", .marked))
    }
    if !screen.table.filter.isEmpty {
      let text = CellWidth.truncate(
        "/\(screen.table.filter)", to: size.columns / 5, isASCII: settings.charset.isASCII)
      spans.append(
        Span("\(text) \(screen.table.order.count) of \(screen.table.total)  ", .match))
    }
    return spans
  }

  private var intervalText: String {
    let polling = cluster.polling
    let asked = "every \(Format.interval(polling.interval))"
    return polling.interval > polling.configuredInterval ? asked + " (slow answers)" : asked
  }
}
