extension ClusterModel {
  /// Takes in one answer; derived figures and series follow. Pure: the time is passed in.
  package mutating func apply(_ answer: Answer, to question: Question, at now: Timestamp) {
  }

  /// Notes that a question could not be answered.
  package mutating func fail(_ question: Question, with error: SourceError, at now: Timestamp) {
  }
}
