import StreamModel
import TerminalUI

/// Forms: opening them, filling in what comes later, and what confirms them.
extension DashboardState {
  /// Why a form can't be opened now, in a sentence; nil where it can.
  func refusal(of purpose: FormDialog.Purpose) -> String? {
    guard let operation = purpose.plainOperation else { return nil }
    if settings.isReadOnly {
      return "Read-only: \(purpose.doing) is switched off (--read-only)."
    }
    if let reason = cluster.capabilities.refusal(of: operation) { return reason }
    let target: (id: JobID, name: String)? =
      switch purpose {
      case .rescale(let id, let name), .control(let id, let name, _, _),
        .heapDump(let id, let name, _):
        (id, name)
      default: nil
      }
    guard let (id, name) = target, let job = cluster.job(id) else { return nil }
    if case .refused(let reason) = OperationAdmission(
      operation, of: id, among: operations)
    {
      return "\(name): \(reason)"
    }
    if cluster.vanishedAt(id) != nil { return "\(name) is not on the cluster any more." }
    return job.state.refusal(of: operation, for: name)
  }

  /// Opens the form, or says why not.
  mutating func openForm(_ purpose: FormDialog.Purpose, savepoint: String = "") -> [Effect] {
    if let reason = refusal(of: purpose) {
      say(reason, .warning)
      return []
    }
    dialogsOpened += 1
    var form = FormDialog(
      number: dialogsOpened, cluster: cluster.identity, purpose: purpose,
      fields: fields(for: purpose, savepoint: savepoint),
      startsInField: purpose == .upload, openedAt: now)
    form.knownPaths = knownPaths
    if case .run(nil) = purpose, let former = formerRun(of: nil, from: savepoint) {
      (form.formerRun, form.formerName) = (former.run, former.name)
    }
    overlay = .form(form)
    fillForm()
    // What it is filled in from is to be as it is now.
    return formQuestions.isEmpty
      ? [.awaitReading(dialog: dialogsOpened)] : [.awaitReading(dialog: dialogsOpened), .refresh]
  }

