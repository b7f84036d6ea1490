import Foundation
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

// One after the other: they take long, and tests that wait for answers have the same threads.
@Suite("Whole screens", .serialized)
struct FrameTests {
  @Test(
    "a screen looks as it was recorded, and every cell of it means what it did",
    arguments: Scene.all)
  func recorded(scene: Scene) throws {
    let frame = scene.state.frame()
    try compare(frame.lines, with: "\(scene.name)-\(scene.columns)x\(scene.rows).txt")
    let roles = try scene.isMono ? RoleGrid.monochromeLines(of: frame) : RoleGrid.lines(of: frame)
    try compare(roles, with: "\(scene.name)-\(scene.columns)x\(scene.rows).roles.txt")
  }

  @Test(
    "every screen has a picture at 80x24 and at 200x60",
    arguments: Screens.all.map { $0.sign.title }, [80, 200])
  func pictured(title: String, columns: Int) {
    #expect(Self.picturedTitles[columns]?.contains(title) == true)
  }

  private static let picturedTitles = Dictionary(grouping: Scene.all, by: \.columns)
    .mapValues { scenes in Set(scenes.map { $0.state.shown }) }

  private func compare(_ actual: [String], with name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Frames")
    let file = folder.appending(path: name)
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
      #expect(got == wanted, "row \(row) of \(name)")
    }
  }

  @Test("an ASCII screen holds nothing but ASCII", arguments: Scene.all)
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
  func anySize(size: Size) async {
    for scene in Scene.all where !scene.isMono {
      // It takes long, and tests that wait for answers have the same threads.
      await Task.yield()
      var state = scene.state
      _ = state.reduce(.event(.resize(size)), at: Fixture.now)
      #expect(state.frame().size == size)
      for key in [Key.down, .pageDown, .tab, .enter, .character("?"), .escape, .escape] {
        state.press(key)
        #expect(state.frame().size == size)
      }
    }
  }

  @Test(
    "no table is wider than its frame",
    arguments: Scene.all.filter { $0.display == .screens && $0.charset == .unicode })
  func framed(scene: Scene) {
    var state = scene.state
    guard state.overlay == nil else { return }
    for columns in [40, 47, 60] {
      _ = state.reduce(
        .event(.resize(Size(columns: columns, rows: 24))), at: Fixture.now)
      var isInside = false
      for line in state.frame().lines {
        if line.hasPrefix("╭") { isInside = true }
        if line.hasPrefix("╰") { isInside = false }
        guard isInside, let last = line.last else { continue }
        #expect("│╮".contains(last), "\(scene.name) at \(columns): \(line)")
      }
    }
  }

  @Test("the bottleneck is said in words and marked in table and graph")
  func bottleneck() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    #expect(state.picture.contains("fraud score is the bottleneck"))
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter)
    #expect(state.picture.contains("▲ fraud score"))
    #expect(state.picture.contains("┏"))
  }

  @Test("without colour, what matters is still told by signs and reverse video")
  func monochrome() {
    let state = OrdersFixture.state(columns: 80, rows: 24)
    let frame = state.frame()
    let table = JobsLayout(state.size).table
    let rows = table.row..<table.endRow
    let reversed = rows.filter { frame[10, $0].style.isReversed }
    #expect(reversed.map { frame.lines[$0].contains("orders") } == [true])
    for row in rows {
      let role = frame[1, row].style.role
      let sign = frame[1, row].scalar
      #expect((sign == "!") == (role == .critical), "row \(row)")
      #expect((sign == "▲") == (role == .warning), "row \(row)")
    }
    #expect(rows.contains { frame[1, $0].scalar == "!" })
  }
}
