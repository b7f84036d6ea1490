import StreamModel

extension WishList {
  /// Rows that are looked into at a time, and how many questions about each.
  private static let mostRows = 3
  private static let mostOfRow = 8
  /// After what rows show.
  private static let rankInRows = 1_000_000_000

  /// What the verdict on the open job looks into: each once, and anew when the figures that it goes by have moved.
  mutating func addInquiries(of job: JobModel) {
    for (rank, inquiry) in model.inquiries(into: job).enumerated() {
      add(inquiry, .openVertex, rank: rank)
    }
  }

  /// Less of the rows that something may be wrong with, those first of which a look is likeliest to tell.
  mutating func addInquiriesOfRows() {
    let likeliest = doubtful.enumerated().sorted {
      ($1.element.doubt, $0.offset) < ($0.element.doubt, $1.offset)
    }
    var place = 0
    for (_, row) in likeliest where place < Self.mostRows {
      let inquiries = model.jobsByID[row.job].map { model.inquiries(intoRow: $0) } ?? []
      // There may be nothing that tells more.
      guard !inquiries.isEmpty else { continue }
      for (rank, inquiry) in inquiries.prefix(Self.mostOfRow).enumerated() {
        add(inquiry, .row, rank: Self.rankInRows + place * 100 + rank)
      }
      place += 1
    }
  }

  private mutating func add(_ inquiry: Inquiry, _ importance: Wish.Importance, rank: Int) {
    let key = AnyQuestion(inquiry.question).key
    guard !demand.names(key),
      var wish = once(inquiry.question, importance, era: inquiry.era, rank: rank)
    else { return }
    wish.isMetricBacked = key.kind.isMetricBacked
    // After the first answer it takes its turn with the others.
    if memory.records[key]?.answers ?? 0 > 0 {
      wish.isOpening = false
      wish.isComplete = true
    }
    // Single metrics are for few verdicts, and of many vertices they are many: savings are for what a screen shows.
    if key.kind == .metricIDs || key.kind == .metricValues { wish.isOpening = false }
    if importance == .row {
      wish.isOpening = false
      // Not before what each row shows only because it is due at once.
      wish.period = .metricStep * stretch
    }
    add(wish)
  }
}
