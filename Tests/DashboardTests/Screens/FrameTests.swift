import Foundation
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Whole screens")
struct FrameTests {
  /// A state of the dashboard that is worth a picture.
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var columns: Int
    var rows: Int
    var charset = Charset.unicode
    var keys: [Key] = []

    var testDescription: String { "\(name) \(columns)x\(rows)" }
    var file: String { "\(name)-\(columns)x\(rows).txt" }

    var state: DashboardState {
      var state = OrdersFixture.state(columns: columns, rows: rows, charset: charset)
      state.jobs.hasMoved = true
      state.jobs.selected = OrdersFixture.job
      for key in keys { state.press(key) }
      return state
    }
  }

  static let scenes = [
    Scene(name: "jobs", columns: 80, rows: 24), Scene(name: "jobs", columns: 120, rows: 40),
    Scene(name: "jobs", columns: 200, rows: 60),
    Scene(name: "jobs-ascii", columns: 80, rows: 24, charset: .ascii),
    Scene(name: "job", columns: 80, rows: 24, keys: [.enter]),
    Scene(name: "job", columns: 120, rows: 40, keys: [.enter]),
    Scene(name: "job", columns: 200, rows: 60, keys: [.enter]),
    Scene(name: "job-ascii", columns: 120, rows: 40, charset: .ascii, keys: [.enter]),
    Scene(name: "watermarks", columns: 80, rows: 24, keys: [.enter, .tab, .tab]),
    Scene(name: "checkpoints", columns: 120, rows: 40, keys: [.enter, .character("3")]),
    Scene(
      name: "checkpoint-subtasks", columns: 80, rows: 24,
      keys: [.enter, .character("3"), .enter, .enter]),
    Scene(name: "stop-dialog", columns: 80, rows: 24, keys: [.character("S")]),
    Scene(name: "cancel-dialog", columns: 120, rows: 40, keys: [.character("X")]),
  ]

  @Test("a screen looks as it was recorded", arguments: scenes)
  func recorded(scene: Scene) throws {
    let actual = scene.state.frame().lines
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Frames")
    let file = folder.appending(path: scene.file)
    if ProcessInfo.processInfo.environment["FLINKTOP_RECORD_FRAMES"] != nil {
      try (actual.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let text = try String(contentsOf: file, encoding: .utf8)
    let expected = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
    for row in 0..<max(expected.count, actual.count) {
      let wanted = row < expected.count ? expected[row] : "(no row)"
      let got = row < actual.count ? actual[row] : "(no row)"
      #expect(got == wanted, "row \(row) of \(scene.file)")
    }
  }

  @Test("an ASCII screen holds nothing but ASCII", arguments: scenes)
  func onlyASCII(scene: Scene) {
    var scene = scene
    scene.charset = .ascii
    let frame = scene.state.frame()
    let strangers = frame.cells.filter { !$0.scalar.isASCII }
    #expect(strangers.isEmpty)
  }

  @Test(
    "no size breaks any screen",
    arguments: [
      Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: 20, rows: 5),
      Size(columns: 40, rows: 10), Size(columns: 41, rows: 11), Size(columns: 79, rows: 23),
      Size(columns: 99, rows: 25), Size(columns: 100, rows: 26), Size(columns: 150, rows: 16),
      Size(columns: 300, rows: 100),
    ])
  func anySize(size: Size) {
    for scene in Self.scenes {
      var state = scene.state
      _ = state.reduce(.event(.resize(size)), at: Fixture.now)
      #expect(state.frame().size == size)
      for key in [Key.down, .pageDown, .tab, .enter, .character("?"), .escape, .escape] {
        state.press(key)
        #expect(state.frame().size == size)
      }
    }
  }

  @Test("the bottleneck is said in words and marked in table and graph")
  func bottleneck() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    #expect(state.picture.contains("fraud score is the bottleneck"))
    state.jobs.hasMoved = true
    state.jobs.selected = OrdersFixture.job
    state.press(.enter)
    #expect(state.picture.contains("▲ fraud score"))
    #expect(state.picture.contains("┏"))
  }

  @Test("without colour, what matters is still told by signs and reverse video")
  func monochrome() {
    let frame = OrdersFixture.state(columns: 80, rows: 24).frame()
    let selected = frame.cells.contains { $0.style.isReversed }
    #expect(selected)
    #expect(frame.lines.contains { $0.contains("! ") })
  }
}
