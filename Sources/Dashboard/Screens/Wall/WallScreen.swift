import StreamModel
import TerminalUI

/// The wall display: one job that deserves attention at a time, or that all is well. Nobody stands in front of it, so
/// it takes no keys but those that end it or draw it anew.
struct WallScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "wall", title: "Wall", key: nil, summary: "the wall display", topic: .cluster,
    hasLists: false, tellsOfAllJobs: true, showsSentences: true, isBare: true)
  static let bindings: [Binding<WallScreen>] = [
    Binding("exit", [.character("q"), .function(10), .control("c")], "quit", group: .program) {
      _, _ in [.perform(.quit)]
    },
    Binding("redraw", [.control("l")], "draw everything anew", group: .program) { _, _ in
      [.perform(.redraw)]
    },
  ]

  /// How long one job is shown.
  var rotation: Duration
  var job: JobID?
  /// Every job, worst first, as of the last input.
  var jobs = TableState<JobID>(sort: JobTable.worstFirst)
  var shownSince: Timestamp?

  init(rotation: Duration) { self.rotation = rotation }
  init?(_ subject: Subject, in context: Context) { return nil }

  var subject: Subject { .cluster }
  func job(in context: Context) -> JobID? { job }

  mutating func settle(in context: Context) {
    jobs.arrange(context.jobRows(.all), in: JobTable.table)
    advance(in: context)
  }

  /// The job shown first, then those with a problem, then the rest as far as a budget goes.
  func demand(in context: Context) -> Demand {
    Demand(visibleJobs: (job.map { [$0] } ?? []) + jobs.order.filter { $0 != job }.prefix(60))
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? { nil }
  mutating func inList(_ action: TableAction) {}
  func copied(in context: Context) -> String? { nil }

  /// Jobs that deserve attention, those first that somebody can still do something about: the ones that live, then
  /// those that ended lately, then the long dead; worst first in each.
  func troubled(in context: Context) -> [JobID] {
    let troubled = jobs.order.filter { context.verdict($0).severity >= .warning }
    return troubled.filter { isAcute($0, in: context) }
      + troubled.filter { !isAcute($0, in: context) }
  }

  private func isAcute(_ id: JobID, in context: Context) -> Bool {
    guard let job = context.cluster.job(id) else { return false }
    guard job.state.isTerminal else { return true }
    return job.stateSince.map { context.now.since($0) < .seconds(1800) } ?? false
  }

  /// Goes on to the next job that deserves attention when its time is up, and leaves one that has recovered. The long
  /// dead have their turn only where nothing else does.
  private mutating func advance(in context: Context) {
    let troubled = troubled(in: context)
    let acute = troubled.filter { isAcute($0, in: context) }
    let turns = acute.isEmpty ? troubled : acute
    guard let current = job, let index = turns.firstIndex(of: current), let since = shownSince
    else {
      job = turns.first
      shownSince = context.now
      return
    }
    guard context.now.since(since) >= rotation, turns.count > 1 else { return }
    job = turns[(index + 1) % turns.count]
    shownSince = context.now
  }
}
