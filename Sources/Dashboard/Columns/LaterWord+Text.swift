import StreamModel
import TerminalUI

extension LaterWord {
  /// What that is of which this was learnt since: `from before this run`.
  var of: String {
    switch state {
    case nil: "from before the job was gone"
    case .running?: "from before this run"
    case let state?: "from before the job was \(state.name)"
    }
  }
}

extension TaskState {
  /// The state of a task as it was told; with a question mark where a later answer contradicts it.
  func cell(_ later: LaterWord?) -> CellText {
    later == nil ? CellText(name, role) : CellText("\(name)?", .dim)
  }

  /// The same where there is room for what it was.
  func whole(_ later: LaterWord?) -> CellText {
    later == nil ? CellText(name, role) : CellText("was \(name)", .dim)
  }
}
