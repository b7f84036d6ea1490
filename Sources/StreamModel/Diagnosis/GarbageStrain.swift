/// How much garbage the workers collect that run the subtasks of a vertex which are at their limit: the worst of them, where that
/// is much.
struct GarbageStrain: Hashable {
  var worker: String
  var share: Ratio
  /// Each of them collects for most of the time, and nothing else is known to make these subtasks slow.
  var isCause: Bool

  /// Nil where none of them collects much, and where it is not known where the vertex runs.
  init?(on vertex: Vertex, _ hot: HotSubtasks?, in job: JobModel, context: DiagnosisContext) {
    let limits = context.thresholds
    let mine = Set(hot?.hot.compactMap(\.taskManager) ?? [])
    let own = GarbageRule.readings(of: job, context: context).own
    guard let places = mine.isEmpty ? job.vertices[vertex.id]?.workers : mine,
      let worst = own.first(where: { places.contains($0.worker) }),
      worst.timePerSecond >= limits.garbageToWarn,
      let share = Ratio(worst.timePerSecond.inSeconds)
    else { return nil }
    worker = worst.worker.shortText
    self.share = share
    let collecting = own.filter { $0.timePerSecond >= limits.garbageToBlame }.map(\.worker)
    let isKey = if case .hotKey = hot?.cause { true } else { false }
    isCause = !isKey && places.isSubset(of: collecting)
  }

  private var words: String {
    "\(Phrase.clipped(worker, to: 40)) collects garbage \(Phrase.share(share)) of its time"
  }

  /// `as tm-1 collects garbage 66% of its time`.
  var cause: String? { isCause ? "as " + words : nil }
  /// `; tm-1 collects garbage 25% of its time`.
  var aside: String? { isCause ? nil : "; " + words }
}
