/// One character cell: a base scalar and a style. Eight bytes and trivially copied, because a frame has thousands;
/// the combining marks of the few cells that have any are kept by the frame.
package struct Cell: Hashable, Sendable {
  /// The base character; a space where nothing was drawn.
  package var scalar: Unicode.Scalar
  /// 1, 2 for a wide character, 0 for the right half of one (its scalar is a space).
  package var width: UInt8
  package var style: Style

  package init(scalar: Unicode.Scalar = " ", width: UInt8 = 1, style: Style = .text) {
    self.scalar = scalar
    self.width = width
    self.style = style
  }
}
