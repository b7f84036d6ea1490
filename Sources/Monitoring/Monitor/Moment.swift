package import StreamModel

/// One moment on both clocks.
package struct Moment: Hashable, Sendable {
  /// Monotonic: what schedules are kept by.
  package var uptime: Duration
  /// The wall clock: what data is stamped with.
  package var now: Timestamp

  package init(uptime: Duration, now: Timestamp) {
    self.uptime = uptime
    self.now = now
  }
}

extension MonitorClock {
  /// This moment on both clocks.
  package var moment: Moment { Moment(uptime: uptime, now: now) }
}
