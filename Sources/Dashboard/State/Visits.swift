import StreamModel

/// The way the user came: screens one on the other, of which the last is shown. What lies below keeps its cursor.
struct Visits: Sendable {
  /// Never empty: the first is where all ways begin.
  var stack: [any Screen]
  /// The last that was left of each kind, so that one comes back to it as it was.
  private var left: [String: any Screen] = [:]

  init(root: any Screen) { stack = [root] }

  /// The screen that is shown.
  var top: any Screen {
    get { stack[stack.count - 1] }
    _modify { yield &stack[stack.count - 1] }
  }

  var isAtRoot: Bool { stack.count == 1 }

  /// The job that whatever is nearest is about.
  func nearestJob(in context: Context) -> JobID? {
    for screen in stack.reversed() {
      if let job = screen.job(in: context) { return job }
    }
    return left[JobScreen.sign.name]?.subject.job
  }

  /// The vertex of a job that whatever is nearest is about.
  func nearestVertex(of job: JobID, in context: Context) -> VertexID? {
    for screen in stack.reversed() where screen.job(in: context) == job {
      if let vertex = screen.vertex(in: context) { return vertex }
    }
    return nil
  }

  /// Goes to a screen of a subject: back to it where one came through it, else on to it. False where there is none for
  /// this subject.
  mutating func go(_ type: any Screen.Type, _ subject: Subject, in context: Context) -> Bool {
    let name = type.sign.name
    guard let home = type.sign.topic.home(of: subject) else { return false }
    func isThere(_ screen: any Screen) -> Bool {
      screen.sign.name == name && screen.subject == home
    }
    if top.sign.isIndex, let index = stack.dropFirst().firstIndex(where: { $0.sign.name == name }) {
      // What lies below an index and is shown from it lies above it now.
      keep(stack.remove(at: index))
    }
    if let index = stack.lastIndex(where: isThere) {
      let former = top.subject
      while stack.count > index + 1 { drop() }
      top.returned(from: former, in: context)
      top.reach(subject, in: context)
      return true
    }
    let known = left.removeValue(forKey: name).flatMap { isThere($0) ? $0 : nil }
    guard let screen = known ?? type.init(home, in: context) else { return false }
    // Of one kind only one is kept: another job's takes the place of the last.
    if let index = stack.lastIndex(where: { $0.sign.name == name }), index > 0 {
      while stack.count > index { drop() }
    }
    stack.append(screen)
    top.reach(subject, in: context)
    return true
  }

  /// Leaves the screen that is shown for the one before it; false where there is none.
  mutating func leave(in context: Context) -> Bool {
    guard !isAtRoot else { return false }
    let former = top.subject
    drop()
    top.returned(from: former, in: context)
    return true
  }

  private mutating func drop() {
    keep(stack.removeLast())
  }

  private mutating func keep(_ screen: any Screen) {
    if screen.sign.isKept { left[screen.sign.name] = screen }
  }
}
