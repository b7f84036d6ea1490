import StreamModel
import TerminalUI

/// Keys and words that change how flinktop asks and looks.
extension DashboardState {
  /// The intervals that `+` and `-` step through; none is shorter than the first.
  static let intervals: [Duration] = [
    .milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(5), .seconds(10),
    .seconds(30), .seconds(60),
  ]

  mutating func changeInterval(by step: Int) {
    let current = settings.interval
    let next =
      step > 0
      ? Self.intervals.first { $0 > current } ?? current
      : Self.intervals.last { $0 < current } ?? current
    setInterval(next)
  }

  /// Asks at another interval from now on; the monitors are told with what is needed of their clusters.
  mutating func setInterval(_ interval: Duration) {
    settings.interval = interval
    say("Asking every \(Format.interval(interval)).")
  }

  mutating func nextTheme() -> [Effect] {
    let names = settings.themeNames
    guard !names.isEmpty else { return [] }
    let index = names.firstIndex(of: settings.themeName).map { ($0 + 1) % names.count } ?? 0
    return useTheme(names[index])
  }

  /// Changes the theme, where there is one of that name.
  mutating func useTheme(_ name: String) -> [Effect] {
    guard settings.themeNames.contains(name) else {
      refuse("No theme '\(name)'", settings.themeNames)
      return []
    }
    settings.themeName = name
    say("Theme \(name).")
    return [.useTheme(name)]
  }
}
