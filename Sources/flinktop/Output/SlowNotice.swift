import Monitoring
import Synchronization
import TerminalUI

#if canImport(Glibc)
  import Glibc
#endif

/// Says on stderr how far a snapshot is, while it takes long.
final class SlowNotice: Sendable {
  private let endpoint: String
  private let progress = Mutex(SnapshotProgress())
  private let speaker = Mutex<Task<Void, Never>?>(nil)

  /// Starts counting. A person who looks on hears of it sooner and more often than a log.
  init(endpoint: String) {
    self.endpoint = endpoint
    let isWatched = isatty(STDERR_FILENO) == 1
    let (first, spacing): (Duration, Duration) =
      isWatched ? (.seconds(3), .seconds(5)) : (.seconds(5), .seconds(25))
    let startedAt = ContinuousClock.now
    let task = Task { [weak self] in
      var wait = first
      // Cancelled, the sleep throws.
      while (try? await Task.sleep(for: wait)) != nil, let self {
        // What takes its time in any case is no news to a log.
        if isWatched || !self.isJudging {
          Console.complain(self.line(after: ContinuousClock.now - startedAt))
        }
        wait = spacing
      }
    }
    speaker.withLock { $0 = task }
  }

  /// Takes in how far it is.
  func note(_ progress: SnapshotProgress) { self.progress.withLock { $0 = progress } }

  /// Says no more.
  func end() { speaker.withLock { $0?.cancel() } }

  private var isJudging: Bool { progress.withLock { $0.beingJudged > 0 } }

  private func line(after elapsed: Duration) -> String {
    let progress = progress.withLock { $0 }
    if progress.isMeasuring { return "\(endpoint): measuring rates, which takes some 12s" }
    let judged = progress.beingJudged
    if judged > 0 {
      let jobs = "\(judged) job\(judged == 1 ? "" : "s")"
      return "\(endpoint): watching \(jobs) to judge, \(elapsed.components.seconds)s so far"
    }
    return "\(endpoint): slow, \(progress.text) after \(elapsed.components.seconds)s"
  }
}

extension SnapshotProgress {
  /// `14 of at least 60 answers`, `14 of at least 60 answers, 3 failed`.
  var text: String {
    if answered == 0 { return failed == 0 ? "no answer" : "no answer, \(failed) failed" }
    return "\(answered) of at least \(asked) answers" + (failed == 0 ? "" : ", \(failed) failed")
  }
}
