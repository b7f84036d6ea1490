import StreamModel
import TerminalUI

extension JobPlan {
  /// As a member of a document.
  var document: JSONValue {
    .object([
      ("name", .string(name)), ("type", .optional(type) { .string($0) }),
      (
        "vertices",
        .array(
          nodes.map { node in
            .object([
              ("id", .string(node.id.text)), ("name", .string(node.name)),
              ("parallelism", .optional(node.parallelism) { .integer(Int64($0)) }),
              (
                "inputs",
                .array(
                  node.inputs.map { edge in
                    .object([
                      ("from", .string(edge.from.text)),
                      ("shipStrategy", .optional(edge.shipStrategy) { .string($0) }),
                    ])
                  })
              ),
            ])
          })
      ),
    ])
  }

  /// The tree, from the sources on.
  var text: String {
    let head = [name, type, "\(nodes.count) \(nodes.count == 1 ? "vertex" : "vertices")"]
    let rows = lines.map { line in
      let indent = String(repeating: "   ", count: line.depth)
      let way = line.depth == 0 ? "" : "\(line.shipStrategy.map { "\($0) " } ?? "")-> "
      guard !line.isRepeated else { return "\(indent)\(way)\(line.number) (see above)" }
      let parallelism = line.node.parallelism.map { "\($0)" } ?? "-"
      return "\(indent)\(way)\(line.number) \(line.node.name)  parallelism \(parallelism)"
    }
    let title = head.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  ")
    return ([title, ""] + rows).map { SafeText.plain($0) }.joined(separator: "\n")
  }
}
