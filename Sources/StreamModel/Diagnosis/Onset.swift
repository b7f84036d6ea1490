/// When something began, on our clock.
package struct Onset: Hashable, Sendable {
  package var at: Timestamp
  /// Nothing is known of the time before, so it may have begun earlier.
  package var isFirstSeen: Bool

  package init(at: Timestamp, isFirstSeen: Bool = false) {
    self.at = at
    self.isFirstSeen = isFirstSeen
  }

  /// A lag grows also while nothing runs: what began in a run before this one is not told as an event of that one.
  func within(_ job: JobModel) -> Onset {
    guard let began = job.steadySince, at < began else { return self }
    return Onset(at: began, isFirstSeen: true)
  }
}

extension Verdict {
  /// The same with the time since when each finding is told, where its rule can't say since when it is so: that of `former`
  /// for what was found then too, else `now`.
  package func followed(from former: Verdict?, at now: Timestamp) -> Verdict {
    var verdict = self
    for index in findings.indices where findings[index].since == nil {
      verdict.findings[index].since =
        former?.sameFinding(as: findings[index], of: self)?.since
        ?? Onset(at: now, isFirstSeen: true)
    }
    return verdict
  }

  /// What was told of the same, though maybe in other words and of another severity.
  private func sameFinding(as finding: Finding, of other: Verdict) -> Finding? {
    let alike = findings.filter { $0.rule == finding.rule }
    let here = alike.filter { $0.place == finding.place }
    guard let first = here.first else {
      return alike.count == 1 && other.findings.count { $0.rule == finding.rule } == 1
        ? alike.first : nil
    }
    let isAlone =
      here.count == 1
      && other.findings.count { $0.rule == finding.rule && $0.place == finding.place } == 1
    return isAlone ? first : here.first { $0.topic == finding.topic }
  }
}

extension Finding {
  fileprivate enum Place: Hashable {
    case vertex(VertexID)
    case worker(String?)
  }

  fileprivate var place: Place { vertices.first.map { .vertex($0) } ?? .worker(worker) }

  /// What tells several of a rule in one place apart: its words without the figures.
  fileprivate var topic: [Substring] {
    short.split(separator: " ").filter { !$0.contains(where: \.isNumber) }
  }
}
