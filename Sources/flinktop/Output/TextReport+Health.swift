import Dashboard
import StreamModel
import TerminalUI

/// How jobs are, in text: the one place where a finding becomes lines.
extension TextReport {
  /// A line of the list of findings.
  private struct Line {
    var sign: String
    var job: String
    /// What it is about; empty where that is the job as a whole.
    var place: String
    /// A sentence, or several.
    var what: String
  }

  /// Where a sentence would be narrower, it stands below what it is about.
  private static let narrowestSentence = 34
  /// Names and places are cut to so many cells, and on a terminal to a share of its width.
  private static let longestPlace = 28
  private static let gap = 2

  /// Every finding in its whole sentence, the worst job first and of each job its worst; of the others what there is to say
  /// instead. `isOfCluster` is false where only one job is shown.
  func health(
    _ jobs: [AssessedJob], isOfCluster: Bool, ofCluster others: [Finding] = []
  ) -> String {
    guard !jobs.isEmpty || !others.isEmpty else { return "\(header)\n\nNo jobs on this cluster." }
    let names = Dictionary(jobs.map { ($0.job.shownName, 1) }, uniquingKeysWith: +)
    let ofCluster = others.map { finding in
      Line(
        sign: finding.severity.sign(charset), job: "(cluster)", place: "",
        what: SafeText.plain(finding.sentence))
    }
    // Before the jobs that are no worse.
    let severity = others.map(\.severity).max() ?? .well
    let worse = jobs.prefix { $0.verdict.severity > severity }
    func lines(_ jobs: ArraySlice<AssessedJob>) -> [Line] {
      jobs.flatMap { assessed in
        self.lines(of: assessed, isNameShared: names[assessed.job.shownName, default: 0] > 1)
      }
    }
    let findings = lines(worse) + ofCluster + lines(jobs.dropFirst(worse.count))
    let summary = summary(of: jobs, isOfCluster: isOfCluster, ofCluster: others)
    let terminal = width.isTerminal ? width.columns : nil
    let head =
      terminal.map { Wrapping.lines(summary, width: $0, isASCII: charset.isASCII) } ?? [summary]
    return ([header] + head + [""] + layout(findings)).joined(separator: "\n")
  }

  /// How many findings there are, and of how many jobs that is not all.
  private func summary(
    of jobs: [AssessedJob], isOfCluster: Bool, ofCluster others: [Finding]
  ) -> String {
    let tally = HealthTally(jobs, ofCluster: others)
    func count(_ severity: Severity, _ one: String, _ several: String) -> String? {
      let number = tally[severity]
      return number == 0 ? nil : "\(number) \(number == 1 ? one : several)"
    }
    let found = [
      count(.critical, "critical", "critical"), count(.warning, "warning", "warnings"),
      count(.note, "note", "notes"),
    ].compactMap(\.self)
    let unjudged = tally.unjudged.count
    let nothing = unjudged == 0 ? "Nothing is found wrong" : "Nothing is found wrong so far"
    var parts = [found.isEmpty ? nothing : found.joined(separator: ", ")]
    if isOfCluster { parts.append("\(jobs.count) job\(jobs.count == 1 ? "" : "s")") }
    if unjudged > 0 {
      parts.append(isOfCluster ? "\(unjudged) not judged in full" : "not judged in full")
    }
    return parts.joined(separator: "; ")
  }

  private func lines(of assessed: AssessedJob, isNameShared: Bool) -> [Line] {
    let (job, verdict) = (assessed.job, assessed.verdict)
    let isUnjudged = !verdict.isComplete && !job.state.isTerminal
    let name = job.shownName + (isNameShared ? " \(job.id.text.prefix(8))" : "")
    func line(_ sign: String, _ place: String, _ what: String) -> Line {
      Line(
        sign: sign, job: SafeText.plain(name), place: SafeText.plain(place),
        what: SafeText.plain(what))
    }
    var lines = verdict.findings.map { finding in
      line(finding.severity.sign(charset), finding.whereText(in: job), finding.sentence)
    }
    if lines.isEmpty {
      lines.append(line(isUnjudged ? "?" : " ", "", verdict.summary))
    } else if isUnjudged, !verdict.notJudged.isEmpty {
      lines.append(line("?", "", "Not judged: \(verdict.notJudged.joined(separator: ", "))."))
    }
    return lines
  }

  /// Aligned columns, the sentence last. On a terminal it goes on below its beginning; in a pipe it stays on its line, so that
  /// lines can be searched for.
  private func layout(_ lines: [Line]) -> [String] {
    let most = width.columns
    let share = width.isTerminal ? max(12, (most ?? 0) / 5) : Self.longestName
    func column(_ key: KeyPath<Line, String>, longest: Int) -> Int {
      let widest = lines.map { CellWidth.of($0[keyPath: key]) }.max() ?? 0
      return most == nil ? widest : min(widest, longest)
    }
    let job = column(\.job, longest: min(share, Self.longestName))
    let place = column(\.place, longest: min(share, Self.longestPlace))
    let before = 1 + Self.gap + job + Self.gap + (place > 0 ? place + Self.gap : 0)
    guard width.isTerminal, let most else {
      return lines.map { head($0, job, place) + $0.what }
    }
    let isStacked = most - before < Self.narrowestSentence
    let indent = isStacked ? 1 + Self.gap : before
    return lines.flatMap { line -> [String] in
      var wrapped = Wrapping.lines(
        line.what, width: max(10, most - indent), isASCII: charset.isASCII)
      let head = isStacked ? stackedHead(line, most) : head(line, job, place)
      let first = isStacked || wrapped.isEmpty ? head.trimmedAtEnd : head + wrapped.removeFirst()
      return [first] + wrapped.map { String(repeating: " ", count: indent) + $0 }
    }
  }

  private func head(_ line: Line, _ job: Int, _ place: Int) -> String {
    let gap = String(repeating: " ", count: Self.gap)
    return line.sign + gap + padded(line.job, to: job) + gap
      + (place > 0 ? padded(line.place, to: place) + gap : "")
  }

  private func stackedHead(_ line: Line, _ most: Int) -> String {
    let gap = String(repeating: " ", count: Self.gap)
    let place = line.place.isEmpty ? "" : gap + line.place
    return cut(line.sign + gap + line.job + place, to: most)
  }

  private func padded(_ text: String, to width: Int) -> String {
    let text = CellWidth.of(text) > width ? cut(text, to: width) : text
    return text + String(repeating: " ", count: max(0, width - CellWidth.of(text)))
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
