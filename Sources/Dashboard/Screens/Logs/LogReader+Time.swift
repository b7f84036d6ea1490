import StreamModel

/// Going to a time. A log has its own clock, in the zone of whoever writes it, and does not tell which.
extension LogReader {
  /// Goes to a time as typed: `14:05`, `14:05:30`, `2026-11-21 14:05`. Returns what is wrong with it, which is said as any
  /// reply is, for a while.
  mutating func go(toTyped typed: String) -> String? {
    guard let text, let last = text.lastTime else { return "No line of this log has a time." }
    let day = last.milliseconds / 86_400_000
    let isWhole = typed.contains("-")
    let date = LogReader.day(day)
    let seconds = typed.split(separator: ":").count < 3 ? ":00" : ""
    let whole = (isWhole ? typed : "\(date) \(typed)") + seconds
    guard var time = LogHead.time(in: Array(whole.utf8)) else {
      return "time wants 14:05, 14:05:30 or 2026-11-21 14:05, not '\(typed)'."
    }
    // Later than the last line: of the day before.
    if !isWhole, time > last { time = time.advanced(by: .seconds(-86_400)) }
    note = nil
    return go(to: time, called: typed)
  }

  /// Returns what is not as one expects of it.
  private mutating func go(to time: Timestamp, called name: String) -> String? {
    guard let text else { return nil }
    guard let line = text.line(atOrAfter: time) else {
      go(to: count - 1)
      return "Nothing was written at \(name) or later."
    }
    go(to: place(ofLine: line))
    let isFirst = text.lines.prefix(line).allSatisfy { !$0.isHead }
    let isCut = text.start > 0 && text.time(ofLine: line).map { $0 > time } ?? false
    return isFirst && isCut ? "What is kept of the file begins after \(name)." : nil
  }

  /// Goes to where a failure at `target` shows: the first warning or error about then, else the first line. `changedAt` is
  /// when the file was written last, which tells the zone of its clock.
  mutating func goToTarget(changedAt: Timestamp, called name: String) {
    guard let target, let text, let zone = text.zone(changedAt: changedAt) else { return }
    self.target = nil
    let time = target.advanced(by: zone)
    note = go(to: time.advanced(by: .seconds(-1)), called: name)
    guard let first = current else { return }
    for line in first..<min(text.lines.count, first + 200) where text.lines[line].isHead {
      guard let at = text.time(ofLine: line), at.since(time) < .seconds(3) else { break }
      if text.lines[line].level >= .warning {
        go(to: place(ofLine: line))
        return
      }
    }
  }

  /// `2026-11-21` of a day since 1970.
  private static func day(_ day: Int64) -> String {
    String(LocalClock.utc.full(Timestamp(milliseconds: day * 86_400_000)).prefix(10))
  }
}