  private func fields(
    for purpose: FormDialog.Purpose, savepoint: String
  ) -> [FormDialog.Field] {
    func text(
      _ name: FormDialog.FieldName, _ label: String, _ text: String = "", remark: String = ""
    ) -> FormDialog.Field {
      FormDialog.Field(
        name: name, label: label, content: .text(TextField(text)), remark: remark)
    }
    func program(_ jar: Jar?) -> [FormDialog.Field] {
      let entries = jar?.entries.map(\.className) ?? []
      // Of a jar that is still to be chosen nothing is offered before it is.
      let former = jar.flatMap { formerRun(of: $0, from: savepoint)?.run }
      return [
        text(
          .entryClass, "class", former?.entryClass ?? (entries.count > 1 ? entries[0] : ""),
          remark: jar.map(FormDialog.classRemark) ?? ""),
        text(
          .arguments, "arguments", ArgumentText.joined(former?.arguments ?? []),
          remark: "none; quotation marks around blanks"),
        text(
          .parallelism, "parallelism", former?.parallelism.map(String.init) ?? "",
          remark: "the cluster's default"),
      ]
    }
    func start(_ path: String) -> [FormDialog.Field] {
      var fields = [
        text(.savepoint, "from", path, remark: "an empty state; ctrl-n: paths that were seen"),
        FormDialog.Field(
          name: .leavingOut, label: "state left",
          content: .choice(["refuse the start", "leave it out"], place: 0),
          remark: "of operators that are not there any more"),
      ]
      if cluster.capabilities.takesClaimMode {
        fields.append(
          FormDialog.Field(
            name: .claimMode, label: "claim",
            content: .choice(ClaimMode.allCases.map(\.word), place: 0),
            remark: "whose the savepoint is then"))
      }
      return fields
    }
    switch purpose {
    case .upload: return [text(.file, "file", remark: "path of a .jar on this machine")]
    case .deleteJar, .dispose, .rescale, .cancelApplication, .heapDump,
      .control(_, _, .activate, _), .control(_, _, .deactivate, _), .control(_, _, .heapDump, _):
      return []
    case .control(_, _, .restart, let container):
      return [
        text(
          .container, "container", container.map { "\($0)" } ?? "",
          remark: "number of one; empty for all of them")
      ]
    case .control(_, _, .update, _):
      return [
        text(
          .containers, "containers", remark: "how many there are to be; empty leaves it to Heron"),
        text(.settings, "settings", remark: "key:value or component:key:value, by blanks"),
        FormDialog.Field(
          name: .dryRun, label: "how", content: .choice(["do it", "dry run"], place: 0),
          remark: "a dry run only tells what would be done"),
      ]
    case .profile:
      return [
        FormDialog.Field(
          name: .mode, label: "what",
          content: .choice(
            Profile.Mode.allCases.map { "\($0.rawValue): \($0.words)" }, place: 0)),
        text(.seconds, "seconds", "30", remark: "1 to \(Profile.longest)"),
      ]
    case .saveProfile(_, let file):
      let plain = String(
        file.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
      return [text(.file, "file", "flinktop-\(plain)", remark: "path of a new file")]
    case .run(let jar): return program(jar) + start(savepoint)
    case .plan(let jar): return program(jar)
    }
  }

  /// Savepoints of this run's operations, then the completed checkpoints of the jobs that are known.
  private var knownPaths: [String] {
    var paths: [String] = []
    func add(_ path: String?) {
      if let path, !paths.contains(path), !context.hasDisposed(of: path) { paths.append(path) }
    }
    for operation in operations where operation.request.kind.hasTrigger {
      if operation.request.kind != .checkpoint { add(operation.location) }
    }
    for job in cluster.jobs {
      for checkpoint in job.checkpoints?.history ?? [] {
        if case .completed(let path, false) = checkpoint.status { add(path) }
      }
    }
    return Array(paths.prefix(100))
  }

  /// What an open form asks of its cluster.
  var formQuestions: [AnyQuestion] {
    guard case .form(let form) = overlay else { return [] }
    return switch form.purpose {
    case .rescale(let job, _): [AnyQuestion(.resourceRequirements(job)), AnyQuestion(.job(job))]
    case .control(let job, _, .update, _): [AnyQuestion(.job(job))]
    case .run, .plan, .deleteJar: [AnyQuestion(.jars)]
    case .saveProfile(let owner, let file): [AnyQuestion(.profilePage(owner, file))]
    default: []
    }
  }

  /// Puts in what has come since: the bounds of vertices, the jars to choose from. What is there stays.
  mutating func fillForm() {
    guard case .form(var form) = overlay else { return }
    let there = context.showing(context.place(of: form.cluster.id) ?? context.shown).cluster
    switch form.purpose {
    case .rescale(let job, _):
      guard let told = there.answers[.resourceRequirements(job)], told.receivedAt >= form.openedAt,
        let vertices = there.job(job)?.detail?.value.vertices
      else { return }
      form.fill(told.value, of: vertices)
    case .control(let job, _, .update, _) where form.running.isEmpty:
      guard let vertices = there.job(job)?.detail?.value.vertices else { return }
      form.fill(vertices)
    case .run(nil) where form.jars.isEmpty:
      guard let told = there.answers[.jars], told.receivedAt >= form.openedAt else { return }
      let rows = context.showing(context.place(of: form.cluster.id) ?? context.shown).jarRows
      guard !rows.isEmpty else { return }
      form.offer(rows.map(\.jar), called: rows.map(\.choice))
    default: return
    }
    overlay = .form(form)
  }

  /// Takes a key for an open form.
  mutating func handleInForm(_ form: FormDialog, _ key: Key, isAlone: Bool) -> [Effect] {
    var form = form
    // The way out where the job can't be rescaled.
    if case .rescale(let job, _) = form.purpose, form.fields.isEmpty, key == .character("S"),
      isAlone, formTrouble(form) != nil
    {
      overlay = nil
      return begin(.stop, on: [job])
    }
    switch form.handle(key, isAlone: isAlone) {
    case .stays: overlay = .form(form)
    case .leaves: overlay = nil
    case .confirmed:
      if case .saveProfile(let owner, let file) = form.purpose {
        return save(form, .profilePage(owner, file))
      }
      let request = form.operation(id: settings.makeOperationID())
      guard let request, formLayout(form).isWhole, refusal(of: form.purpose) == nil else {
        form.hint = refusal(of: form.purpose) ?? form.flaw ?? "Nothing was done."
        overlay = .form(form)
        return []
      }
      overlay = nil
      return [.perform(request)]
    }
    return []
  }

  /// Writes what has come of a profile, once it has.
  private mutating func save(_ form: FormDialog, _ question: ProfilePageQuestion) -> [Effect] {
    let there = context.showing(context.place(of: form.cluster.id) ?? context.shown).cluster
    guard let page = there.answers[question]?.value else {
      var form = form
      form.hint = formTrouble(form) ?? "It has not come yet: a moment."
      overlay = .form(form)
      return []
    }
    overlay = nil
    return [.saveFile(path: form.text(.file), bytes: page.bytes)]
  }

  /// Why a form can't be filled in; nil where nothing speaks against it.
  func formTrouble(_ form: FormDialog) -> String? {
    let there = context.showing(context.place(of: form.cluster.id) ?? context.shown)
    switch form.purpose {
    case .rescale(let job, _) where form.fields.isEmpty:
      return there.cluster.failing[ResourceRequirementsQuestion(job)].map {
        there.text($0).asSentence
      }
    case .run(nil) where form.jars.isEmpty:
      if let error = there.cluster.failing[JarsQuestion()] { return there.text(error).asSentence }
      return there.cluster.answers[.jars]?.value.isEmpty == true
        ? "There is no jar: upload one first (:jars)." : nil
    case .run(let jar?), .plan(let jar), .deleteJar(let jar):
      let listed = there.cluster.answers[.jars]?.value
      return listed?.contains { $0.id == jar.id } == false
        ? "\(there.cluster.traits.shortName) does not list this jar any more." : nil
    case .saveProfile(let owner, let file):
      return there.cluster.failing[ProfilePageQuestion(owner, file)].map {
        there.text($0).asSentence
      }
    default: return nil
    }
  }
}

extension FormDialog {
  /// A field for all vertices, and one each. Where it was filled in before, what was typed stays, and what was not goes
  /// with the cluster: bounds that nobody meant to change must not go back.
  mutating func fill(_ bounds: [VertexID: ParallelismBounds], of vertices: [Vertex]) {
    let counts = vertices.reduce(into: [VertexID: Int]()) { $0[$1.id] = $1.parallelism }
    guard fields.isEmpty || bounds != self.bounds || counts != running else { return }
    let former = fields
    let formerBounds = self.bounds
    if !former.isEmpty, bounds != formerBounds {
      doubtAnswer("The bounds were changed meanwhile")
      hint = "The bounds were changed meanwhile: look at them anew."
    }
    self.bounds = bounds
    running = counts
    fields = [
      former.first { $0.name == .parallelism }
        ?? Field(
          name: .parallelism, label: "all", content: .text(TextField()),
          remark: "one number for every vertex")
    ]
    for vertex in vertices {
      guard let own = bounds[vertex.id] else { continue }
      let typed = former.first { $0.name == .vertex(vertex.id) }
      let isTouched = typed.map { Int($0.text) != formerBounds[vertex.id]?.upper } ?? false
      fields.append(
        Field(
          name: .vertex(vertex.id), label: vertex.shortName,
          content: isTouched
            ? typed?.content ?? .text(TextField()) : .text(TextField("\(own.upper)"))))
    }
    noteBounds()
    if case .field(let place) = focus, !fields.indices.contains(place) { focus = .question }
  }

