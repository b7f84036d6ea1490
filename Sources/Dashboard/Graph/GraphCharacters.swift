import TerminalUI

/// The directions in which a cell of a line is joined to the next.
struct LineJoint: OptionSet, Hashable {
  let rawValue: UInt8

  static let up = LineJoint(rawValue: 1)
  static let right = LineJoint(rawValue: 2)
  static let down = LineJoint(rawValue: 4)
  static let left = LineJoint(rawValue: 8)
}

/// The characters a graph is drawn with.
struct GraphCharacters {
  /// The rim of a box; corners clockwise from the top left.
  struct Rim {
    var horizontal: Unicode.Scalar
    var vertical: Unicode.Scalar
    var corners: [Unicode.Scalar]
    /// Where a line is tied to the side it names.
    var up: Unicode.Scalar
    var right: Unicode.Scalar
    var down: Unicode.Scalar
    var left: Unicode.Scalar
  }

  let isASCII: Bool
  let light: Rim
  let heavy: Rim
  /// By the raw value of a joint.
  private let joints: [Unicode.Scalar]
  private let arrowHeads: [LineJoint: Unicode.Scalar]
  private let moreSigns: [LineJoint: Unicode.Scalar]

  init(_ charset: Charset) {
    isASCII = charset.isASCII
    light = charset.isASCII ? Self.lightASCII : Self.lightUnicode
    heavy = charset.isASCII ? Self.heavyASCII : Self.heavyUnicode
    joints = Array((charset.isASCII ? " |-+||++-+-+++++" : " │─╰││╭├─╯─┴╮┤┬┼").unicodeScalars)
    arrowHeads =
      charset.isASCII
      ? [.up: "^", .right: ">", .down: "v", .left: "<"]
      : [.up: "▲", .right: "▶", .down: "▼", .left: "◀"]
    moreSigns =
      charset.isASCII
      ? [.up: "^", .right: ">", .down: "v", .left: "<"]
      : [.up: "▴", .right: "▸", .down: "▾", .left: "◂"]
  }

  /// The piece of line that goes on in these directions.
  func line(_ joint: LineJoint) -> Unicode.Scalar { joints[Int(joint.rawValue & 15)] }

  /// The head of a line that goes in one direction.
  func arrowHead(_ direction: LineJoint) -> Unicode.Scalar { arrowHeads[direction] ?? " " }

  /// Says that there is more in one direction.
  func more(_ direction: LineJoint) -> Unicode.Scalar { moreSigns[direction] ?? " " }

  private static let lightUnicode = Rim(
    horizontal: "─", vertical: "│", corners: ["┌", "┐", "┘", "└"], up: "┴", right: "├", down: "┬",
    left: "┤")
  private static let heavyUnicode = Rim(
    horizontal: "━", vertical: "┃", corners: ["┏", "┓", "┛", "┗"], up: "┷", right: "┠", down: "┯",
    left: "┨")
  private static let lightASCII = Rim(
    horizontal: "-", vertical: "|", corners: ["+", "+", "+", "+"], up: "+", right: "|", down: "+",
    left: "|")
  private static let heavyASCII = Rim(
    horizontal: "=", vertical: "#", corners: ["#", "#", "#", "#"], up: "=", right: "#", down: "=",
    left: "#")
}
