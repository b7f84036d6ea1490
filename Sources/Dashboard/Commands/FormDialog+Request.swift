import StreamModel
import TerminalUI

/// What a filled in form asks for.
extension FormDialog {
  func text(_ name: FieldName) -> String {
    fields.first { $0.name == name }?.text ?? ""
  }

  private func choice(_ name: FieldName) -> Int? {
    guard case .choice(_, let place)? = fields.first(where: { $0.name == name })?.content else {
      return nil
    }
    return place
  }

  /// The jar that it is about.
  var jar: Jar? {
    switch purpose {
    case .run(let jar?), .plan(let jar), .deleteJar(let jar): jar
    case .run(nil): choice(.jar).flatMap { jars.indices.contains($0) ? jars[$0] : nil }
    case .upload, .dispose, .rescale, .profile, .saveProfile, .cancelApplication, .control,
      .heapDump:
      nil
    }
  }

  /// Why it can't be confirmed as it is filled in, in a sentence; nil where it can.
  var flaw: String? {
    switch purpose {
    case .upload: return text(.file).isEmpty ? "Tab to the file, and type its path." : nil
    case .run, .plan:
      if jar == nil { return "There is no jar to run: upload one first (:jars)." }
      if jar?.entries.isEmpty == true, text(.entryClass).isEmpty {
        return "Tab to the class, and type it: the jar's manifest names none."
      }
      let parallelism = text(.parallelism)
      if !parallelism.isEmpty, (Int(parallelism) ?? 0) < 1 {
        return "Parallelism is a number from 1 on."
      }
      return ArgumentText.split(text(.arguments)) == nil
        ? "A quotation mark in the arguments has no end." : nil
    case .rescale:
      if fields.isEmpty { return "The present bounds are not known yet." }
      for field in fields {
        let isAll = field.name == .parallelism
        if isAll, field.text.isEmpty { continue }
        guard let number = Int(field.text), number >= 1 else {
          return "\(field.label): a number from 1 on."
        }
      }
      return rescale.map { $0.bounds == bounds } ?? true ? "Nothing is changed yet." : nil
    case .profile:
      return seconds == nil ? "Seconds are a number from 1 to \(Profile.longest)." : nil
    case .saveProfile: return text(.file).isEmpty ? "Tab to the file, and type its path." : nil
    case .control(_, _, .restart, _):
      return text(.container).isEmpty || container != nil
        ? nil : "A container is a number from 0 on; empty for all of them."
    case .control(_, _, .update, _):
      for field in fields {
        let isNumber =
          switch field.name {
          case .vertex: true
          case .containers: !field.text.isEmpty
          default: false
          }
        if isNumber, (Int(field.text) ?? 0) < 1 { return "\(field.label): a number from 1 on." }
      }
      return update.flaw
    case .deleteJar, .dispose, .cancelApplication, .control, .heapDump: return nil
    }
  }

  private var seconds: Int? {
    Int(text(.seconds)).flatMap { (1...Profile.longest).contains($0) ? $0 : nil }
  }

  private func profile(of owner: LogOwner) -> OperationKind? {
    guard let place = choice(.mode), Profile.Mode.allCases.indices.contains(place),
      let seconds
    else { return nil }
    return .profile(owner, Profile.Mode.allCases[place], seconds: seconds)
  }

  private var container: Int? { Int(text(.container)).flatMap { $0 >= 0 ? $0 : nil } }

  /// Only what is to be another than it is.
  private var update: TopologyUpdate {
    var update = TopologyUpdate(
      containers: Int(text(.containers)),
      configuration: text(.settings).split(separator: " ").map(String.init),
      isDryRun: choice(.dryRun) == 1)
    for field in fields {
      guard case .vertex(let vertex) = field.name, let count = Int(field.text),
        count != running[vertex]
      else { continue }
      update.parallelism[vertex.text] = count
    }
    return update
  }

  private func control(_ kind: TopologyControl.Kind) -> TopologyControl? {
    switch kind {
    case .activate: .activate
    case .deactivate: .deactivate
    case .restart: .restart(container: container)
    case .update: .update(update)
    // It has a purpose of its own.
    case .heapDump: nil
    }
  }

  private var program: JarRun? {
    guard let jar, let arguments = ArgumentText.split(text(.arguments)) else { return nil }
    let entryClass = text(.entryClass)
    return JarRun(
      jar: jar.id, entryClass: entryClass.isEmpty ? nil : entryClass, arguments: arguments,
      parallelism: Int(text(.parallelism)))
  }

  private var run: JarRun? {
    guard var run = program else { return nil }
    let path = text(.savepoint)
    guard !path.isEmpty else { return run }
    run.savepointPath = path
    run.allowsNonRestoredState = choice(.leavingOut) == 1
    run.claimMode = choice(.claimMode).flatMap { place in
      ClaimMode.allCases.indices.contains(place) ? ClaimMode.allCases[place] : nil
    }
    return run
  }

  /// One number for all counts for the vertices whose own was not changed.
  private var rescale: Rescale? {
    let all = Int(text(.parallelism))
    var upper: [VertexID: Int] = [:]
    for field in fields {
      guard case .vertex(let vertex) = field.name, let own = Int(field.text) else { continue }
      let isUnchanged = own == bounds[vertex]?.upper
      upper[vertex] = isUnchanged ? all ?? own : own
    }
    return bounds.isEmpty ? nil : Rescale(of: bounds, to: upper, from: running)
  }

  /// What it stands for; nil where it is not filled in.
  func operation(id: String) -> OperationRequest? {
    let kind: OperationKind? =
      switch purpose {
      case .upload: .upload(path: text(.file))
      case .run: run.map { .run($0) }
      case .plan: program.map { .plan($0) }
      case .deleteJar(let jar): .deleteJar(jar.id)
      case .dispose(let path): .dispose(path: path)
      case .cancelApplication(let id, _): .cancelApplication(id)
      case .rescale: rescale.map { .rescale($0) }
      case .profile(let owner, _): profile(of: owner)
      case .control(_, _, let kind, _):
        flaw == nil ? control(kind).map { .topology($0) } : nil
      case .heapDump(_, _, let target): .topology(.heapDump(target))
      // Nothing is asked of the cluster but the page.
      case .saveProfile: nil
      }
    guard let kind else { return nil }
    switch purpose {
    case .rescale(let job, let name), .control(let job, let name, _, _),
      .heapDump(let job, let name, _):
      return OperationRequest(in: cluster.id, id: id, kind: kind, job: job, jobName: name)
    default: break
    }
    let name =
      switch purpose {
      case .upload: text(.file)
      case .dispose(let path): path
      case .profile(_, let name), .cancelApplication(_, let name): name
      default: jar?.name ?? ""
      }
    return OperationRequest(in: cluster.id, id: id, kind: kind, about: name)
  }
}

/// A line of arguments, as a shell takes it apart: by blanks, with quotation marks around what has some.
enum ArgumentText {
  /// Nil where a quotation mark has no end.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var mark: Character?
    for character in line {
      switch (character, mark) {
      case (_, let open?) where character == open: mark = nil
      case (_, .some): word = (word ?? "") + String(character)
      case ("'", nil), ("\"", nil):
        mark = character
        word = word ?? ""
      case (" ", nil):
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return mark == nil ? words : nil
  }
}