  /// A field for each component of a topology that is to be updated.
  mutating func fill(_ components: [Vertex]) {
    let counted = components.compactMap { vertex in vertex.parallelism.map { (vertex, $0) } }
    guard !counted.isEmpty else { return }
    running = counted.reduce(into: [:]) { $0[$1.0.id] = $1.1 }
    fields.insert(
      contentsOf: counted.map { vertex, count in
        Field(
          name: .vertex(vertex.id), label: vertex.shortName,
          content: .text(TextField("\(count)")), remark: "runs with \(count)")
      }, at: 0)
    if case .field(let place) = focus { focus = .field(place + counted.count) }
    if isReadable { doubtAnswer("The components came just now") }
  }

  /// Says behind each vertex how it runs, and what the one number for all makes of it.
  mutating func noteBounds() {
    let all = Int(text(.parallelism))
    for index in fields.indices {
      guard case .vertex(let vertex) = fields[index].name, let own = bounds[vertex] else {
        continue
      }
      let now = running[vertex].map { "runs with \($0), " } ?? ""
      let isTouched = Int(fields[index].text) != own.upper
      let next = isTouched ? nil : all.map { ": to be \($0)" }
      fields[index].remark = "\(now)may \(own.lower) to \(own.upper)\(next ?? "")"
    }
  }

