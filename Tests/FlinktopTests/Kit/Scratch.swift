import Foundation
import Glibc
import Synchronization

/// The run's own directory, and the guard that ends and removes everything when the run ends,
/// even when it is killed.
enum Scratch {
  /// Short, because the path of a tmux socket may have some hundred characters only.
  static let root: String = {
    var template = Array("/tmp/flinktop-tests-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { return "/tmp" }
    return String(cString: path)
  }()

  /// The home directory of programs under test.
  static let home = directory("home")

  private static let counter = Atomic<Int>(0)

  /// A new path that nothing else uses.
  static func path(_ name: String) -> String {
    "\(root)/\(counter.add(1, ordering: .relaxed).newValue)-\(name)"
  }

  /// A new empty directory.
  static func directory(_ name: String) -> String {
    let directory = path(name)
    mkdir(directory, 0o700)
    return directory
  }

  /// Has the sweeper end the process if it outlives the run.
  static func endWithThisRun(_ pid: pid_t) {
    guard let start = ProcessTable.startTime(of: pid) else { return }
    sweeper.withLock { sweeper in
      _ = "\(pid) \(start)\n".withCString {
        send(sweeper, $0, strlen($0), Int32(MSG_NOSIGNAL))
      }
    }
  }

  /// Our end of a socket to the sweeper; the system closes it when this process ends.
  private static let sweeper = Mutex<Int32>(startSweeper())

  private static func startSweeper() -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return -1 }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    _ = try? spawn(
      ["python3", TestEnvironment.labFolder + "/sweep", root],
      environment: TestEnvironment.variables,
      descriptors: [.inherited(ends[0]), .null, .null])
    return ends[1]
  }
}
