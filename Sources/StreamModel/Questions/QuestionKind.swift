/// All that is said of a kind of question, once: whoever schedules, judges or shows questions reads it here.
///
/// A kind is one of a kind: two are equal where they are the same, so that it is a quick key.
package final class QuestionKind: Sendable {
  /// What it means that the system knows nothing of what was asked about (404).
  package enum Absence: Hashable, Sendable {
    /// That one thing of the job is gone while the job may be well: the user is told.
    case ofTheThing
    /// The job is gone: the next list tells.
    case ofTheJob
    /// The same, or the job takes no checkpoints, which the error's text says.
    case ofTheJobOrItsCheckpoints
  }

  /// `job-metrics`: unlike that of any other kind.
  package let name: String
  package let cadence: Cadence
  /// True where the answer is read from metrics, which are as old as the system's last collection of them.
  package let isMetricBacked: Bool
  package let absence: Absence
  /// True where a refresh asks anew for what the screen shows of it. Not for metrics alone, which are no newer then.
  package let isRefreshable: Bool
  /// True where polling asks it by itself, as figures and verdicts follow from it; false where a screen has to name it.
  package let isStanding: Bool
  /// True where a verdict asks it as well of a job that is shown (`ClusterModel.inquiries`, `SystemTraits.failsInPlace`).
  package let isLookedInto: Bool
  /// True where an answer may take as long as it likes: it says nothing of how quick the cluster is.
  package let isLong: Bool
  /// False where no rate follows from it, so that a report need not wait for two steps of the metrics.
  package let hasRates: Bool

  package init(
    _ name: String, cadence: Cadence, isMetricBacked: Bool = false, absence: Absence = .ofTheJob,
    isRefreshable: Bool = false, isStanding: Bool = false, isLong: Bool = false,
    hasRates: Bool = true, isLookedInto: Bool = false
  ) {
    self.name = name
    self.cadence = cadence
    self.isMetricBacked = isMetricBacked
    self.absence = absence
    self.isRefreshable = isRefreshable
    self.isStanding = isStanding
    self.isLong = isLong
    self.hasRates = hasRates
    self.isLookedInto = isLookedInto
  }
}

extension QuestionKind: Hashable, CustomStringConvertible {
  package static func == (lhs: QuestionKind, rhs: QuestionKind) -> Bool { lhs === rhs }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  package var description: String { name }
}

/// How often a question is asked, at most. Stretched where answers are slow.
package enum Cadence: Hashable, Sendable {
  /// With each tick.
  case eachTick
  /// Once, and anew when something says that the answer may be another.
  case whenChanged
  /// Again and again, so far apart for a screen of its own, for a row of the list, and to judge what is not shown; nil
  /// where it is not asked for that.
  case repeated(open: Duration, row: Duration? = nil, hidden: Duration? = nil)
}