  /// Jars to choose from, the former one first, with how it was started; one of its name where it is not there any more.
  mutating func offer(_ jars: [Jar], called words: [String]) {
    self.jars = jars
    // A `y` on its way was meant for a form without a jar.
    if isReadable { doubtAnswer("The jars came just now") }
    let same = jars.firstIndex { $0.id == formerRun?.jar }
    let place = same ?? jars.firstIndex { $0.name == formerName }
    fields.insert(
      Field(
        name: .jar, label: "jar", content: .choice(words, place: place ?? 0),
        remark: "the newest first"), at: 0)
    if case .field(let place) = focus { focus = .field(place + 1) }
    guard place != nil, let formerRun else { return noteJar() }
    put(formerRun.entryClass ?? "", in: .entryClass)
    put(ArgumentText.joined(formerRun.arguments), in: .arguments)
    put(formerRun.parallelism.map(String.init) ?? "", in: .parallelism)
    noteJar()
  }

  /// Fills in a text that nobody typed into.
  private mutating func put(_ text: String, in name: FieldName) {
    guard let index = fields.firstIndex(where: { $0.name == name }), fields[index].text.isEmpty
    else { return }
    fields[index].content = .text(TextField(text))
  }

  /// Says of the class what the chosen jar's manifest says.
  mutating func noteJar() {
    guard let jar, let index = fields.firstIndex(where: { $0.name == .entryClass }) else { return }
    fields[index].remark = Self.classRemark(of: jar)
  }

  static func classRemark(of jar: Jar) -> String {
    jar.entries.first.map { "\($0.className) (the manifest's)" } ?? "the jar's manifest names none"
  }
}

extension FormDialog.Purpose {
  /// What is done, for a refusal.
  fileprivate var doing: String {
    switch self {
    case .upload, .run, .plan, .deleteJar: "what is done with jars"
    case .dispose: "disposal"
    case .cancelApplication: "cancelling"
    case .rescale: "rescaling"
    case .profile: "profiling"
    case .saveProfile: "saving"
    case .control(_, _, let kind, _): "to \(kind.rawValue) topologies"
    case .heapDump: "dumping heaps"
    }
  }

  /// What rules are asked about; nil where nothing is asked of the cluster.
  var plainOperation: OperationKind? {
    switch self {
    case .upload: .upload(path: "")
    case .run(let jar): .run(JarRun(jar: jar?.id ?? JarID("")))
    case .plan(let jar): .plan(JarRun(jar: jar.id))
    case .deleteJar(let jar): .deleteJar(jar.id)
    case .dispose(let path): .dispose(path: path)
    case .cancelApplication(let id, _): .cancelApplication(id)
    case .rescale: .rescale(Rescale(bounds: [:], from: [:]))
    case .profile(let owner, _): .profile(owner, .timer, seconds: 0)
    case .control(_, _, let kind, _): kind.plain
    case .heapDump(_, _, let target): .topology(.heapDump(target))
    case .saveProfile: nil
    }
  }
}

extension JarRow {
  /// Its name, and when it was uploaded, as there may be several of one name.
  fileprivate var choice: String {
    jar.uploadedAt.map { "\(jar.name), \(clock.brief($0, now: now))" } ?? jar.name
  }
}
