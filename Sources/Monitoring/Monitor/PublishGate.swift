import StreamModel

/// When a changed model is worth a new snapshot: at once after a key and for first data, else gathered a little.
struct PublishGate: Sendable {
  /// How soon a change is to be seen.
  enum Urgency: Int, Comparable, Sendable {
    /// Data that comes by itself.
    case ordinary
    /// Data that somebody has just asked for.
    case eager
    /// What a key did, first data, or another state of the connection.
    case immediate

    static func < (lhs: Urgency, rhs: Urgency) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// Answers of one tick arrive together; a snapshot waits for the others for so long.
  private static let gathering: Duration = .milliseconds(50)
  /// No more than ten a second, whatever happens.
  private static let shortestSpacing: Duration = .milliseconds(100)

  let spacing: Duration
  private var lastAt: Duration?
  private var changedAt: Duration?
  /// Of what changed since the last snapshot, the most urgent.
  private(set) var urgency = Urgency.ordinary

  init(spacing: Duration) { self.spacing = max(spacing, Self.shortestSpacing) }

  mutating func note(_ urgency: Urgency, at now: Duration) {
    changedAt = changedAt ?? now
    self.urgency = max(self.urgency, urgency)
  }

  /// When the next snapshot is due; nil while nothing changed.
  func dueAt(isAwaitingAnswers: Bool) -> Duration? {
    guard let changedAt else { return nil }
    if urgency == .immediate { return changedAt }
    let gathered = isAwaitingAnswers ? changedAt + Self.gathering : changedAt
    let spacing = urgency == .eager ? Self.shortestSpacing : self.spacing
    return max(gathered, lastAt.map { $0 + spacing } ?? gathered)
  }

  mutating func published(at now: Duration) {
    lastAt = now
    changedAt = nil
    urgency = .ordinary
  }
}
