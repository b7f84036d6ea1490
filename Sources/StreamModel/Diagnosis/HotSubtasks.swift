/// Which subtasks of a busy vertex are at their limit, and why: most of the records come to them, they are slow, or all that
/// run in one place are.
struct HotSubtasks: Hashable {
  enum Cause: Hashable {
    /// All subtasks are at their limit.
    case all
    /// They get that part of the records, more than their share.
    case hotKey(part: Ratio)
    /// They get no more records than the others.
    case slow
    /// The same, and they are all that run on one of several workers.
    case slowWorker
    /// How many records they get is not known.
    case unknown
  }

  /// From the most busy on.
  var hot: [SubtaskLoad]
  var cause: Cause
  /// How busy the busiest of the others is; nil where there are no others.
  var nextBusy: Ratio?
  var count: Int

  /// Nil where no subtask is at its limit.
  init?(_ loads: SubtaskLoads, isSource: Bool, limits: DiagnosisThresholds) {
    let sorted = loads.loads.sorted {
      ($1.busy?.value ?? 0, $0.index) < ($0.busy?.value ?? 0, $1.index)
    }
    // A share of just less beside that is no difference.
    let limit =
      (sorted.first?.busy?.value ?? 0) >= limits.fullyBusy
      ? limits.nearlyFullyBusy : limits.fullyBusy
    hot = sorted.filter { ($0.busy?.value ?? 0) >= limit }
    count = sorted.count
    guard !hot.isEmpty else { return nil }
    let others = sorted.dropFirst(hot.count)
    nextBusy = others.first?.busy
    guard !others.isEmpty else {
      cause = .all
      return
    }
    // Barriers and full queues make one step's shares uneven.
    let course = loads.averaged(whileHot: hot.map(\.index), atLeast: limits.nearlyFullyBusy)
    cause = Self.cause(
      of: hot.compactMap { course[$0.index] }, besides: others.compactMap { course[$0.index] },
      isSource: isSource, limits: limits)
  }

  private static func cause(
    of hot: [SubtaskLoad], besides others: [SubtaskLoad], isSource: Bool,
    limits: DiagnosisThresholds
  ) -> Cause {
    func rates(_ loads: [SubtaskLoad]) -> [Double]? {
      let known = loads.compactMap { (isSource ? $0.recordsOut : $0.recordsIn)?.perSecond }
      return known.count == loads.count ? known : nil
    }
    guard let mine = rates(hot), let theirs = rates(others) else { return .unknown }
    let sum = mine.reduce(0, +)
    let all = sum + theirs.reduce(0, +)
    guard all > 0 else { return .unknown }
    let mean = sum / Double(hot.count)
    let otherMean = theirs.reduce(0, +) / Double(theirs.count)
    // Those that are held up get fewer for that.
    let wait = others.compactMap(\.backpressured?.value).reduce(0, +) / Double(others.count)
    let isCertain = wait <= limits.okBackpressure
    let more = isCertain ? limits.moreRecords : limits.moreRecordsBesideWaiting
    let isTold = wait <= limits.highBackpressure
    if isTold, mean >= otherMean * more, let part = Ratio(sum / all) { return .hotKey(part: part) }
    if !isCertain, mean >= otherMean * limits.moreRecords { return .unknown }
    let places = Set(hot.map(\.worker))
    // One of them alone there is as well a slow subtask.
    if hot.count > 1, places.count == 1, let place = places.first, place != nil,
      !others.contains(where: { $0.worker == place })
    {
      return .slowWorker
    }
    return .slow
  }

  /// `subtask 2 on tm-3 is busy 100% with 71% of the records (1 of 4 hot)`.
  /// Where it is `isExplained` why they are slow, nothing is asked.
  func words(of vertex: Vertex, context: DiagnosisContext, isExplained: Bool = false) -> String {
    let shares = hot.compactMap(\.busy?.value)
    let most = hot.first?.busy.map(Phrase.share) ?? "n/a"
    let isWide = (shares.first ?? 0) - (shares.last ?? 0) >= 0.05
    let busy = isWide ? "\(hot.last?.busy.map(Phrase.share) ?? "n/a") to \(most)" : most
    let tally = "\(hot.count) of \(count) hot"
    switch cause {
    case .all: return "busy \(busy)" + (count > 1 ? ", all \(count) subtasks hot" : "")
    case .hotKey(let part):
      return "\(who) busy \(busy) with \(Phrase.share(part)) of the records (\(tally): hot key)"
    case .slow: return "\(who) busy \(busy), \(others) with no fewer records (\(tally))"
    case .slowWorker:
      let worker = hot.first?.shownWorker ?? "-"
      return
        "its \(hot.count) subtasks on \(worker) are busy \(busy), \(others) with no fewer records"
        + (isExplained ? "" : " (a slow \(context.traits.worker)?)")
    case .unknown: return "\(who) busy \(busy), \(others) (\(tally))"
    }
  }

  /// `subtask 2 on tm-3 is`, `subtasks 1, 2 are`.
  private var who: String {
    hot.sorted { $0.index < $1.index }.names + (hot.count > 1 ? " are" : " is")
  }

  private var others: String {
    let many = count - hot.count
    let most = nextBusy.map(Phrase.share) ?? "n/a"
    return many == 1 ? "the other one \(most)" : "the other \(many) at most \(most)"
  }
}
