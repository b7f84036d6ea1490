import StreamModel

/// Reads a thread as Java writes one: `"main" prio=5 Id=1 WAITING on java.lang.Object@1f2e owned by "other" Id=7 (in native)`,
/// then its calls and locks, a line each.
enum ThreadInfoText {
  /// `name` is told apart from the text, since it may hold anything, quotes and lines included.
  static func add(_ name: String, _ text: String, to builder: inout ThreadDump.Builder) {
    let (head, body) = split(name, text)
    guard var thread = thread(name, head) else { return }
    var frames: [String] = []
    var isCut = false
    for line in body.split(separator: "\n") {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("at ") {
        frames.append(builder.frame(withoutModule(line.dropFirst(3))))
      } else if line.hasPrefix("-  locked ") {
        thread.held.append(
          JVMThread.HeldLock(String(line.dropFirst(10)), frame: max(0, frames.count - 1)))
      } else if line == "..." {
        isCut = true
      } else if line.hasPrefix("- ") {
        let lock = line.dropFirst(2).drop { $0 == " " }
        // `-  waiting on`, `-  blocked on`: the head has it.
        if !lock.hasPrefix("waiting on "), !lock.hasPrefix("blocked on ") {
          thread.synchronizers.append(String(lock))
        }
      }
    }
    builder.add(thread, ThreadStack(frames, isCut: isCut))
  }

  /// The rest of the first line behind the name, and the lines below it.
  private static func split(_ name: String, _ text: String) -> (head: Substring, body: Substring) {
    let quoted = "\"\(name)\""
    let rest =
      text.hasPrefix(quoted)
      ? text.dropFirst(quoted.count)
      : text.firstIndex(of: "\n").flatMap { end in
        text[..<end].lastIndex(of: "\"").map { text[text.index(after: $0)...] }
      } ?? text[...]
    let end = rest.firstIndex(of: "\n") ?? rest.endIndex
    return (rest[..<end], rest[end...])
  }

  /// Nil for what has no number or no state.
  private static func thread(_ name: String, _ head: Substring) -> JVMThread? {
    guard let idStart = head.firstRange(of: "Id=")?.upperBound else { return nil }
    let before = head[..<idStart]
    let words = head[idStart...].split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let id = Int64(words[0]) else { return nil }
    var thread = JVMThread(name: name, id: id, state: JVMThread.State(String(words[1])))
    if let start = before.firstRange(of: "prio=")?.upperBound {
      thread.priority = Int(before[start...].prefix { $0.isNumber })
      thread.isDaemon = before.contains(" daemon ")
    }
    var rest = words.count > 2 ? words[2] : ""
    for (mark, path) in [("(in native)", \JVMThread.isInNative), ("(suspended)", \.isSuspended)] {
      guard rest.hasSuffix(mark) else { continue }
      thread[keyPath: path] = true
      rest = rest.dropLast(mark.count)
      while rest.last == " " { rest = rest.dropLast() }
    }
    if rest.hasPrefix("on ") { rest = rest.dropFirst(3) } else { return thread }
    guard let by = rest.firstRange(of: " owned by \"") else {
      thread.lock = String(rest)
      return thread
    }
    thread.lock = String(rest[..<by.lowerBound])
    let owner = rest[by.upperBound...]
    if let end = owner.ranges(of: "\" Id=").last, let id = Int64(owner[end.upperBound...]) {
      thread.owner = JVMThread.Owner(name: String(owner[..<end.lowerBound]), id: id)
    }
    return thread
  }

  /// `java.base@17.0.15/java.lang.Thread.sleep(Native Method)`, `app//lab.Orders.main(Orders.java:5)`: without what stands
  /// before the class. The name of a lambda's class has a slash of its own, behind a `$`.
  static func withoutModule(_ frame: Substring) -> Substring {
    var frame = frame
    while let slash = frame.firstIndex(where: { $0 == "/" || $0 == "$" || $0 == "(" }),
      frame[slash] == "/"
    {
      frame = frame[frame.index(after: slash)...]
    }
    return frame
  }
}
