import Dispatch

/// Holds threads of a server till a test opens it.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() {
    semaphore.wait()
    // Lets the next one through as well.
    semaphore.signal()
  }

  func open() { semaphore.signal() }
}
