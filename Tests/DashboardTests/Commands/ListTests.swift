import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

// One after the other: they take long, and tests that wait for answers have the same threads.
@Suite("Every list is sorted, filtered, moved in and clicked alike", .serialized)
struct ListTests {
  /// A list with the keys that lead to it, and a word that some of its rows have.
  struct Place: CustomTestStringConvertible, Sendable {
    var name: String
    var keys: [Key]
    var word: String

    var testDescription: String { name }

    var state: DashboardState {
      var state = OrdersFixture.state(columns: 200, rows: 40, operations: OperationsFixture.all)
      state.settings.isMouseOn = true
      for key in keys { state.press(key) }
      return state
    }
  }

  static let places = [
    Place(name: "jobs", keys: [], word: "running"),
    Place(name: "vertices", keys: [.enter], word: "sink"),
    Place(name: "watermarks", keys: [.enter, .tab, .tab], word: "sink"),
    Place(name: "checkpoints pane", keys: [.enter, .tab, .tab, .tab], word: "discarded"),
    Place(name: "checkpoints", keys: [.enter, .character("3")], word: "discarded"),
    Place(name: "by vertex", keys: [.enter, .character("3"), .enter], word: "sink"),
    Place(name: "by subtask", keys: [.enter, .character("3"), .enter, .enter], word: "!slowest"),
    Place(name: "operations", keys: [.character("9")], word: "stop"),
  ]

  /// How often the list was arranged, and the ids of its rows as text.
  private func arranged(_ state: DashboardState) -> (count: Int, rows: [String]) {
    func told<ID>(_ table: TableState<ID>?) -> (count: Int, rows: [String]) {
      (table?.arrangements ?? 0, table?.order.map { "\($0)" } ?? [])
    }
    switch state.shown {
    case "Jobs": return told(state.jobs.table)
    case "Operations": return told(state.operationsTable)
    case "Job":
      switch state.job?.pane {
      case .vertices: return told(state.job?.vertices)
      case .watermarks: return told(state.job?.watermarks)
      default: return told(state.job?.checkpoints)
      }
    default:
      guard let screen = state.checkpoints, screen.open != nil else {
        return told(state.checkpoints?.history)
      }
      return screen.openVertex == nil ? told(screen.vertices) : told(screen.subtasks)
    }
  }

  private func click(_ column: Int, _ row: Int, _ state: inout DashboardState) -> [Effect] {
    state.reduce(.event(.click(column: column, row: row)), at: Fixture.now)
  }

  @Test("its rows are arranged once an input", arguments: places)
  func onceAnInput(place: Place) throws {
    var state = place.state
    let keys: [Key] = [.down, .up, .pageDown, .home, .character(">"), .character("I"), .space]
    for key in keys {
      let before = arranged(state).count
      state.press(key)
      _ = state.frame()
      _ = state.demand
      let count = arranged(state).count - before
      #expect((0...1).contains(count), "\(key.label)")
      #expect(count == 1 || ![.character(">"), .character("I")].contains(key), "\(key.label)")
    }
    let head = try #require(state.list).placement.rect
    let before = arranged(state).count
    _ = click(head.column + 3, head.row + 1, &state)
    _ = state.reduce(.tick, at: Fixture.now)
    #expect((1...2).contains(arranged(state).count - before))
  }

  @Test("> goes through all its columns, < back, and each turns around", arguments: places)
  func sorting(place: Place) throws {
    var state = place.state
    let list = try #require(state.list)
    let first = arranged(state).rows
    var seen: [String?] = []
    for _ in 0..<list.sortable.count + (list.givenOrder.isEmpty ? 0 : 1) {
      state.press(.character(">"))
      let sort = state.list?.sort
      seen.append(sort)
      let order = arranged(state).rows
      state.press(.character("I"))
      #expect(Set(arranged(state).rows) == Set(order))
      #expect(state.list?.isReversed == true && state.notice?.text.contains("reversed") == true)
      state.press(.character("I"))
      #expect(arranged(state).rows == order)
    }
    #expect(Set(list.sortable.map(\.name)).isSubset(of: Set(seen.compactMap { $0 })))
    #expect(arranged(state).rows == first)
    state.press(.character("<"))
    #expect(state.list?.sort == seen[seen.count - 2])
  }

