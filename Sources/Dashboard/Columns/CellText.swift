import StreamModel
package import TerminalUI

/// What a table shows in one cell, before it is cut to the column's width.
struct CellText: Equatable {
  var text: String
  var role: Role
  var isBold: Bool

  init(_ text: String, _ role: Role = .text, isBold: Bool = false) {
    self.text = text
    self.role = role
    self.isBold = isBold
  }

  /// A figure that is not known. Never 0.
  static let unknown = CellText("-", .dim)
}

/// How a column orders rows: by what it shows, so that nothing unseen moves a row. Values that are not shown come last
/// in either direction.
enum SortKey: Equatable {
  /// `shown` is the text of a figure that is shown rounded: two that read the same are equal.
  case number(Double?, shown: String? = nil)
  case text(String)

  /// True if a row with this key stands above one with `other` in a column's natural order: numbers largest
  /// first, text alphabetically. Nil where the two are equal.
  func isAbove(_ other: SortKey, isReversed: Bool) -> Bool? {
    switch (self, other) {
    case (.number(let left, let leftText), .number(let right, let rightText)):
      guard let left else { return right == nil ? nil : false }
      guard let right else { return true }
      return left == right || leftText != nil && leftText == rightText
        ? nil : (left > right) != isReversed
    case (.text(let left), .text(let right)):
      return left == right ? nil : (left < right) != isReversed
    case (.number, .text): return true
    case (.text, .number): return false
    }
  }
}

extension Severity {
  /// The role that says how much something matters.
  var role: Role {
    switch self {
    case .well: .good
    case .note: .text
    case .warning: .warning
    case .critical: .critical
    }
  }

  /// The sign in front of a row: `!` needs a person now, `▲` will.
  package func sign(_ charset: Charset) -> String {
    switch self {
    case .critical: String(charset.critical)
    case .warning: String(charset.warning)
    case .well, .note: " "
    }
  }
}

extension JobState {
  /// Red for what has failed, yellow for what is on its way, dim for what is over.
  var role: Role {
    switch self {
    case .failed, .failing: .critical
    case .restarting, .cancelling, .suspended, .reconciling, .initializing, .created: .warning
    case .running: .good
    case .finished, .canceled: .dim
    case .other: .warning
    }
  }
}

extension TaskState {
  var role: Role {
    switch self {
    case .failed: .critical
    case .running: .good
    case .finished, .canceled: .dim
    default: .warning
    }
  }
}

extension Pressure {
  /// What the vertex mostly does: the role of the largest share.
  var role: Role {
    let shares: [(Double, Role)] = [
      (busy?.value ?? -1, .busy), (backpressured?.value ?? -1, .backpressured),
      (idle?.value ?? -1, .idle),
    ]
    guard let largest = shares.max(by: { $0.0 < $1.0 }), largest.0 >= 0 else { return .dim }
    return largest.1
  }
}
