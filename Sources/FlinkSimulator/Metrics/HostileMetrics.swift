/// Metrics of users in the world of hostile names: ids that try to break the screen and the request, and very many.
enum HostileMetrics {
  /// Flink replaces blanks, dots, colons and commas in the parts of an id, and nothing else.
  static let strange = [
    "user.with blank", "user..two.dots", "user.quote\"d'", "user.per%cent%20%s", "user.a&b=c#d?e+f",
    "user.back\\slash/slash", "user.\u{1B}[31mred\u{1B}[0m", "user.two\nlines",
    "user.right\u{202E}tfel",
    "user.件数", "user.🔥", "user.com,ma", "user." + String(repeating: "long-", count: 60),
  ]

  static let ids: [String] =
    strange
    + (0..<10_000).map { "window_\($0 % 40).user.keyGroup_\($0 / 40).\(names[$0 % names.count])" }

  private static let names = [
    "cacheHitRatio", "numLookups", "latencyMs", "stateSizeBytes", "numRetriesPerSecond",
  ]

  private static let known = Set(ids)

  /// Nil of what is none of them.
  static func value(_ id: some StringProtocol, subtask: Int, at time: Double) -> MetricValue? {
    let id = String(id)
    guard known.contains(id) else { return nil }
    let seed = Double(id.utf8.reduce(7) { ($0 * 31 + Int($1)) % 9973 })
    if id.contains(".num"), !id.hasSuffix("PerSecond") {
      return .integer(Int64(time * (1 + seed / 1000)) + Int64(subtask))
    }
    return .real(seed + 10 * Double((Int(time) / 10 + subtask) % 7))
  }
}
