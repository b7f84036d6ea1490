/// How figures read within a sentence.
enum Phrase {
  /// `90ms`, `1.2s`, `3s`, `41s`, `2m 05s`, `1h 58m`, `3d 04h`.
  static func duration(_ duration: Duration) -> String {
    let milliseconds = duration.wholeMilliseconds
    guard milliseconds >= 0 else {
      return "-" + Self.duration(.milliseconds(0 - max(milliseconds, -Int64.max)))
    }
    if milliseconds < 1000 { return "\(milliseconds)ms" }
    if milliseconds < 9950 {
      let tenths = (milliseconds + 50) / 100
      return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    }
    let seconds = max(10, milliseconds / 1000)
    if seconds < 60 { return "\(seconds)s" }
    if seconds < 3600 { return "\(seconds / 60)m \(padded(seconds % 60))s" }
    if seconds < 86_400 { return "\(seconds / 3600)h \(padded(seconds / 60 % 60))m" }
    return "\(seconds / 86_400)d \(padded(seconds / 3600 % 24))h"
  }

  /// `99%`.
  static func share(_ ratio: Ratio) -> String { percent(ratio.value) }

  /// `130%` of 1.3.
  static func percent(_ share: Double) -> String { "\(whole(share * 100))%" }

  /// `0.4`, `812`, `12.4k`, `1.2M`: events a second, without what they are.
  static func rate(_ rate: Rate) -> String {
    let value = rate.perSecond
    if value == 0 { return "0" }
    if value < 0.05 { return "<0.1" }
    return value < 9.95 ? decimal(value) : amount(value)
  }

  /// `8`, `812`, `12.4k`, `1.2M`: how many.
  static func amount(_ value: Double) -> String {
    if value < 999.5 { return "\(whole(value))" }
    for (unit, suffix) in [(1e3, "k"), (1e6, "M"), (1e9, "G")] where value < unit * 999.5 {
      let scaled = value / unit
      return (scaled < 99.95 ? decimal(scaled) : "\(whole(scaled))") + suffix
    }
    return "\(whole(value / 1e12))T"
  }

  /// `645 B`, `12.1 KiB`, `340 MiB`: a size in binary units.
  static func bytes(_ size: ByteCount) -> String {
    var value = Double(max(0, size.bytes))
    guard value >= 1024 else { return "\(whole(value)) B" }
    for unit in ["KiB", "MiB", "GiB", "TiB"] {
      value /= 1024
      if value < 999.5 { return (value < 99.95 ? decimal(value) : "\(whole(value))") + " " + unit }
    }
    return decimal(value / 1024) + " PiB"
  }

  /// One decimal of a value that is not negative.
  static func decimal(_ value: Double) -> String {
    let tenths = whole(value * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `1 vertex`, `3 vertices`.
  static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  /// At most `length` characters, the last of them `…` where some were left out.
  static func clipped(_ text: String, to length: Int) -> String {
    text.count <= length ? text : text.prefix(max(0, length - 1)) + "…"
  }

  /// Ends `text` with one full stop, unless it ends with a sign of its own: `?`, `!` or `…`.
  static func sentence(_ text: String) -> String {
    var body = text[...]
    while body.last?.isWhitespace == true || body.last == "." { body.removeLast() }
    guard let last = body.last else { return "" }
    return "?!…".contains(last) ? String(body) : body + "."
  }

  /// The nearest whole number to a value that is not negative; bounded, so that none traps.
  private static func whole(_ value: Double) -> Int {
    value > 0 ? Int(min(value, 1e15) + 0.5) : 0
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
