internal import Glibc

/// Why there is no thread: an `errno`.
struct ThreadError: Error, CustomStringConvertible {
  let code: Int32
  var description: String { systemMessage(code) }
}

/// Runs `body` on a thread of its own, which takes no signals but those of its own faults: terminal resizes
/// and terminations are for the main thread, and a write to a closed TLS connection raises SIGPIPE.
func startThread(_ body: @escaping @Sendable () -> Void) throws(ThreadError) -> pthread_t {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(ThreadBody(body))
  let code = pthread_create(
    &thread, nil,
    { context in
      blockSignals()
      if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }, context.toOpaque())
  guard code == 0 else {
    context.release()
    throw ThreadError(code: code)
  }
  return thread
}

private func blockSignals() {
  var signals = sigset_t()
  sigfillset(&signals)
  for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { sigdelset(&signals, fault) }
  pthread_sigmask(SIG_SETMASK, &signals, nil)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
