import Testing

/// The built program in tmux against the simulator. One test after the other: two cores do not
/// hold many terminals, and a test that waits for a starved program proves nothing.
@Suite("The program in a terminal", .serialized, .timeLimit(.minutes(3)))
enum TerminalTests {}
