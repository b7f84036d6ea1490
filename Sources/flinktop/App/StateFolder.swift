#if canImport(Glibc)
  import Glibc
#endif

/// What the program keeps from one start to the next: `$XDG_STATE_HOME/flinktop`, else `~/.local/state/flinktop`.
struct StateFolder {
  /// Nil where there is neither.
  let path: String?

  init(environment: (String) -> String? = ClusterOptions.environment) {
    // By the specification a path that is not absolute counts as none.
    let base =
      environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
    path = base.map { $0 + "/flinktop" }
  }

  enum Reading: Equatable {
    case none
    case text(String)
    /// Something is there that can't be read, so that it must not be written over.
    case unreadable(reason: String)
  }

  /// What a file of the folder holds.
  func read(_ name: String) -> Reading {
    guard let path else { return .none }
    guard let bytes = TextFile.bytes("\(path)/\(name)", atMost: 1 << 20) else {
      return errno == ENOENT || errno == ENOTDIR
        ? .none : .unreadable(reason: String(cString: strerror(errno)))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .unreadable(reason: "it is no text")
    }
    return .text(text)
  }

  /// Puts a text in the place of a file, whole or not at all; the reason where that fails.
  func write(_ name: String, _ text: String) -> String? {
    guard let path else { return "there is no home folder" }
    var parent = ""
    for part in path.split(separator: "/") {
      parent += "/" + part
      if mkdir(parent, 0o700) != 0, errno != EEXIST { return String(cString: strerror(errno)) }
    }
    let target = "\(path)/\(name)"
    let draft = "\(target).\(getpid())"
    unlink(draft)
    guard TextFile.create(draft, Array(text.utf8)), rename(draft, target) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(draft)
      return reason
    }
    return nil
  }
}
