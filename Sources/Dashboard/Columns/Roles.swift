import StreamModel
package import TerminalUI

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
