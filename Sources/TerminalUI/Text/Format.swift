/// Numbers as people read them: short, with units, never wider than a column can hold. Pure; no locale.
package enum Format {
  /// A count or a rate: `0`, `0.4`, `812`, `12.4k`, `221k`, `1.2M`. At most five characters below 1e15.
  package static func count(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let magnitude = abs(value)
    if magnitude < 0.05 { return "0" }
    if magnitude < 9.95 { return value == value.rounded() ? whole(value) : fixed(value, 1) }
    if magnitude < 999.5 { return whole(value) }
    var scaled = value
    for suffix in ["k", "M", "G", "T", "P"] {
      scaled /= 1000
      if abs(scaled) < 99.95 { return fixed(scaled, 1) + suffix }
      if abs(scaled) < 999.5 { return whole(scaled) + suffix }
    }
    return whole(scaled) + "P"
  }

  /// A size in binary units: `645 B`, `12.1 KiB`, `340 MiB`, `3.4 GiB`.
  package static func bytes(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    if abs(value) < 1024 { return whole(value) + " B" }
    var scaled = value
    for unit in ["KiB", "MiB", "GiB", "TiB", "PiB"] {
      scaled /= 1024
      if abs(scaled) < 99.95 { return "\(fixed(scaled, 1)) \(unit)" }
      if abs(scaled) < 1023.5 { return "\(whole(scaled)) \(unit)" }
    }
    return whole(scaled) + " PiB"
  }

  /// A measured time, precise while it is short: `90ms`, `1.2s`, `41s`, `2m 05s`, `3h 12m`, `3d 04h`.
  package static func duration(_ duration: Duration) -> String {
    let milliseconds = milliseconds(of: duration)
    if milliseconds < 0 { return "-" + self.duration(seconds: -milliseconds / 1000) }
    if milliseconds < 1000 { return "\(Int(milliseconds))ms" }
    if milliseconds < 59_950 {
      let seconds = milliseconds / 1000
      return (seconds < 19.95 ? fixed(seconds, 1) : whole(seconds)) + "s"
    }
    return coarse(seconds: Int((milliseconds / 1000).rounded()))
  }

  /// The same of a number of seconds, whatever it is.
  package static func duration(seconds: Double) -> String {
    guard seconds.isFinite else { return "-" }
    let bounded = min(9e15, max(-9e15, (seconds * 1000).rounded()))
    return duration(.milliseconds(Int64(bounded)))
  }

  /// A configured time, without fractions it does not have: `500ms`, `2s`, `10m`, `1m 30s`.
  package static func interval(_ duration: Duration) -> String {
    let exact = milliseconds(of: duration)
    // Long.MAX_VALUE is how Java says that there is no limit.
    guard exact < 9e15 else { return "none" }
    let milliseconds = Int(exact)
    guard milliseconds % 1000 == 0, milliseconds > 0 else { return self.duration(duration) }
    let seconds = milliseconds / 1000
    if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds % 60 == 0 { return "\(seconds / 60)m" }
    return coarse(seconds: seconds)
  }

  /// A time whose fractions nobody needs, such as an uptime or an age: `0s`, `41s`, `2m 05s`, `3d 04h`, `412d`.
  package static func age(_ duration: Duration) -> String {
    coarse(seconds: max(0, Int(clamping: duration.components.seconds)))
  }

  /// A share as a whole percentage: `99%`; anything above 0 is at least `1%`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "-" }
    let percent = share * 100
    return whole(percent > 0 && percent < 1 ? 1 : percent) + "%"
  }

  /// A number with exactly `digits` digits behind the point.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let scaled = (abs(value) * factor).rounded()
    guard scaled < 9e15 else { return whole(value) }
    let units = Int64(scaled)
    let sign = value < 0 && units > 0 ? "-" : ""
    guard digits > 0 else { return sign + String(units) }
    let divisor = Int64(factor)
    var fraction = String(units % divisor)
    while fraction.count < digits { fraction = "0" + fraction }
    return "\(sign)\(units / divisor).\(fraction)"
  }

  /// Two digits, as in clock times.
  package static func twoDigits(_ value: Int) -> String {
    value < 10 && value >= 0 ? "0\(value)" : String(value)
  }

  private static func whole(_ value: Double) -> String {
    let rounded = value.rounded()
    guard abs(rounded) < 9e15 else { return rounded < 0 ? "-9e15" : "9e15" }
    return String(Int64(rounded))
  }

  private static func milliseconds(of duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) * 1000 + (Double(attoseconds) / 1e15).rounded(.down)
  }

  private static func coarse(seconds: Int) -> String {
    if seconds < 60 { return "\(seconds)s" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes)m \(twoDigits(seconds % 60))s" }
    let hours = minutes / 60
    if hours < 24 { return "\(hours)h \(twoDigits(minutes % 60))m" }
    let days = hours / 24
    return days < 100 ? "\(days)d \(twoDigits(hours % 24))h" : "\(days)d"
  }
}
