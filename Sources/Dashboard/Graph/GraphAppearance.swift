package import TerminalUI

/// How one vertex looks at the moment: what the layout must not depend on.
package struct GraphNodeAppearance: Hashable, Sendable {
  package var title: String
  /// The second line of a box, the longest form first: `busy 99%  11.9k/s`, `busy 99%`. The first that fits is
  /// drawn.
  package var details: [String]
  /// What is left of it in a box of one line, in the same way: `busy 99%`, `99%`.
  package var figures: [String]
  /// Its pressure: busy, backpressured, idle, or dim where unknown.
  package var role: Role
  /// Stands before `role` where the vertex's state matters more: critical if it failed.
  package var stateRole: Role?
  package var isBottleneck: Bool
  package var isSelected: Bool
  /// Of the lines that leave it: backpressured where it is held up by what they lead to.
  package var lineRole: Role

  package init(
    title: String, details: [String] = [], figures: [String] = [], role: Role = .dim,
    stateRole: Role? = nil, isBottleneck: Bool = false, isSelected: Bool = false,
    lineRole: Role = .border
  ) {
    self.title = title
    self.details = details
    self.figures = figures
    self.role = role
    self.stateRole = stateRole
    self.isBottleneck = isBottleneck
    self.isSelected = isSelected
    self.lineRole = lineRole
  }
}
