import Foundation
import Testing

@testable import flinktop

@Suite("The folder for what is kept")
struct StateFolderTests {
  private let root = FileManager.default.temporaryDirectory.appending(
    path: "flinktop-state-\(UUID().uuidString)")

  private var folder: StateFolder {
    StateFolder { $0 == "XDG_STATE_HOME" ? root.path : nil }
  }

  @Test("is that of XDG, else below the home; a relative one counts as none")
  func places() {
    #expect(folder.path == root.path + "/flinktop")
    #expect(
      StateFolder { $0 == "HOME" ? "/home/x" : nil }.path == "/home/x/.local/state/flinktop")
    #expect(StateFolder { $0 == "XDG_STATE_HOME" ? "state" : nil }.path == nil)
  }

  @Test("what was written is read again, for nobody else; what can't be read is told and kept")
  func files() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(folder.read("charts") == .none)
    #expect(folder.write("charts", "one\n") == nil && folder.write("charts", "two\n") == nil)
    #expect(folder.read("charts") == .text("two\n"))
    let file = root.path + "/flinktop/charts"
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect((attributes[.posixPermissions] as? Int ?? 0) & 0o077 == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: root.path + "/flinktop") == ["charts"])
    try Data([0xFF, 0xFE]).write(to: URL(filePath: file))
    #expect(folder.read("charts") == .unreadable(reason: "it is no text"))
  }
}
