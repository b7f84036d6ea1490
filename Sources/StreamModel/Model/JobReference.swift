/// How people name a job: by id, by a unique prefix of one, or by a unique name.
package enum JobReference {
  /// The jobs that a text can mean: the one with that id, else those with that name (those that have not
  /// ended first choice), else those whose id begins so. More than one is ambiguous.
  package static func matches(_ text: String, among jobs: [JobSummary]) -> [JobSummary] {
    if let exact = jobs.first(where: { $0.id.text == text }) { return [exact] }
    let named = jobs.filter { $0.name == text }
    if !named.isEmpty {
      let live = named.filter { !$0.state.isTerminal }
      return live.isEmpty ? named : live
    }
    guard !text.isEmpty else { return [] }
    return jobs.filter { $0.id.text.hasPrefix(text.lowercased()) }
  }
}
