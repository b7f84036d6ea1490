import SeededRandom
import Testing

@testable import TerminalUI

/// What an editor, a disk or a person may do to a theme file.
@Suite("Damaged theme files")
struct ThemeFuzzTests {
  private static let file = "themes/mine.toml"
  private static let sources: [[UInt8]] = [
    PackageResources.default_toml, PackageResources.okabe_ito_light_toml,
    PackageResources.mono_toml,
  ]

  @Test(
    "a damaged theme is a theme still, or an error that names its line", arguments: sources,
    [UInt64(1), 2])
  func damaged(source: [UInt8], seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var errors = 0
    for _ in 0..<150 {
      let text = String(decoding: source.mutated(using: &generator), as: UTF8.self)
      do throws(ThemeError) {
        _ = try Theme.load(text, file: Self.file)
      } catch {
        errors += 1
        expectPlace(in: error, of: text)
      }
    }
    // Most damage is in a value or a key; what is left lies in comments.
    #expect((20..<150).contains(errors), "\(errors)")
  }

  @Test("every beginning of a theme is an error that names its line", arguments: sources)
  func cutOff(source: [UInt8]) {
    let text = String(decoding: source, as: UTF8.self)
    let lastRole = text.split(separator: "\n").last ?? ""
    // Without its last line one role is missing, wherever it is cut.
    for end in stride(from: 0, to: text.utf8.count - lastRole.utf8.count - 1, by: 23) {
      let beginning = String(decoding: source[..<end], as: UTF8.self)
      do throws(ThemeError) {
        _ = try Theme.load(beginning, file: Self.file)
        Issue.record("a theme of \(end) bytes")
      } catch {
        expectPlace(in: error, of: beginning)
      }
    }
  }

  private func expectPlace(in error: ThemeError, of text: String) {
    let lines = text.count { $0.isNewline } + 1
    if let line = error.line {
      #expect((1...lines).contains(line), "\(error)")
      #expect(error.description.hasPrefix("\(Self.file):\(line): "), "\(error)")
    } else {
      // What is nowhere has no line.
      #expect(error.message == "the theme has no [roles]", "\(error)")
    }
    #expect(
      !error.description.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }
}
