/// What the schedule remembers of one question.
struct AskRecord: Sendable {
  /// When it was last sent.
  var askedAt: Duration
  /// Answers so far; those that said nothing yet do not count.
  var answers = 0
  /// Which era the last ask belonged to, and how many answers came in it.
  var era = 0
  var answersInEra = 0
  /// Answers in a row without the figure asked for.
  var emptyAnswers = 0
  /// Set where the usual cadence does not hold: after a failure, an empty answer or a waking ask.
  var retryAt: Duration?
  var backOff = BackOff(first: .seconds(2), longest: .seconds(60))
  /// Asked to wake the metric fetcher, so that its metrics are old.
  var isWaking = false
  /// Nobody waited for the last answer, so that only a screen has reason to ask again before its time.
  var isGivenUp = false
  /// The user wants it anew.
  var isForced = false
}
