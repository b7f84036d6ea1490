/// What a cell means. A theme gives each role a colour; nothing else names one.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text and figures.
  case text
  /// Less important: units, ages, explanations.
  case dim
  /// Titles of panes, names of things.
  case title
  /// The one accent: what is selected, focused or sortable.
  case accent
  /// Lines and frames, and those of the focused pane.
  case border
  case borderFocused
  /// The bar at the top, and a table's head.
  case header
  case tableHead
  /// The selected row.
  case selection
  /// A row that the user marked.
  case marked
  /// All well, wants a look, wants a person now.
  case good
  case warning
  case critical
  /// Shares of time.
  case busy
  case backpressured
  case idle
  /// Sparklines and bars of figures with no judgement in them.
  case graph
  /// A key in the foot line, and what it does.
  case key
  case keyLabel
  /// Text typed by the user.
  case input
  /// A dialog's body and the dialog of an action that ends a job.
  case dialog
  case danger
  /// What the user searched for.
  case match

  /// The role's name in a theme file: `border-focused`.
  package var name: String {
    switch self {
    case .borderFocused: "border-focused"
    case .tableHead: "table-head"
    case .keyLabel: "key-label"
    default: "\(self)"
    }
  }
}

/// How a cell looks, but for its colour: a role and attributes on top of the theme's own.
package struct Style: Hashable, Sendable {
  package var role: Role
  // In one byte, so that a cell keeps to eight.
  private var attributes: Attributes = []

  package init(_ role: Role, isReversed: Bool = false, isBold: Bool = false) {
    self.role = role
    self.isReversed = isReversed
    self.isBold = isBold
  }

  /// Swaps foreground and background: the selected row, the focused button.
  package var isReversed: Bool {
    get { attributes.contains(.reversed) }
    set { attributes.set(.reversed, newValue) }
  }

  package var isBold: Bool {
    get { attributes.contains(.bold) }
    set { attributes.set(.bold, newValue) }
  }

  /// Lies on the bar at the top: on its background, whatever the role.
  package var isOnHeader: Bool {
    get { attributes.contains(.onHeader) }
    set { attributes.set(.onHeader, newValue) }
  }

  private struct Attributes: OptionSet, Hashable {
    let rawValue: UInt8

    static let reversed = Attributes(rawValue: 1)
    static let bold = Attributes(rawValue: 2)
    static let onHeader = Attributes(rawValue: 4)

    mutating func set(_ attribute: Attributes, _ isOn: Bool) {
      if isOn { insert(attribute) } else { remove(attribute) }
    }
  }

  package static let text = Style(.text)
  package static let dim = Style(.dim)
}
