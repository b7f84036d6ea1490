/// How much garbage the workers collect that run a busy vertex, or its subtasks at their limit: the worst of them, where that is
/// much.
struct GarbageStrain: Hashable {
  var worker: String
  var share: Ratio
  /// They have less time than it takes: it is why they are slow.
  var isCause: Bool

  /// Nil where none of them collects much, and where it is not known where the vertex runs.
  init?(on vertex: Vertex, _ hot: HotSubtasks?, in job: JobModel, context: DiagnosisContext) {
    let limits = context.thresholds
    let mine = Set(hot?.hot.compactMap(\.taskManager) ?? [])
    guard let places = mine.isEmpty ? job.vertices[vertex.id]?.workers : mine,
      let worst = GarbageRule.readings(of: job, context: context).own.first(where: {
        places.contains($0.worker)
      }), worst.timePerSecond >= limits.garbageToWarn,
      let share = Ratio(worst.timePerSecond.inSeconds)
    else { return nil }
    worker = worst.worker.shortText
    self.share = share
    isCause = worst.timePerSecond >= limits.garbageToBlame
  }

  private var words: String {
    "\(Phrase.clipped(worker, to: 40)) collects garbage \(Phrase.share(share)) of its time"
  }

  /// `as tm-1 collects garbage 66% of its time`.
  var cause: String? { isCause ? "as " + words : nil }
  /// `; tm-1 collects garbage 25% of its time`.
  var aside: String? { isCause ? nil : "; " + words }
}
