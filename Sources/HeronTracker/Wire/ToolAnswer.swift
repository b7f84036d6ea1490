import ServerAnswers
import StreamModel

/// What `/topologies/pid`, `jstack`, `histo` and `jmap` carry: `{"command", "stdout", "stderr"}` of what ran on the worker.
struct ToolAnswer: Hashable, Sendable {
  var command: String
  var output: String
  var errors: String

  /// Trackers of the time of Python 2 hand on the shell's JSON as a text, which is a document in a document.
  init(tool node: JSONNode) throws(JSONError) {
    if let text = node.string {
      guard let inner = try? JSONDocument(Array(text.utf8)).root, inner.isObject else {
        self.init(command: "", output: text, errors: "")
        return
      }
      try self.init(members: inner)
      return
    }
    guard node.isObject else { throw .unusable(path: "$", expected: "object") }
    try self.init(members: node)
  }

  private init(members: JSONNode) throws(JSONError) {
    self.init(
      command: members.text("command") ?? "", output: try members.requiredString("stdout"),
      errors: members.text("stderr") ?? "")
  }

  private init(command: String, output: String, errors: String) {
    self.command = command
    self.output = output
    self.errors = errors
  }

  /// Why it says nothing, in one line: it wrote to standard error, and nothing else. Nil where it says something.
  var failure: String? {
    func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    guard isBlank(output) else { return nil }
    let tool = command.isEmpty ? "the tool" : "'\(FailureText.oneLine(command))'"
    return isBlank(errors)
      ? "\(tool) wrote nothing" : "\(tool) says: \(FailureText.oneLine(errors))"
  }
}
