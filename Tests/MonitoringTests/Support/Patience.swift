import Testing

extension Trait where Self == TimeLimitTrait {
  /// For tests that wait for tasks, so that one that waits for ever ends. They share their threads, of which there are as
  /// many as cores, with tests that compute for a long time, and wait for those as well: a minute is not enough.
  static var patient: TimeLimitTrait { .timeLimit(.minutes(10)) }
}
