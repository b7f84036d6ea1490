import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// Forms say what they are about, take keys as dialogs do, and ask for exactly what is filled in.
@Suite("Forms for jars, rescaling and disposal")
struct FormDialogTests {
  private static let orders = OrdersFixture.job
  private static let jar = Jar(
    id: JarID("1_orders.jar"), name: "orders.jar", uploadedAt: Timestamp(milliseconds: 5),
    entries: [JarEntry(className: "shop.Orders")])

  private static let path = "file:/sp/savepoint-1"
  private static let application = ApplicationID("a1b2")

  private func state(jars: [Jar] = [jar]) -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    // Nothing of what the fixture has answered already.
    state.cluster.answers = AnswerStore()
    state.cluster.capabilities.canRescale = true
    state.cluster.capabilities.takesClaimMode = true
    state.cluster.apply(jars, to: .jars, at: Fixture.now)
    return state
  }

  private func open(
    _ purpose: FormDialog.Purpose, savepoint: String = "", in state: inout DashboardState
  ) {
    _ = state.openForm(purpose, savepoint: savepoint)
    _ = state.reduce(.dialogReadable(state.dialogsOpened), at: Fixture.now)
  }

  private func type(_ text: String, into state: inout DashboardState) {
    for character in text {
      _ = state.reduce(
        .event(.key(character == " " ? .space : .character(character))), at: Fixture.now)
    }
  }

  private func press(_ keys: Key..., in state: inout DashboardState) -> [OperationRequest] {
    keys.flatMap { state.reduce(.event(.key($0)), at: Fixture.now) }.compactMap {
      if case .perform(let request) = $0 { request } else { nil }
    }
  }

  @Test("another field is offered where there is one")
  func fields() {
    for (purpose, isOffered) in [
      (FormDialog.Purpose.run(nil), true), (.saveProfile(.controller, file: "a.html"), false),
    ] {
      var state = state()
      open(purpose, in: &state)
      #expect(state.footKeys.contains { $0.key == .tab } == isOffered)
    }
  }

  @Test("a run has class, arguments, parallelism and the savepoint that it was opened with")
  func run() throws {
    var state = state()
    open(.run(nil), savepoint: "s3://sp/orders/1", in: &state)
    #expect(state.picture.contains("s3://sp/orders/1"))
    // jar, class, arguments, parallelism
    _ = press(.tab, .tab, in: &state)
    type("shop.Late", into: &state)
    _ = press(.tab, in: &state)
    type("--topic 'a b' x", into: &state)
    _ = press(.tab, in: &state)
    type("4", into: &state)
    _ = press(.tab, .tab, .space, .tab, .space, in: &state)
    #expect(press(.enter, in: &state).isEmpty)
    let request = try #require(press(.character("y"), in: &state).first)
    #expect(
      request.kind
        == .run(
          JarRun(
            jar: Self.jar.id, entryClass: "shop.Late", arguments: ["--topic", "a b", "x"],
            parallelism: 4, savepointPath: "s3://sp/orders/1", allowsNonRestoredState: true,
            claimMode: .claim)))
    #expect(request.targetName == "orders.jar" && request.job == JobID(request.id))
    #expect(state.overlay == nil)
  }

  @Test("y confirms only alone and once the form could be read")
  func reading() {
    var state = state()
    _ = state.openForm(.plan(Self.jar))
    #expect(press(.character("y"), in: &state).isEmpty)
    _ = state.reduce(.dialogReadable(state.dialogsOpened), at: Fixture.now)
    _ = state.reduce(.event(.keys([.character("y")])), at: Fixture.now)
    #expect(state.overlay != nil)
    #expect(press(.character("y"), in: &state).first?.kind == .plan(JarRun(jar: Self.jar.id)))
  }

  @Test("a jar whose manifest names no class is not sent without one")
  func noClass() {
    var bare = Self.jar
    bare.entries = []
    var state = state(jars: [bare])
    open(.run(bare), in: &state)
    #expect(press(.character("y"), in: &state).isEmpty)
    #expect(state.picture.contains("the jar's manifest names none."))
    _ = press(.tab, in: &state)
    type("a.B", into: &state)
    #expect(
      press(.enter, .character("y"), in: &state).map(\.kind)
        == [.run(JarRun(jar: bare.id, entryClass: "a.B"))])
  }

  @Test("a savepoint of a job that was run here offers its jar, class and arguments again")
  func again() {
    let newer = Jar(
      id: JarID("2_orders.jar"), name: "orders.jar", uploadedAt: Timestamp(milliseconds: 9))
    var state = state(jars: [Self.jar, newer])
    let run = JarRun(
      jar: Self.jar.id, entryClass: "shop.Late", arguments: ["a b", "it's \"x\"", ""],
      parallelism: 4)
    func operation(_ id: String, _ kind: OperationKind, job: JobID?) -> StreamModel.Operation {
      var request = OperationRequest(
        in: Fixture.identity.id, id: id, kind: kind, about: "orders.jar")
      request.job = job
      return StreamModel.Operation(request: request, startedAt: Fixture.now)
    }
    var failed = operation("3", .run(JarRun(jar: newer.id, entryClass: "No")), job: JobID("3"))
    failed.state = .failed(cause: "none")
    var other = operation("2", .run(JarRun(jar: newer.id, entryClass: "Else")), job: JobID("2"))
    other.state = .completed(location: nil, jobState: .running)
    var stop = operation(
      "4", .stop(drain: false, targetDirectory: nil, format: nil), job: JobID("1"))
    stop.state = .completed(location: "s3://sp/1", jobState: .finished)
    let operations = [failed, stop, other, operation("1", .run(run), job: JobID("1"))]
    _ = state.reduce(.snapshot(state.cluster, operations), at: Fixture.now)
    open(.run(nil), savepoint: "s3://sp/1", in: &state)
    var again = run
    again.savepointPath = "s3://sp/1"
    again.claimMode = .noClaim
    #expect(press(.character("y"), in: &state).first?.kind == .run(again))
    // Elsewhere the last one of the jar's name that did not fail.
    open(.run(newer), in: &state)
    #expect(state.picture.contains("[ Else "))
  }

  @Test("a y after letters that went nowhere confirms nothing before an Enter or a Tab")
  func strayed() {
    var state = state()
    open(.plan(Self.jar), in: &state)
    type("pa", into: &state)
    #expect(press(.character("y"), in: &state).isEmpty)
    #expect(state.picture.contains("Letters came before it"))
    #expect(press(.enter, .character("y"), in: &state).count == 1)
    open(.plan(Self.jar), in: &state)
    type("p", into: &state)
    #expect(press(.tab, .enter, .character("y"), in: &state).count == 1)
  }

  @Test("what was disposed of is neither run from nor disposed of again")
  func disposed() {
    var state = state()
    func operation(_ id: String, _ kind: OperationKind) -> StreamModel.Operation {
      var operation = StreamModel.Operation(
        request: OperationRequest(in: Fixture.identity.id, id: id, kind: kind, about: "orders"),
        startedAt: Fixture.now)
      operation.state = .completed(
        location: kind == .dispose(path: "s3://sp/1") ? nil : "s3://sp/1", jobState: nil)
      return operation
    }
    let savepoint = operation("1", .savepoint(targetDirectory: nil, format: nil))
    _ = state.reduce(.snapshot(state.cluster, [savepoint]), at: Fixture.now)
    state.press(.character("9"), .character("X"))
    #expect(state.overlay?.keys.name == OverlayKeys.form.name)
    state.press(.escape)
    let disposal = operation("2", .dispose(path: "s3://sp/1"))
    _ = state.reduce(.snapshot(state.cluster, [savepoint, disposal]), at: Fixture.now)
    for key in ["X", "R"] as [Character] {
      state.press(.character(key))
      #expect(state.overlay == nil && state.picture.contains("was disposed of"))
    }
  }

  @Test("a savepoint that may be another client's, or a stop's under way, is not disposed of")
  func doubtful() {
    var state = state()
    var stop = StreamModel.Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: "1",
        kind: .stop(drain: false, targetDirectory: nil, format: nil), about: "orders"),
      startedAt: Fixture.now)
    stop.seenLocation = "s3://sp/1"
    for (standing, reason) in [
      (OperationState.inProgress, "still under way"),
      (.uncertain(reason: "lost", location: "s3://sp/1"), "another client's"),
    ] {
      stop.state = standing
      _ = state.reduce(.snapshot(state.cluster, [stop]), at: Fixture.now)
      state.press(.character("9"), .character("X"))
      #expect(state.overlay == nil && state.picture.contains(reason))
    }
  }

  @Test(
    "a savepoint that a running job needs is not disposed of",
    arguments: [
      (ClaimMode.claim, 7, "has claimed it"), (.legacy, 7, "may rest on it"),
      (.noClaim, 0, "no checkpoint of its own yet"), (.noClaim, 7, nil),
    ] as [(ClaimMode, Int, String?)])
  func needed(mode: ClaimMode, completed: Int, reason: String?) {
    var state = state()
    func operation(_ id: String, _ kind: OperationKind) -> StreamModel.Operation {
      var operation = StreamModel.Operation(
        request: OperationRequest(in: Fixture.identity.id, id: id, kind: kind, about: "orders"),
        startedAt: Fixture.now)
      operation.state = .completed(location: "s3://sp/1", jobState: nil)
      return operation
    }
    let savepoint = operation("1", .savepoint(targetDirectory: nil, format: nil))
    var run = operation(
      "2", .run(JarRun(jar: Self.jar.id, savepointPath: "s3://sp/1", claimMode: mode)))
    run.request.job = Self.orders
    run.state = .completed(location: nil, jobState: .running)
    var cluster = state.cluster
    var statistics = OrdersFixture.checkpoints(Fixture.now)
    statistics.counts.completed = completed
    cluster.apply(statistics, to: .checkpoints(Self.orders), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, [savepoint, run]), at: Fixture.now)
    state.press(.character("9"), .character("X"))
    if let reason {
      #expect(state.overlay == nil && state.picture.contains(reason))
    } else {
      #expect(state.overlay?.keys.name == OverlayKeys.form.name)
    }
  }

  @Test("a jar that the cluster lists no more is said to be gone while its form is open")
  func goneJar() {
    for purpose in [FormDialog.Purpose.run(Self.jar), .plan(Self.jar), .deleteJar(Self.jar)] {
      var state = state()
      open(purpose, in: &state)
      #expect(state.demand.questions.contains(AnyQuestion(.jars)))
      #expect(!state.picture.contains("does not list this jar"))
      var cluster = state.cluster
      cluster.apply([], to: .jars, at: Fixture.now.advanced(by: .seconds(1)))
      _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
      #expect(state.picture.contains("Flink does not list this jar any more."))
    }
  }

  @Test("closing a plan brings no older one up")
  func closedPlans() {
    var state = state()
    var older = JarsFixture.planned
    older.request = OperationRequest(
      in: Fixture.identity.id, id: "6", kind: older.request.kind, about: "older.jar")
    _ = state.reduce(.snapshot(state.cluster, [JarsFixture.planned, older]), at: Fixture.now)
    state.press(.character(":"))
    state.type("jars")
    state.press(.enter)
    #expect(state.picture.contains("fraud score"))
    state.press(.character("x"))
    #expect(!state.picture.contains("fraud score"))
  }

  @Test(
    "what cannot be brought back wants its word, and names what it is about",
    arguments: [
      ("dispose", .dispose(path: path), path, .dispose(path: path)),
      ("delete", .deleteJar(jar), "1_orders.jar", .deleteJar(jar.id)),
      (
        "cancel", .cancelApplication(application, name: "SingleJobApplication(orders)"),
        "SingleJobApplication(orders)", .cancelApplication(application)
      ),
    ] as [(String, FormDialog.Purpose, String, OperationKind)])
  func word(
    word: String, purpose: FormDialog.Purpose, named: String, kind: OperationKind
  ) {
    var state = state()
    open(purpose, in: &state)
    #expect(state.picture.contains(named))
    #expect(press(.character("y"), .enter, .backspace, in: &state).isEmpty)
    type(word, into: &state)
    #expect(press(.enter, in: &state).first?.kind == kind)
  }

  @Test("a rescale shows the bounds that there are, and takes one number for all or one a vertex")
  func rescale() throws {
    var state = state()
    let vertices = try #require(state.cluster.job(Self.orders)?.detail?.value.vertices)
    open(.rescale(Self.orders, name: "orders"), in: &state)
    #expect(state.picture.contains("bounds are being asked for"))
    #expect(state.demand.questions.contains(AnyQuestion(.resourceRequirements(Self.orders))))
    #expect(press(.character("y"), in: &state).isEmpty)
    let bounds = vertices.reduce(into: [VertexID: ParallelismBounds]()) {
      $0[$1.id] = ParallelismBounds(lower: 1, upper: 2)
    }
    var cluster = state.cluster
    cluster.apply(bounds, to: .resourceRequirements(Self.orders), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("may 1 to 2"))
    #expect(press(.character("y"), in: &state).isEmpty)
    #expect(state.picture.contains("Nothing is changed yet."))
    _ = press(.tab, in: &state)
    type("4", into: &state)
    #expect(state.picture.contains("may 1 to 2: to be 4"))
    _ = press(.tab, .backspace, in: &state)
    type("3", into: &state)
    let request = try #require(press(.enter, .character("y"), in: &state).first)
    guard case .rescale(let rescale) = request.kind else {
      Issue.record("\(request.kind)")
      return
    }
    #expect(rescale.bounds[vertices[0].id] == ParallelismBounds(lower: 1, upper: 3))
    #expect(rescale.bounds.values.count { $0.upper == 4 } == vertices.count - 1)
    #expect(request.job == Self.orders)
  }

  @Test(
    "bounds from before the form say nothing, and those that change under it go with the cluster")
  func freshBounds() throws {
    var state = state()
    let vertices = try #require(state.cluster.job(Self.orders)?.detail?.value.vertices)
    func tell(_ upper: Int, after seconds: Int64) {
      var cluster = state.cluster
      let bounds = vertices.reduce(into: [VertexID: ParallelismBounds]()) {
        $0[$1.id] = ParallelismBounds(lower: 1, upper: upper)
      }
      let time = Fixture.now.advanced(by: .seconds(seconds))
      cluster.apply(bounds, to: .resourceRequirements(Self.orders), at: time)
      _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    }
    tell(2, after: -30)
    let effects = state.openForm(.rescale(Self.orders, name: "orders"))
    #expect(effects.contains(.refresh))
    _ = state.reduce(.dialogReadable(state.dialogsOpened), at: Fixture.now)
    #expect(!state.picture.contains("may 1 to 2") && press(.character("y"), in: &state).isEmpty)
    tell(4, after: 1)
    #expect(state.picture.contains("may 1 to 4"))
    _ = press(.tab, .tab, .backspace, in: &state)
    type("3", into: &state)
    _ = press(.enter, in: &state)
    tell(8, after: 4)
    #expect(state.picture.contains("The bounds were changed meanwhile"))
    #expect(press(.character("y"), in: &state).isEmpty)
    let request = try #require(press(.enter, .character("y"), in: &state).first)
    guard case .rescale(let rescale) = request.kind else {
      Issue.record("\(request.kind)")
      return
    }
    #expect(rescale.bounds[vertices[0].id]?.upper == 3)
    #expect(rescale.bounds.values.count { $0.upper == 8 } == vertices.count - 1)
  }

  @Test(
    "jars from before the form are not chosen from, and what was started comes with its jar only")
  func freshJars() throws {
    var state = state()
    let run = JarRun(jar: JarID("0_orders.jar"), entryClass: "shop.Late", arguments: ["x"])
    var request = OperationRequest(
      in: Fixture.identity.id, id: "1", kind: .run(run), about: "orders.jar")
    request.job = JobID("1")
    var stop = StreamModel.Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: "2",
        kind: .stop(drain: false, targetDirectory: nil, format: nil), about: "orders"),
      startedAt: Fixture.now)
    stop.request.job = JobID("1")
    stop.state = .completed(location: "s3://sp/1", jobState: .finished)
    let started = StreamModel.Operation(request: request, startedAt: Fixture.now)
    let other = Jar(
      id: JarID("9_else.jar"), name: "else.jar", uploadedAt: Timestamp(milliseconds: 9),
      entries: [JarEntry(className: "Else")])
    func opened(with jars: [Jar]) -> DashboardState {
      var cluster = state.cluster
      cluster.apply([Self.jar], to: .jars, at: Fixture.now.advanced(by: .seconds(-9)))
      _ = state.reduce(.snapshot(cluster, [stop, started]), at: Fixture.now)
      open(.run(nil), savepoint: "s3://sp/1", in: &state)
      guard case .form(let form)? = state.overlay else {
        Issue.record("no form")
        return state
      }
      #expect(form.jars.isEmpty && form.flaw?.contains("no jar") == true)
      cluster.apply(jars, to: .jars, at: Fixture.now.advanced(by: .seconds(1)))
      _ = state.reduce(.snapshot(cluster, [stop, started]), at: Fixture.now)
      return state
    }
    var same = opened(with: [other, Self.jar])
    #expect(
      press(.enter, .character("y"), in: &same).map(\.kind)
        == [
          .run(
            JarRun(
              jar: Self.jar.id, entryClass: "shop.Late", arguments: ["x"],
              savepointPath: "s3://sp/1", claimMode: .noClaim))
        ])
    state.overlay = nil
    var none = opened(with: [other])
    #expect(none.picture.contains("Else (the manifest's)"))
    // What came under a form that could be read is not confirmed by what was typed before.
    #expect(press(.character("y"), in: &none).isEmpty)
    #expect(none.picture.contains("The jars came just now"))
    #expect(
      press(.enter, .character("y"), in: &none).map(\.kind)
        == [.run(JarRun(jar: other.id, savepointPath: "s3://sp/1", claimMode: .noClaim))])
  }

  @Test("where the scheduler cannot rescale, it says so and offers the stop")
  func fixedScheduler() {
    var state = state()
    open(.rescale(Self.orders, name: "orders"), in: &state)
    var cluster = state.cluster
    cluster.fail(
      ResourceRequirementsQuestion(Self.orders),
      with: .unsupported("the scheduler of this job cannot rescale it"), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("cannot rescale it"))
    _ = press(.character("S"), in: &state)
    guard case .dialog(let dialog)? = state.overlay else {
      Issue.record("no dialog")
      return
    }
    #expect(dialog.kind == .stop && dialog.targets.map(\.id) == [Self.orders])
  }

  @Test(
    "read-only opens none of them",
    arguments: [
      .upload, .run(jar), .run(nil), .plan(jar), .deleteJar(jar), .dispose(path: "x"),
      .rescale(orders, name: "orders"), .cancelApplication(ApplicationID("a"), name: "orders"),
    ] as [FormDialog.Purpose])
  func readOnly(purpose: FormDialog.Purpose) {
    var state = state()
    state.settings.isReadOnly = true
    #expect(state.openForm(purpose).isEmpty && state.overlay == nil)
    #expect(state.notice?.text.hasPrefix("Read-only: ") == true)
  }

  @Test("an old version's answer to R is its version")
  func oldVersion() {
    var state = state()
    state.cluster.capabilities.canRescale = false
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = Self.orders
    _ = press(.character("R"), in: &state)
    #expect(state.overlay == nil)
    #expect(state.notice?.text.contains("cannot rescale a running job (1.18 on)") == true)
  }

  @Test("arguments are taken apart as a shell does")
  func arguments() {
    #expect(ArgumentText.split("") == [])
    #expect(ArgumentText.split(" a  \"b c\" d'e f'g \"\" ") == ["a", "b c", "de fg", ""])
    #expect(ArgumentText.split("a 'b") == nil)
  }
}
