/// How a vertex is named by people: by its name, by what it begins with or what is in it, or by its id.
package enum VertexReference {
  /// Those that a text means: where some are called exactly so only these, else where some begin so only these.
  package static func matches(_ text: String, among vertices: [Vertex]) -> [Vertex] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    let rules: [(String) -> Bool] = [
      { $0 == wanted }, { $0.hasPrefix(wanted) }, { $0.contains(wanted) },
    ]
    for rule in rules {
      let matches = vertices.filter {
        rule($0.name.lowercased()) || rule($0.shortName.lowercased()) || rule($0.id.text)
      }
      if !matches.isEmpty { return matches }
    }
    return []
  }

  /// The only one that a text means; nil where there is none or more than one.
  package static func only(_ text: String, among vertices: [Vertex]) -> Vertex? {
    let matches = matches(text, among: vertices)
    return matches.count == 1 ? matches[0] : nil
  }
}
