package import MetricExpressions

extension SeriesAnswer.Unmatched {
  /// What was dropped, as the tracker does silently.
  package var sentence: String {
    func list(_ names: [String]) -> String {
      let shown = names.prefix(5).map(\.cutForSentence).joined(separator: ", ")
      return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
    var parts: [String] = []
    if !left.isEmpty { parts.append("\(list(left)) only on the left") }
    if !right.isEmpty { parts.append("\(list(right)) only on the right") }
    let advice = isAll ? " None is left; SUM or MAX around one side makes one series of it." : ""
    return "\(arithmetic.rawValue) (column \(column)) works on instances that both sides have: "
      + parts.joined(separator: ", ") + "." + advice
  }
}
