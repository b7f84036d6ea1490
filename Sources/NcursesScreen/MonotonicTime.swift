import Dispatch

/// The time that no one sets.
enum MonotonicTime {
  static func now() -> Duration {
    .nanoseconds(Int64(DispatchTime.now().uptimeNanoseconds))
  }
}
