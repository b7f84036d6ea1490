import StreamModel

extension WishList {
  /// What the verdict on the open job looks into: each once, and anew when the figures that it goes by have moved.
  mutating func addInquiries(of job: JobModel) {
    for (rank, inquiry) in model.inquiries(into: job).enumerated() {
      let key = AnyQuestion(inquiry.question).key
      guard !demand.names(key),
        var wish = once(inquiry.question, .openVertex, era: inquiry.era, rank: rank)
      else { continue }
      wish.isMetricBacked = key.kind.isMetricBacked
      // After the first answer it takes its turn with the other vertices.
      if memory.records[key]?.answers ?? 0 > 0 {
        wish.isOpening = false
        wish.isComplete = true
      }
      // Single metrics are for few verdicts, and of many vertices they are many: savings are for what a screen shows.
      if key.kind == .metricIDs || key.kind == .metricValues { wish.isOpening = false }
      add(wish)
    }
  }
}
