import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

// One after the other: they take long, and tests that wait for answers have the same threads.
@Suite("Clicks", .serialized)
struct MouseTests {
  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.settings.isMouseOn = true
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    return state
  }

  /// Clicks on the first place where a text stands.
  @discardableResult
  private func click(
    _ text: String, inRow wanted: Int? = nil, _ state: inout DashboardState,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Effect] {
    for (row, line) in state.frame().lines.enumerated() where wanted.map({ $0 == row }) ?? true {
      guard let range = line.firstRange(of: text) else { continue }
      let column = line.distance(from: line.startIndex, to: range.lowerBound)
      return state.reduce(.event(.click(column: column, row: row)), at: Fixture.now)
    }
    Issue.record("there is no '\(text)'", sourceLocation: sourceLocation)
    return []
  }

  @Test("a tab of the Jobs screen is shown", arguments: [80, 120, 200])
  func tabs(columns: Int) {
    var state = opened(columns: columns)
    click("ended", inRow: 1, &state)
    #expect(state.jobs.tab == .ended)
    click("alive", inRow: 1, &state)
    #expect(state.jobs.tab == .alive)
    click("all", inRow: 1, &state)
    #expect(state.jobs.tab == .all)
  }

  @Test("a head sorts by its column, and clicked again turns the order around")
  func heads() {
    for (head, column) in [("LAG", "lag"), ("JOB", "name"), ("RESTARTS", "restarts")] {
      var state = opened()
      let row = JobsLayout(state.size).head
      click(head, inRow: row, &state)
      #expect(state.jobs.table.sort == column && !state.jobs.table.isReversed)
      click(head, inRow: row, &state)
      #expect(state.jobs.table.sort == column && state.jobs.table.isReversed)
      click(head, inRow: row, &state)
      #expect(!state.jobs.table.isReversed)
    }
  }

  @Test("panes have the keys when clicked, tabs show theirs, and the vertices' heads sort")
  func panes() {
    var state = opened()
    state.press(.enter)
    click("Watermarks", &state)
    #expect(state.job?.pane == .watermarks)
    let head = state.jobLayout.panes[0].rect.row + 1
    click("BACKP.", inRow: head, &state)
    #expect(state.job?.pane == .vertices)
    #expect(state.job?.vertices.sort == "backpressure")
    #expect(state.notice?.text == "Vertices by BACKP.")
    click("BACKP.", inRow: head, &state)
    #expect(state.job?.vertices.isReversed == true)
    var narrow = opened(columns: 80, rows: 24)
    narrow.press(.enter)
    for pane in JobPane.allCases.reversed() {
      click(pane.title, &narrow)
      #expect(narrow.job?.pane == pane)
    }
  }

  @Test("a key of the foot line is as if pressed, wherever in its words", arguments: [120, 200])
  func footKeys(columns: Int) {
    for (word, check) in [
      ("open", { (state: DashboardState) in state.shown == "Job" }),
      ("help", { if case .help = $0.overlay { true } else { false } }),
      ("filter", { if case .filter = $0.overlay { true } else { false } }),
    ] {
      var state = opened(columns: columns)
      #expect(click(word, inRow: state.size.rows - 1, &state).isEmpty)
      #expect(check(state), "\(word)")
    }
    var state = opened(columns: columns)
    click("filter", inRow: state.size.rows - 1, &state)
    click("keep", inRow: state.size.rows - 1, &state)
    #expect(state.overlay == nil)
    #expect(click("quit", inRow: state.size.rows - 1, &state) == [.quit])
  }

  @Test("what the foot line shows is where it is clicked", arguments: [40, 80, 120, 200])
  func footCells(columns: Int) {
    let state = opened(columns: columns, rows: 24)
    let line = Array(state.frame().lines[23])
    #expect(!state.footKeys.isEmpty)
    for key in state.footKeys {
      #expect(String(line[key.cells]) == "\(key.key.label) \(key.label)")
    }
  }

  @Test("a key that acts opens its dialog, and no click in a dialog confirms or leaves anything")
  func dialogs() {
    for word in ["savepoint", "stop", "cancel", "drain", "checkpoint"] {
      var state = opened()
      let effects = click(word, inRow: state.size.rows - 1, &state)
      for effect in effects {
        guard case .awaitReading(let dialog) = effect else {
          Issue.record("\(word) does \(effect)")
          continue
        }
        _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
      }
      let dialog = state.overlay
      guard case .dialog = dialog else {
        Issue.record("\(word) opens no dialog")
        continue
      }
      for row in 0..<state.size.rows {
        for column in 0..<state.size.columns {
          #expect(state.reduce(.event(.click(column: column, row: row)), at: Fixture.now).isEmpty)
        }
      }
      #expect(state.overlay == dialog)
    }
  }

  @Test(
    "no click anywhere on any screen asks anything of the cluster", arguments: Scene.all)
  func harmless(scene: Scene) async {
    var opened = scene.state
    opened.settings.isMouseOn = true
    for row in 0..<opened.size.rows {
      // Tests that wait for answers have the same threads.
      await Task.yield()
      for column in stride(from: row % 3, to: opened.size.columns, by: 3) {
        var state = opened
        let effects = state.reduce(.event(.click(column: column, row: row)), at: Fixture.now)
        let isHarmless = effects.allSatisfy {
          switch $0 {
          case .awaitReading, .quit, .savePins: true
          // What a form is filled in from is read anew.
          case .refresh: state.overlay != nil
          default: false
          }
        }
        #expect(isHarmless, "\(effects) at \(column), \(row)")
      }
    }
  }

  @Test("while the mouse is off, as after a late report, a click does nothing")
  func off() {
    var state = opened()
    state.settings.isMouseOn = false
    let before = state.picture
    for row in 0..<state.size.rows {
      #expect(state.reduce(.event(.click(column: 4, row: row)), at: Fixture.now).isEmpty)
    }
    #expect(state.picture == before)
  }

  @Test("a clicked row is selected, and clicked again opened")
  func rows() {
    var state = opened()
    click("payments", &state)
    #expect(state.jobs.table.selected == JobID(Fixture.identifier("payments")))
    click("payments", &state)
    #expect(state.shown == "Job")
  }
}
