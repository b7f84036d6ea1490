import Dashboard
import StreamModel

#if canImport(Glibc)
  import Glibc
#endif

/// The real clock and time zone: the only place that reads them.
enum SystemClock {
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Local time by the system's zone rules ($TZ, /etc/localtime).
  static let local = LocalClock { time in
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
  }
}

/// Ids for operations: 32 hexadecimal digits from the system's random numbers.
enum OperationIDs {
  @Sendable static func make() -> String {
    var text = ""
    for _ in 0..<4 {
      let digits = String(UInt32.random(in: .min ... .max), radix: 16)
      text += String(repeating: "0", count: 8 - digits.count) + digits
    }
    return text
  }
}
