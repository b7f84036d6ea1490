package import StreamModel
package import TerminalUI

/// What the command line and the environment decided, and what the user may change while it runs.
package struct Settings: Sendable {
  /// Nothing may be changed at the cluster: acting keys only say so.
  package var isReadOnly: Bool
  package var charset: Charset
  /// The theme in force, and the names that `t` cycles through.
  package var themeName: String
  package var themeNames: [String]
  package var clock: LocalClock
  /// The polling interval asked for.
  package var interval: Duration
  package var isMouseOn = false
  /// Makes the id of an operation: 32 hexadecimal digits, never the same twice.
  package var makeOperationID: @Sendable () -> String

  package init(
    isReadOnly: Bool, charset: Charset, themeName: String, themeNames: [String], clock: LocalClock,
    interval: Duration, makeOperationID: @escaping @Sendable () -> String
  ) {
    self.makeOperationID = makeOperationID
    self.isReadOnly = isReadOnly
    self.charset = charset
    self.themeName = themeName
    self.themeNames = themeNames
    self.clock = clock
    self.interval = interval
  }
}

/// Turns moments into local times. Reads no global: the zone's offset is passed in.
package struct LocalClock: Sendable {
  /// Seconds east of UTC at a moment.
  private let offset: @Sendable (Timestamp) -> Int

  package init(secondsFromUTC offset: @escaping @Sendable (Timestamp) -> Int) {
    self.offset = offset
  }

  /// For tests and reports that no zone is known for.
  package static let utc = LocalClock { _ in 0 }

  /// `14:02:31`.
  package func timeOfDay(_ time: Timestamp) -> String {
    let second = secondOfDay(time)
    return Format.twoDigits(second / 3600) + ":" + Format.twoDigits(second / 60 % 60) + ":"
      + Format.twoDigits(second % 60)
  }

  /// `14:02:31` on the day of `now`, else `11-20 14:02`.
  package func brief(_ time: Timestamp, now: Timestamp) -> String {
    let day = localDay(time)
    guard day != localDay(now) else { return timeOfDay(time) }
    let (_, month, dayOfMonth) = Self.civil(fromDay: day)
    return "\(Format.twoDigits(month))-\(Format.twoDigits(dayOfMonth)) "
      + timeOfDay(time).prefix(5)
  }

  /// `2026-11-21 14:02:31`.
  package func full(_ time: Timestamp) -> String {
    let (year, month, day) = Self.civil(fromDay: localDay(time))
    return "\(year)-\(Format.twoDigits(month))-\(Format.twoDigits(day)) " + timeOfDay(time)
  }

  /// The last moment not after `time` that is a whole number of steps from a midnight.
  func start(ofStep step: Duration, at time: Timestamp) -> Timestamp {
    let shift = Int64(offset(time)) * 1000
    let local = time.milliseconds + shift
    let step = max(1, step.wholeMilliseconds)
    return Timestamp(milliseconds: local - (local % step + step) % step - shift)
  }

  private func localSeconds(_ time: Timestamp) -> Int {
    let seconds = Double(time.milliseconds) / 1000
    return Int(seconds.rounded(.down)) + offset(time)
  }

  private func localDay(_ time: Timestamp) -> Int {
    let seconds = localSeconds(time)
    return seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
  }

  private func secondOfDay(_ time: Timestamp) -> Int {
    let seconds = localSeconds(time)
    return ((seconds % 86_400) + 86_400) % 86_400
  }

  /// Year, month and day of a day number since 1970-01-01, in the Gregorian calendar: eras of 400 years,
  /// years counted from March so that the leap day comes last.
  private static func civil(fromDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
