import StreamModel
import TerminalUI

/// A stretch of time that lies along the columns of a line.
struct TimeWindow: Hashable {
  /// Milliseconds since the epoch, and how many: far from where adding them up would overflow.
  private let first: Int64
  private let length: Int64

  private static let bound: Int64 = 9_000_000_000_000_000

  init(from start: Timestamp, to end: Timestamp) {
    first = min(max(0, start.milliseconds), Self.bound)
    length = max(1, min(max(0, end.milliseconds), Self.bound) - first)
  }

  var start: Timestamp { Timestamp(milliseconds: first) }
  var end: Timestamp { Timestamp(milliseconds: first + length) }
  var duration: Duration { .milliseconds(length) }

  /// The columns of `width` that a stretch of time lies in, one at least; nil where it is out of sight.
  func columns(from: Timestamp, to: Timestamp, width: Int) -> Range<Int>? {
    guard width > 0, to >= start, from <= end, from <= to else { return nil }
    let (begin, last) = (place(of: from, width: width), place(of: to, width: width))
    let first = min(width - 1, max(0, Int(begin)))
    return first..<max(first + 1, min(width, Int(last.rounded(.up))))
  }

  private func place(of time: Timestamp, width: Int) -> Double {
    let share = time.since(start).inSeconds * 1000 / Double(length)
    return min(2, max(-1, share)) * Double(width)
  }

  // MARK: Ticks

  struct Tick: Hashable {
    var column: Int
    var label: String
  }

  /// In milliseconds: 1, 2 and 5 times a unit of the clock, or what divides it.
  private static let steps: [Int64] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
    + [1, 2, 5, 10, 20, 30].map { $0 * 1000 } + [1, 2, 5, 10, 20, 30].map { $0 * 60_000 }
    + [1, 2, 6, 12].map { $0 * 3_600_000 }
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map { $0 * 86_400_000 }

  /// Clock times along `width` columns, as many as have room.
  func ticks(width: Int, clock: LocalClock) -> [Tick] {
    func room(_ step: Int64) -> Double { Double(step) / Double(length) * Double(width) }
    guard
      let step = Self.steps.first(where: { room($0) >= Double(Self.labelWidth($0) + 3) })
    else { return [] }
    var ticks: [Tick] = []
    var time = clock.start(ofStep: .milliseconds(step), at: start)
    while time <= end, ticks.count < width {
      let column = Int(place(of: time, width: width).rounded(.down))
      let label = Self.label(time, step: step, clock: clock)
      if time >= start, column + label.count <= width {
        ticks.append(Tick(column: column, label: label))
      }
      // A day may have 23 hours or 25.
      let next = time.advanced(by: .milliseconds(step))
      time =
        step > 3_600_000
        ? clock.start(ofStep: .milliseconds(step), at: next.advanced(by: .seconds(3600))) : next
    }
    return ticks
  }

  private static func labelWidth(_ step: Int64) -> Int {
    step < 1000 ? 6 : step < 60_000 ? 8 : 5
  }

  /// `14:02:31`, `14:02`, `11-20` of a day, or seconds with their fraction.
  private static func label(_ time: Timestamp, step: Int64, clock: LocalClock) -> String {
    let ofDay = clock.timeOfDay(time)
    if step < 1000 {
      let fraction = String(1000 + time.milliseconds % 1000).dropFirst()
      return "\(ofDay.suffix(2)).\(fraction)"
    }
    if step < 60_000 { return ofDay }
    let isDay = step >= 86_400_000 || ofDay == "00:00:00"
    return isDay ? String(clock.full(time).dropFirst(5).prefix(5)) : String(ofDay.prefix(5))
  }
}
