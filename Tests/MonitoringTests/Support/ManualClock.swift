import Locking
import StreamModel

@testable import Monitoring

/// A clock that a test moves. Alarms ring in order of time, on the test's thread.
final class ManualClock: MonitorClock {
  private struct State {
    var uptime: Duration = .zero
    var alarms: [Int: (at: Duration, ring: @Sendable () -> Void)] = [:]
    var lastID = 0
  }

  private let state = Locked(State())
  /// Time jumps to whatever is waited for, for code that sleeps and does nothing else meanwhile.
  private let jumps: Bool

  init(jumps: Bool = false) { self.jumps = jumps }

  var uptime: Duration { state.withLock { $0.uptime } }
  var now: Timestamp { Playback.epoch.advanced(by: uptime) }

  func makeAlarm(_ ring: @escaping @Sendable () -> Void) -> any MonitorAlarm {
    let id = state.withLock {
      $0.lastID += 1
      return $0.lastID
    }
    return Alarm(clock: self, id: id, ring: ring)
  }

  func advance(by span: Duration) { advance(to: uptime + span) }

  private func advance(to end: Duration) {
    while let ring = nextRing(until: end) { ring() }
  }

  private func nextRing(until end: Duration) -> (@Sendable () -> Void)? {
    state.withLock { state in
      let next = state.alarms.min { $0.value.at < $1.value.at }
      guard let next, next.value.at <= end else {
        state.uptime = max(state.uptime, end)
        return nil
      }
      state.uptime = max(state.uptime, next.value.at)
      state.alarms[next.key] = nil
      return next.value.ring
    }
  }

  private struct Alarm: MonitorAlarm {
    let clock: ManualClock
    let id: Int
    let ring: @Sendable () -> Void

    func set(to uptime: Duration?) {
      clock.state.withLock { $0.alarms[id] = uptime.map { ($0, ring) } }
      guard let uptime else { return }
      if clock.jumps { clock.advance(to: uptime) } else { clock.advance(to: clock.uptime) }
    }

    func cancel() { clock.state.withLock { $0.alarms[id] = nil } }
  }
}
