import Foundation
import Testing

@testable import StreamModel

@Suite("The table of rules")
struct DiagnosisRuleTests {
  @Test(
    "every kind of finding has a rule, and every rule says what it finds, of what, by which questions"
  )
  func whole() {
    let named = Set(DiagnosisRules.all.map(\.name) + DiagnosisRules.ofCluster.map(\.name))
    #expect(named == Set(Finding.Rule.allCases))
    for rule in DiagnosisRules.all {
      #expect(!rule.says.isEmpty && !rule.source.isEmpty && !rule.needs.isEmpty)
    }
  }

  @Test("the README's table of rules is this one")
  func readme() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- rules -->\n"), "no mark where the table begins")
    let end = try #require(text.range(of: "\n<!-- end of rules -->"), "no mark where it ends")
    let written = String(text[begin.upperBound..<end.lowerBound])
    #expect(written == Self.markdown, "the table should read:\n\(Self.markdown)")
  }

  /// The table as the README has it: a row for each name.
  private static var markdown: String {
    var names: [Finding.Rule] = []
    for rule in DiagnosisRules.all where !names.contains(rule.name) { names.append(rule.name) }
    let rows = names.map { name in
      let rules = DiagnosisRules.all.filter { $0.name == name }
      let says = rules.map(\.says).joined(separator: "; ")
      return "| `\(name)` | \(says) | \(rules.map(\.source).joined(separator: "; ")) |"
    }
    let ofCluster = DiagnosisRules.ofCluster.map {
      "| `\($0.name)` | \($0.says) | \($0.source) |"
    }
    return (["| Rule | Says | From |", "|---|---|---|"] + rows + ofCluster).joined(separator: "\n")
  }
}
