import TerminalUI

extension Frame {
  /// The role that a text begins in, where it stands first; nil where it does not.
  func role(of text: String) -> Role? {
    for (row, line) in lines.enumerated() {
      guard let range = line.ranges(of: text).first else { continue }
      return self[line.distance(from: line.startIndex, to: range.lowerBound), row].style.role
    }
    return nil
  }
}
