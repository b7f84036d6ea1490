package import HTTPTransport

/// One endpoint of Flink's monitoring REST API, whether flinktop asks it by itself or not. `Endpoint` is how flinktop
/// gets the answer to a question; this is what there is.
package struct APIEndpoint: Hashable, Sendable {
  package let method: HTTPRequest.Method
  /// As Flink's documentation has it: `/jobs/:jobid`, where `:jobid` stands for one segment.
  package let path: String
  /// The parameters that its query may have, in any release.
  package let parameters: [String]
  /// The first release that has it; 1.13 also for what is older.
  package let since: FlinkRelease
  /// The last release that has it; nil where the newest does.
  package let until: FlinkRelease?
  /// What it answers or does.
  package let summary: String
  /// True where it changes nothing, and runs nothing of a user's. Some GETs act.
  package let isHarmless: Bool
  /// The key of Flink's configuration that has to be `true` for it to be there.
  package let needs: String?
  /// The titles of the screens that it is asked for, or `all`.
  package let screens: [String]
  /// The commands that ask it; `api`, which asks whatever it is told to, is not among them.
  package let commands: [String]

  /// `pattern` is the path, with the names of the query's parameters as in `/jobs/metrics?get&agg`.
  init(
    _ method: HTTPRequest.Method, _ pattern: String, since: FlinkRelease = .oldest,
    until: FlinkRelease? = nil, acts: Bool = false, needs: String? = nil, _ summary: String,
    screens: [String] = [], commands: [String] = []
  ) {
    let parts = pattern.split(separator: "?", maxSplits: 1)
    self.method = method
    path = String(parts[0])
    parameters = parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : []
    self.since = since
    self.until = until
    self.summary = summary
    isHarmless = method == .get && !acts
    self.needs = needs
    self.screens = screens
    self.commands = commands
  }

  /// True where flinktop asks it by itself.
  package var isUsed: Bool { !screens.isEmpty || !commands.isEmpty }

  /// `screens Jobs, Job; commands jobs, job`, or that only `flinktop api` asks it.
  package var use: String {
    guard isUsed else { return "only flinktop api" }
    let parts = [("screens", screens), ("commands", commands)].filter { !$0.1.isEmpty }
    return parts.map { "\($0) \($1.joined(separator: ", "))" }.joined(separator: "; ")
  }

  /// `1.13 on`, `1.13 to 1.20`.
  package var releases: String {
    until.map { "\(since) to \($0)" } ?? "\(since) on"
  }

  /// How many segments of `path` are given word for word; nil where it is another endpoint's. Without `/v1`, which may
  /// stand before any of them.
  func literalMatches(_ segments: [Substring]) -> Int? {
    let pattern = path.split(separator: "/")
    guard pattern.count == segments.count else { return nil }
    var count = 0
    for (wanted, given) in zip(pattern, segments) where !wanted.hasPrefix(":") {
      guard wanted == given else { return nil }
      count += 1
    }
    return count
  }
}
