import Dispatch
import FoundationEssentials
import Locking
package import StreamModel

/// Time as monitoring sees it; tests pass one that they move by hand.
package protocol MonitorClock: Sendable {
  /// The wall clock: what data is stamped with. It may jump.
  var now: Timestamp { get }
  /// Time since some fixed moment, suspension included: what schedules are kept by. It never goes back.
  var uptime: Duration { get }
  /// An alarm that calls `ring` when it goes off; silent until it is set.
  func makeAlarm(_ ring: @escaping @Sendable () -> Void) -> any MonitorAlarm
}

/// Goes off once at the time it was last set to.
package protocol MonitorAlarm: Sendable {
  /// Sets it anew, or silences it. A time that has passed goes off at once.
  func set(to uptime: Duration?)
  /// Silences it for good.
  func cancel()
}

extension MonitorClock {
  /// Returns when `uptime` has come, or the task is cancelled.
  func sleep(until uptime: Duration) async {
    let (rings, ring) = AsyncStream<Void>.makeStream()
    let alarm = makeAlarm { ring.finish() }
    alarm.set(to: uptime)
    for await _ in rings {}
    alarm.cancel()
  }
}

/// The machine's clocks, with alarms by Dispatch timer.
package struct DispatchClock: MonitorClock {
  private let queue = DispatchQueue(label: "flinktop.monitoring.alarm", qos: .userInitiated)
  private let start = ContinuousClock.now

  package init() {}

  package var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  package var uptime: Duration { ContinuousClock.now - start }

  package func makeAlarm(_ ring: @escaping @Sendable () -> Void) -> any MonitorAlarm {
    DispatchAlarm(queue: queue, clock: self, ring: ring)
  }
}

/// A one-shot Dispatch timer that can be set again.
private final class DispatchAlarm: MonitorAlarm {
  private let timer: Locked<any DispatchSourceTimer>
  private let clock: DispatchClock

  init(queue: DispatchQueue, clock: DispatchClock, ring: @escaping @Sendable () -> Void) {
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler(handler: ring)
    source.schedule(deadline: .distantFuture)
    source.activate()
    timer = Locked(source)
    self.clock = clock
  }

  deinit { cancel() }

  func set(to uptime: Duration?) {
    timer.withLock {
      guard let uptime else {
        $0.schedule(deadline: .distantFuture)
        return
      }
      // An hour at most: whoever wakes early looks again.
      let wait = min(max(.zero, uptime - clock.uptime), .seconds(3600))
      // Timers of one machine may go off together; 5 ms late is nothing here.
      $0.schedule(
        deadline: .now() + .milliseconds(Int(clamping: wait.wholeMilliseconds + 1)),
        leeway: .milliseconds(5))
    }
  }

  func cancel() { timer.withLock { $0.cancel() } }
}
