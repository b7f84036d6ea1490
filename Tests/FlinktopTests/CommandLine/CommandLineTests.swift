import Testing

/// The built program as scripts use it, mostly against the simulator, one run after the other.
@Suite("The command line", .serialized, .timeLimit(.minutes(3)))
enum CommandLineTests {}
