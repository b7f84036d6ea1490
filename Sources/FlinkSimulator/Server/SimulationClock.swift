import FoundationEssentials
import NIOConcurrencyHelpers

/// Where a server takes the time from.
package struct SimulationClock: Sendable {
  private let read: @Sendable () -> SimulatedTime

  package init(now: @escaping @Sendable () -> SimulatedTime) { read = now }

  package var now: SimulatedTime { read() }

  /// The machine's.
  package static let wall = SimulationClock {
    SimulatedTime(epochMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

/// A clock that stands still until it is told to go on.
package final class ManualClock: Sendable {
  private let time: NIOLockedValueBox<SimulatedTime>

  package init(_ time: SimulatedTime) { self.time = NIOLockedValueBox(time) }

  package var now: SimulatedTime { time.withLockedValue { $0 } }

  /// Moves a clock that stands by itself.
  package func advance(by duration: Duration) {
    time.withLockedValue { $0 = $0 + duration }
  }

  package var clock: SimulationClock { SimulationClock { self.now } }
}
