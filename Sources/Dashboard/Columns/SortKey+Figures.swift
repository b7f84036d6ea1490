import StreamModel
import TerminalUI

/// Keys of figures that are shown rounded: two that read the same leave their rows as they are.
extension SortKey {
  static func rate(_ rate: Rate?) -> SortKey { shown(rate?.perSecond, Format.count) }

  static func share(_ ratio: Ratio?) -> SortKey { shown(ratio?.value, Format.percent) }

  static func size(_ size: ByteCount?) -> SortKey {
    shown(size.map { Double($0.bytes) }, Format.bytes)
  }

  /// A measured time.
  static func duration(_ duration: Duration?) -> SortKey {
    shown(duration?.inSeconds) { Format.duration(seconds: $0) }
  }

  /// A time whose fractions are not shown.
  static func age(_ age: Duration?) -> SortKey {
    .number(age?.inSeconds, shown: age.map { Format.age($0) })
  }

  /// A moment, the latest first.
  static func time(_ time: Timestamp?) -> SortKey { .number(time.map { Double($0.milliseconds) }) }

  private static func shown(_ value: Double?, _ text: (Double) -> String) -> SortKey {
    .number(value, shown: value.map(text))
  }
}

extension CellText {
  static func size(_ size: ByteCount?) -> CellText {
    size.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
  }

  /// A measured time.
  static func duration(_ duration: Duration?) -> CellText {
    duration.map { CellText(Format.duration($0)) } ?? .unknown
  }
}
