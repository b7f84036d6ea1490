import Dashboard
import Monitoring
import StreamModel
import TerminalUI

/// What `flinktop health` prints and ends with.
extension SnapshotReport {
  /// So many jobs that are not judged are named in one line.
  private static let mostNamed = 3

  /// Prints how all jobs are, or the one that is named. Ends with status 1 where something found is as bad as `level`, and
  /// with 3 where that can't be ruled out as too little is known.
  func writeHealth(
    of reference: String?, failingAt level: Severity, as format: OutputFormat
  ) async throws(Failure) {
    let taken = try await taken { demand(of: reference, in: $0) }
    let (text, jobs, others) = try health(
      of: reference, as: format, in: taken.cluster, isCutShort: taken.isCutShort)
    Console.output(text)
    let tally = HealthTally(jobs, ofCluster: others.findings)
    do throws(Failure) {
      try checkWholeness(taken)
    } catch {
      guard tally.severity >= level else { throw error }
      // That something is wrong is certain, and the rest can't take it back.
      if let line = error.line { Console.complain(line) }
    }
    guard tally.severity < level else { throw Failure(.operationFailed) }
    guard tally.unjudged.isEmpty else {
      throw Failure(.clusterUnreachable, unjudged(tally.unjudged))
    }
  }

  /// Prints it again and again, where `level` is given until something found is as bad.
  func watchHealth(
    of reference: String?, failingAt level: Severity?, as format: OutputFormat
  ) async throws(Failure) {
    var followed: [JobID: Verdict] = [:]
    var before: Verdict?
    try await WatchedReport(
      connection: connection, interval: interval, limit: limit,
      demand: {
        // One that is alone is looked into like one that is named.
        let living = $0.jobs.filter { !$0.state.isTerminal }
        let only = living.count == 1 ? living.first?.id.text : nil
        var demand = demand(of: reference ?? only, in: $0)
        if reference == nil {
          demand.visibleJobs = $0.jobOrder
          demand.questions = [AnyQuestion(.controller), AnyQuestion(.controllerErrors)]
        }
        return demand
      }, isAnswered: { _ in true },
      separator: format.separator,
      text: { cluster throws(Failure) in
        let (text, jobs, others) = try health(
          of: reference, as: format, in: cluster, isCutShort: false, following: (followed, before))
        before = others
        followed = Dictionary(jobs.map { ($0.id, $0.verdict) }) { first, _ in first }
        guard let level, HealthTally(jobs, ofCluster: others.findings).severity >= level else {
          return text
        }
        guard Console.stream(Array((text + format.separator).utf8)) else { return text }
        throw Failure(.operationFailed)
      }
    ).run()
  }

  /// Text or document, the jobs that it is about as they were judged, the worst first, and what is wrong with the cluster
  /// itself, where it is about all jobs. `former` is what was found the time before; nil where nobody looked then.
  private func health(
    of reference: String?, as format: OutputFormat, in cluster: ClusterModel, isCutShort: Bool,
    following former: (jobs: [JobID: Verdict], cluster: Verdict?)? = nil
  ) throws(Failure) -> (text: String, jobs: [AssessedJob], ofCluster: Verdict) {
    let takenAt = SystemClock.now
    let clock = SystemClock.local
    let id: JobID? =
      if let reference {
        try listed(reference, in: cluster, isCutShort: isCutShort)
      } else { nil }
    let isJSON = format == .json
    var jobs = cluster.worstFirst(
      at: takenAt, isFinal: true, timeOfDay: isJSON ? nil : { clock.brief($0, now: takenAt) }
    ).filter { id == nil || $0.id == id }
    var ofCluster = cluster.clusterVerdict(
      at: takenAt, timeOfDay: isJSON ? nil : { clock.brief($0, now: takenAt) })
    if id != nil { ofCluster.findings = [] }
    if let former {
      ofCluster = ofCluster.followed(from: former.cluster, at: takenAt)
      for index in jobs.indices {
        jobs[index].verdict = jobs[index].verdict.followed(
          from: former.jobs[jobs[index].id], at: takenAt)
      }
    }
    if isJSON {
      let document = Documents(cluster: cluster, takenAt: takenAt)
        .health(jobs, ofCluster: ofCluster.findings)
      return (document.text, jobs, ofCluster)
    }
    let report = TextReport(
      cluster: cluster, takenAt: takenAt, clock: clock, charset: charset, width: width)
    return (
      report.health(jobs, isOfCluster: id == nil, ofCluster: ofCluster.findings), jobs, ofCluster
    )
  }

  private func demand(of reference: String?, in cluster: ClusterModel) -> Demand {
    var demand =
      reference.map { Demand(of: $0, in: cluster) } ?? Demand(visibleJobs: cluster.jobOrder)
    demand.looks = .untilJudged
    return demand
  }

  /// Which jobs may have something wrong with them that does not show.
  private func unjudged(_ jobs: [AssessedJob]) -> String {
    var named = jobs.prefix(Self.mostNamed).map { assessed in
      let why =
        assessed.job.state.isProcessing && !assessed.verdict.notJudged.isEmpty
        ? assessed.verdict.notJudged.joined(separator: ", ") : assessed.job.state.name
      return "\(assessed.job.name.cutForSentence) (\(why))"
    }
    if jobs.count > Self.mostNamed { named.append("\(jobs.count - Self.mostNamed) more") }
    let hint = jobs.contains { $0.verdict.gapsClose } ? "; --within waits longer" : ""
    return "Too little is known within \(Format.interval(limit)) to judge "
      + "\(named.joined(separator: ", "))\(hint)."
  }
}
