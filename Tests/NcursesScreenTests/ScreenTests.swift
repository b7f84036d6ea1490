import Testing

/// What takes over a terminal or the process's signals: one test after another.
@Suite("The screen", .serialized, .timeLimit(.minutes(1)))
enum ScreenTests {}
