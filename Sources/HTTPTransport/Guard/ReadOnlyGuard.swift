/// The one place where it is decided what changes nothing on a monitored system: `--read-only` lets only that out, and
/// nothing else is ever sent twice.
package struct ReadOnlyGuard: Sendable {
  private let harmless: HarmlessRoutes
  /// What stands between host and port and each path.
  private let basePath: String

  package init(harmless: HarmlessRoutes, basePath: String = "") {
    self.harmless = harmless
    self.basePath = basePath
  }

  /// Why a request may not go out in read-only mode, in one line; nil if it may.
  ///
  /// It must be on the system's list, exactly. That list is not trusted alone: the path is judged besides as the most
  /// lenient server between here and the cluster might read it, decoded again and again, without regard to case, path
  /// parameters, doubled slashes and dots. That refuses a few harmless oddities, and no usual request.
  package func refusal(of request: HTTPRequest) -> String? {
    var name: String { "\(request.method.rawValue) \(Self.shown(basePath + request.path))" }
    if Self.acts(basePath + request.path) {
      return request.method == .get
        ? "\(name) is refused: it acts although it is a GET, and flinktop runs read-only"
        : "\(name) is refused: flinktop runs read-only"
    }
    guard !harmless.contains(request.method, request.path) else { return nil }
    return request.method == .get
      ? "\(name) is refused: it is not known to change nothing, and flinktop runs read-only"
      : "\(name) is refused: flinktop runs read-only"
  }

  private static func acts(_ path: String) -> Bool {
    var reading: TargetReading? = TargetReading(path)
    // The undecoded text counts too: a decoded `?` or `#` may hide a word from a later reading.
    while let target = reading {
      if target.hasActingWord || target.endsInStop || target.isJarPlan { return true }
      reading = target.decodedOnce
    }
    return false
  }

  /// Without query, in one line of bounded length.
  private static func shown(_ path: String) -> String {
    let plain = String(path.prefix { !"?#".contains($0) }).oneLine
    return plain.count <= 120 ? plain : plain.prefix(119) + "…"
  }
}

/// A path and query as a server may read it, in lower case.
private struct TargetReading {
  let bytes: [UInt8]

  init(_ path: String) { bytes = path.utf8.map(Self.lowercased) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// True where one of these stands anywhere in path or query. YARN's proxy passes on GETs only, so
  /// Flink cancels and stops by GET `/jobs/:id/yarn-cancel` and `yarn-stop`; Heron's `jmap` writes a
  /// heap dump.
  var hasActingWord: Bool {
    let actingWords = ["yarn-cancel", "yarn-stop", "jmap"]
    return bytes.split(whereSeparator: Self.isSeparator).contains { word in
      actingWords.contains { word.elementsEqual($0.utf8) }
    }
  }

  /// TSP's `job/:uuid/stop`, which does not look at the method.
  var endsInStop: Bool {
    [true, false].contains { segments(resolvingDots: $0).last?.elementsEqual("stop".utf8) ?? false }
  }

  /// Flink's `/jars/:id/plan`, which runs the jar's `main` on the JobManager.
  var isJarPlan: Bool {
    let tail = segments(resolvingDots: true).suffix(3)
    guard tail.count == 3, let first = tail.first, let last = tail.last else { return false }
    return first.elementsEqual("jars".utf8) && last.elementsEqual("plan".utf8)
  }

  /// With percent escapes decoded; nil where there are none, so that decoding again and again ends.
  /// Blanks and control characters, which servers may trim, are left out.
  var decodedOnce: TargetReading? {
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = Self.hexValue(bytes[index + 1]), let low = Self.hexValue(bytes[index + 2])
      {
        decoded.append(Self.lowercased(high << 4 | low))
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    guard decoded.count < bytes.count else { return nil }
    decoded.removeAll { $0 <= 0x20 || $0 == 0x7F }
    return TargetReading(bytes: decoded)
  }

  private func segments(resolvingDots: Bool) -> [ArraySlice<UInt8>] {
    let path = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    var segments: [ArraySlice<UInt8>] = []
    for segment in path.split(whereSeparator: {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
    }) {
      // `stop;v=1` is `stop` to servlet containers such as YARN's proxy.
      let name = segment.prefix { $0 != UInt8(ascii: ";") }
      if name.isEmpty || name.elementsEqual(".".utf8) { continue }
      if name.elementsEqual("..".utf8) {
        if resolvingDots { _ = segments.popLast() }
      } else {
        segments.append(name)
      }
    }
    return segments
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: ";"):
      true
    default: false
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
