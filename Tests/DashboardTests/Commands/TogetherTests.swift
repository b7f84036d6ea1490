import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// What came at once never asks anything of a cluster, however it is spelled and wherever one is.
// One after the other: they take long, and tests that wait for answers have the same threads.
@Suite("Pastes and keys that came together", .serialized)
struct TogetherTests {
  /// A screen, and the keys that lead to it from the Jobs screen.
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var keys: [Key]
    var testDescription: String { name }
  }

  /// Every screen there is, and what lies over them.
  static let scenes =
    Screens.all.filter { $0.sign.key != nil }.map { screen in
      Scene(
        name: screen.sign.title,
        keys: [.enter] + (screen.sign.key.map { [.character($0)] } ?? []))
    } + unnumbered + [
      Scene(name: "Logs", keys: [.character("7"), .character("l")]),
      Scene(
        name: "metrics, chosen",
        keys: [.enter, .character("6"), .character("/"), .space, .down, .space, .escape]),
      Scene(name: "metrics, list", keys: [.enter, .character("6"), .character("/")]),
      Scene(name: "a log", keys: [.character("7"), .character("l"), .enter]),
      Scene(name: "Jobs, filter", keys: [.character("/")]),
      Scene(name: "Jobs, command line", keys: [.character(":")]),
      Scene(name: "Jobs, marked", keys: [.space, .space]),
      Scene(name: "help", keys: [.character("?")]),
      Scene(name: "Job, graph", keys: [.enter, .tab]),
      Scene(name: "savepoint dialog", keys: [.character("s")]),
      Scene(name: "savepoint dialog, directory", keys: [.character("s"), .tab]),
      Scene(name: "stop dialog", keys: [.character("S")]),
      Scene(name: "drain dialog", keys: [.character("D")]),
      Scene(name: "cancel dialog", keys: [.character("X")]),
      Scene(name: "checkpoint dialog", keys: [.character("c")]),
      Scene(name: "rescale form", keys: [.character("R")]),
      Scene(name: "rescale form, typing", keys: [.character("R"), .tab]),
      Scene(name: "upload form", keys: word("jars") + [.character("u")]),
      Scene(name: "run form", keys: word("jars") + [.enter]),
      Scene(name: "deletion of a jar", keys: word("jars") + [.delete]),
      Scene(name: "cancel of an application", keys: word("applications") + [.character("X")]),
      Scene(name: "a disposal", keys: [.character("9"), .end, .character("X")]),
    ]

  /// The screens that no digit leads to, each from a subtask, of which all others have something.
  static let unnumbered = Screens.all.filter { $0.sign.key == nil }.map { screen in
    Scene(
      name: screen.sign.title,
      keys: [.enter, .character("5")]
        + (screen == SubtaskScreen.self ? [.enter] : word(screen.sign.name)))
  }

  /// A word of the command line.
  private static func word(_ word: String) -> [Key] {
    [.character(":")] + word.map { .character($0) } + [.enter]
  }

  @Test("the keys of a scene lead to its screen", arguments: unnumbered)
  func leads(scene: Scene) {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in scene.keys { state.press(key) }
    #expect(state.shown == scene.name && state.overlay == nil)
  }

  /// Acting letters with what confirms them, the words of the command line, and what people have on their clipboards.
  static let texts =
    ["s", "S", "D", "X", "c", "R", "u", "P"].flatMap { key in
      ["y", "yy", "\n", "y\n", "cancel\n", "drain\n", " y", "ystem"].map { key + $0 }
    } + ActionKind.allCases.flatMap { [":\($0.rawValue)\ny", ":\($0.rawValue)\n\($0.rawValue)\n"] }
    + [
      "System", "Xcancel\n", "y", "cancel\n", "drain\n", "\n", "\t\n y\n", "q", ":quit\n",
      "java.lang.RuntimeException: Source: Custom Source -> Sink (1/2)\n\tat org.apache.flink.X.y(X.java:1)\n",
    ]

  private static func harm(_ effects: [Effect]) -> [Effect] {
    effects.filter { effect in
      switch effect {
      case .perform, .quit, .quitBySignal: true
      default: false
      }
    }
  }

  private static let orders: DashboardState = {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    return state
  }()

  private func state(_ scene: Scene) -> DashboardState {
    var state = Self.orders
    for key in scene.keys { state.press(key) }
    return state
  }

  /// The keys that a terminal without bracketed paste makes of a text.
  private func keys(_ text: String) -> [Key] {
    text.map { character in
      switch character {
      case "\n": .enter
      case "\t": .tab
      case " ": .space
      default: .character(character)
      }
    }
  }

  @Test("a bracketed paste asks for nothing on any screen", arguments: scenes)
  func bracketed(scene: Scene) {
    let opened = state(scene)
    for text in Self.texts {
      var state = opened
      var effects = state.reduce(.event(.paste(text)), at: Fixture.now)
      // The Enter after a paste is a person's; what it runs still has its own dialog.
      effects += state.press(.enter)
      #expect(Self.harm(effects).allSatisfy { $0 == .quit }, "\(text)")
    }
  }

  @Test("a paste without brackets in one read asks for nothing and ends nothing", arguments: scenes)
  func inOneRead(scene: Scene) {
    let opened = state(scene)
    for text in Self.texts {
      var state = opened
      let effects = state.reduce(.event(.keys(keys(text))), at: Fixture.now)
      #expect(Self.harm(effects).isEmpty, "\(text)")
    }
  }

  @Test("nor does one that comes byte by byte, the first of which came alone", arguments: scenes)
  func byteByByte(scene: Scene) {
    let opened = state(scene)
    for text in Self.texts {
      var state = opened
      var effects: [Effect] = []
      for (index, key) in keys(text).enumerated() {
        let event = index == 0 ? Event.key(key) : .keys([key])
        let new = state.reduce(.event(event), at: Fixture.now)
        for case .awaitReading(let dialog) in new {
          // However long it stands there: the keys did not come alone.
          _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
        }
        if index > 0 { effects += new }
      }
      #expect(Self.harm(effects).isEmpty, "\(text)")
    }
  }

  @Test("a paste outside of a field says that it did nothing, and changes nothing")
  func saysSo() {
    for event in [Event.paste("System"), .keys(keys("System"))] {
      var state = state(Self.scenes[0])
      let before = state
      _ = state.reduce(.event(event), at: Fixture.now)
      #expect(
        state.picture.contains("6 characters came at once, as from a paste: nothing was done."))
      let (table, former) = (state.jobs.table, before.jobs.table)
      #expect(table.order == former.order && table.selected == former.selected)
      #expect(table.marked == former.marked && state.jobs.tab == before.jobs.tab)
      #expect(state.overlay == nil && state.shown == before.shown)
      #expect(!state.isPaused && state.settings.themeName == before.settings.themeName)
    }
  }

  @Test("an Enter that came with a paste opens nothing")
  func enterOfPaste() {
    var state = state(Self.scenes[0])
    let before = state.shown
    _ = state.reduce(.event(.keys(keys("Xcancel") + [.enter])), at: Fixture.now)
    #expect(state.shown == before && state.overlay == nil)
    #expect(state.notice?.text.contains("nothing was done") == true)
  }

  @Test("keys that move may be typed ahead, and a held key counts as often as it came")
  func movement() {
    var state = Fixture.state((0..<30).map { Fixture.summary("job-\($0 + 10)") })
    _ = state.reduce(.event(.keys([.down, .down, .down])), at: Fixture.now)
    #expect(state.jobs.table.row == 3)
    _ = state.reduce(.event(.keys(keys("jjk"))), at: Fixture.now)
    #expect(state.jobs.table.row == 4)
    _ = state.reduce(.event(.keys(Array(repeating: .up, count: 4000))), at: Fixture.now)
    #expect(state.jobs.table.row == 0)
  }

  @Test("keys that show screens may be typed ahead, too, and the last of them counts")
  func going() {
    var state = state(Self.scenes[0])
    _ = state.reduce(.event(.keys(keys("391j"))), at: Fixture.now)
    #expect(state.shown == "Jobs" && !state.picture.contains("at once"))
    _ = state.reduce(.event(.keys(keys("19"))), at: Fixture.now)
    #expect(state.shown == "Operations")
  }

  @Test("a held key saves one screen, copies once, and asks anew once")
  func once() {
    for (key, effect) in [(Key.control("s"), Effect.saveScreen), (.character("r"), .refresh)] {
      var state = state(Self.scenes[0])
      let effects = state.reduce(
        .event(.keys(Array(repeating: key, count: 30))), at: Fixture.now)
      #expect(effects == [effect])
    }
  }

  @Test("a word typed ahead goes into the field that its first key opens, and no further")
  func typedAhead() {
    var state = Fixture.state()
    _ = state.reduce(.event(.keys(keys("/orders\n"))), at: Fixture.now)
    #expect(state.jobs.table.filter == "orders" && state.overlay == nil)
    state.press(.escape, .character("9"))
    _ = state.reduce(.event(.keys(keys("1jj/payments"))), at: Fixture.now)
    #expect(state.jobs.table.filter == "payments" && state.shown == "Jobs")
    state.press(.escape)
    _ = state.reduce(.event(.keys(keys(":theme mono\n"))), at: Fixture.now)
    #expect(state.picture.contains("Too quick: read, then press Enter."))
    #expect(state.settings.themeName == "default")
    state.press(.enter)
    #expect(state.settings.themeName == "mono")
  }

  @Test("an acting key right after another says so instead", arguments: ["s", "S", "D", "X", "c"])
  func quickAction(key: Character) {
    var state = state(Self.scenes[0])
    _ = state.reduce(.event(.keys([.character(key)])), at: Fixture.now)
    #expect(state.overlay == nil)
    #expect(state.picture.contains("Too quick after another key: press \(key) alone."))
  }

  @Test("what comes together with a key that leaves the dialog goes nowhere")
  func behindTheDialog() {
    var state = state(Scene(name: "", keys: [.character("S")]))
    _ = state.reduce(.event(.keys(keys("no\n"))), at: Fixture.now)
    #expect(state.overlay == nil && state.shown == "Jobs")
  }

  @Test("the wall takes no paste, and no keys that came together")
  func wall() {
    var state = Fixture.state()
    state.showWall(rotation: .seconds(15))
    for event in [Event.paste("q"), .keys(keys("qq"))] {
      #expect(state.reduce(.event(event), at: Fixture.now).isEmpty)
    }
    #expect(state.press(.character("q")) == [.quit])
  }

  @Test("a field takes 500 characters, says so, and what is beyond is left out")
  func longText() {
    let long = String(repeating: "long text ", count: 200)
    for opener in [Key.character("/"), .character(":")] {
      var state = Fixture.state()
      state.press(opener)
      _ = state.reduce(.event(.paste(long)), at: Fixture.now)
      #expect(state.picture.contains("A field takes 500 characters"))
      _ = state.reduce(.event(.keys(keys(long))), at: Fixture.now)
      switch state.overlay {
      case .filter(let field): #expect(field.text.count == 500)
      case .commandLine(let line): #expect(line.field.text.count == 500)
      default: Issue.record("no field is open")
      }
    }
    var state = Fixture.state()
    state.press(.character(":"))
    _ = state.reduce(.event(.paste(long)), at: Fixture.now)
    state.press(.control("u"))
    #expect(!state.picture.contains("A field takes 500 characters"))
  }

  @Test("half a path is not put into the directory of a savepoint")
  func longDirectory() {
    var state = state(Self.scenes[0])
    state.press(.character("s"), .tab)
    state.type("s3://a")
    _ = state.reduce(.event(.paste(String(repeating: "x", count: 600))), at: Fixture.now)
    #expect(state.picture.contains("A field takes 500 characters: nothing was put in."))
    guard case .dialog(let dialog) = state.overlay else {
      Issue.record("no dialog is open")
      return
    }
    #expect(dialog.directory.text == "s3://a")
  }
}
