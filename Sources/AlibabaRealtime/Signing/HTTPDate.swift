import StreamModel

/// A moment as headers have it: `Tue, 14 Nov 2023 22:14:00 GMT` (RFC 9110, 5.6.7).
struct HTTPDate: Hashable, Sendable {
  /// To the second.
  var moment: Timestamp

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let secondsOfDay: Int64 = 86_400

  init(_ moment: Timestamp) { self.moment = moment }

  /// Reads the one form that servers are to write; nil for any other text.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[0].hasSuffix(","),
      let day = Int64(parts[1]), (1...31).contains(day),
      let month = Self.months.firstIndex(of: String(parts[2])),
      let year = Int64(parts[3]), (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    let seconds =
      Self.days(year: year, month: Int64(month) + 1, day: day) * Self.secondsOfDay
      + clock[0] * 3600 + clock[1] * 60 + clock[2]
    self.init(Timestamp(milliseconds: seconds * 1000))
  }

  var text: String {
    let seconds = max(0, moment.milliseconds / 1000)
    let days = seconds / Self.secondsOfDay
    let (year, month, day) = Self.date(days: days)
    let weekday = Self.days[Int((days + 4) % 7)]
    return "\(weekday), \(Self.two(day)) \(Self.months[Int(month) - 1]) \(year) \(time) GMT"
  }

  /// `22:14:00`.
  var time: String {
    let second = max(0, moment.milliseconds / 1000) % Self.secondsOfDay
    return "\(Self.two(second / 3600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  // MARK: The calendar

  // Years are counted from March on, so that a leap day is the last of its year, in eras of 400 years, which all have
  // 146,097 days. 719,468 days lie between 0000-03-01 and 1970-01-01.

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let ofEra = year % 400
    let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return year / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = days + 719_468
    let ofEra = days % 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (
      year + days / 146_097 * 400 + (month <= 2 ? 1 : 0), month,
      ofYear - (153 * fromMarch + 2) / 5 + 1
    )
  }
}
