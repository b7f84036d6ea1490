package import TerminalUI

/// How one vertex looks at the moment: what the layout must not depend on.
package struct GraphNodeAppearance: Hashable, Sendable {
  package var title: String
  /// `busy 99%  11.9k`; the second line of a box.
  package var detail: String
  /// `99%`, at most four cells: what is left of `detail` in a box of one line.
  package var brief: String
  /// The third line of a box, where there is one.
  package var note: String
  /// Its pressure: busy, backpressured, idle, or dim where unknown.
  package var role: Role
  /// Stands before `role` where the vertex's state matters more: critical if it failed.
  package var stateRole: Role?
  package var isBottleneck: Bool
  package var isSelected: Bool
  /// Of the lines that leave it: backpressured where it is held up by what they lead to.
  package var lineRole: Role

  package init(
    title: String, detail: String = "", brief: String = "", note: String = "", role: Role = .dim,
    stateRole: Role? = nil, isBottleneck: Bool = false, isSelected: Bool = false,
    lineRole: Role = .border
  ) {
    self.title = title
    self.detail = detail
    self.brief = brief
    self.note = note
    self.role = role
    self.stateRole = stateRole
    self.isBottleneck = isBottleneck
    self.isSelected = isSelected
    self.lineRole = lineRole
  }
}