  @Test("a click on a head sorts by it, and another one turns it around", arguments: places)
  func heads(place: Place) throws {
    var state = place.state
    let list = try #require(state.list)
    for (placed, head) in zip(list.placement.columns, list.placement.shown) where head.isSortable {
      let cell = list.placement.start(of: placed)
      let was = state.list?.sort == head.name && state.list?.isReversed == false
      #expect(click(cell, list.placement.rect.row, &state).isEmpty)
      #expect(state.list?.sort == head.name && state.list?.isReversed == was, "\(head.name)")
      _ = click(cell, list.placement.rect.row, &state)
      #expect(state.list?.isReversed == !was)
      let mark = state.frame()[cell, list.placement.rect.row].style.role
      if head.spec.alignment == .left { #expect(mark == .accent, "\(head.name)") }
    }
  }

  @Test("/ filters it and says how many rows match, Esc shows all again", arguments: places)
  func filtering(place: Place) throws {
    var state = place.state
    let all = arranged(state).rows
    state.press(.character("/"))
    state.type(place.word)
    let some = arranged(state).rows
    #expect(!some.isEmpty && some.count < all.count, "\(some.count) of \(all.count)")
    let told = "\(some.count) of \(all.count)"
    #expect(state.frame().lines[39].contains(told))
    state.press(.enter)
    #expect(state.overlay == nil && arranged(state).rows == some)
    #expect(state.picture.contains("/\(place.word) \(told)"))
    let screen = state.shown
    state.press(.escape)
    #expect(state.shown == screen && arranged(state).rows == all)
    state.press(.character("/"))
    state.type("nothing has this")
    #expect(arranged(state).rows.isEmpty)
    #expect(state.picture.contains("matches 'nothing has this'. Esc clears the filter."))
    state.press(.enter, .down, .space)
    #expect(state.shown == screen && state.overlay == nil)
  }

  @Test("Home, End, page keys, the wheel and clicks move its cursor", arguments: places)
  func moving(place: Place) throws {
    var state = place.state
    state.press(.end)
    let last = arranged(state).rows.count - 1
    #expect(state.list?.place == last)
    state.press(.home)
    #expect(state.list?.place == 0)
    state.press(.pageDown)
    #expect(state.list?.place == min(last, max(1, state.visibleRows - 1)))
    state.press(.pageUp)
    #expect(state.list?.place == 0)
    let rect = try #require(state.list).placement.rect
    _ = state.reduce(
      .event(.scroll(lines: 1, column: rect.column + 2, row: rect.row + 1)), at: Fixture.now)
    #expect(state.list?.place == 1)
    _ = click(rect.column + 2, rect.row + 3, &state)
    #expect(state.list?.place == 2)
    #expect(state.frame()[rect.column + 2, rect.row + 3].style.isReversed)
    // Beside the rows nothing is selected.
    _ = click(rect.column + 2, rect.row + 1 + last + 5, &state)
    #expect(state.list?.place == 2)
  }

  @Test("its cursor follows the row by id when the order changes", arguments: places)
  func following(place: Place) throws {
    var state = place.state
    state.press(.down)
    let id = arranged(state).rows[try #require(state.list?.place)]
    for _ in 0..<4 {
      state.press(.character(">"), .character("I"))
      #expect(state.list?.place == arranged(state).rows.firstIndex(of: id))
    }
  }

  @Test(":columns leaves columns out and takes them back in", arguments: places)
  func columns(place: Place) throws {
    var state = place.state
    let list = try #require(state.list)
    let names = list.placement.shown.filter(\.canBeHidden).map(\.name).suffix(2)
    try #require(names.count == 2)
    func run(_ line: String) {
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
    }
    run("columns \(names.joined(separator: " "))")
    var shown = try #require(state.list).placement.shown.map(\.name)
    #expect(names.allSatisfy { !shown.contains($0) })
    #expect(state.notice?.text.hasPrefix("Left out: ") == true)
    run("columns \(names.joined(separator: ","))")
    shown = try #require(state.list).placement.shown.map(\.name)
    #expect(shown == list.placement.shown.map(\.name))
    run("columns \(names[names.startIndex])")
    run("columns")
    state.press(.character("a"), .escape)
    #expect(state.list?.hidden.isEmpty == true)
    #expect(state.notice?.text == "All columns are shown.")
    run("columns nonsense")
    #expect(state.notice?.text.hasPrefix("No column 'nonsense' to leave out") == true)
  }

  @Test(":sort and :filter do by name what keys do", arguments: places)
  func byName(place: Place) throws {
    var state = place.state
    let screen = state.shown
    func run(_ line: String) {
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
    }
    let column = try #require(state.list?.sortable.last)
    run("sort \(column.word)")
    #expect(state.list?.sort == column.name && state.shown == screen)
    let all = arranged(state).rows.count
    run("filter \(place.word)")
    #expect(arranged(state).rows.count < all && state.list?.filter == place.word)
    run("filter")
    #expect(arranged(state).rows.count == all)
    run("sort nonsense")
    #expect(state.notice?.text.hasPrefix("No column 'nonsense'; there are ") == true)
  }

  @Test("keys of a list say in the graph that it has none")
  func graph() {
    for key in [Key.character(">"), .character("I"), .character("/"), .character("o")] {
      var state = OrdersFixture.opened()
      state.press(.tab, key)
      #expect(state.overlay == nil)
      #expect(state.notice?.text.hasPrefix("The graph has no ") == true, "\(key.label)")
    }
  }

  @Test("what comes together is about what its own filter lets through")
  func together() {
    var state = Fixture.state()
    let keys = "/payments".map { Key.character($0) } + [.enter, .down, .enter]
    _ = state.reduce(.event(.keys(keys)), at: Fixture.now)
    #expect(state.job?.id == JobID(Fixture.identifier("payments")))
  }
}
