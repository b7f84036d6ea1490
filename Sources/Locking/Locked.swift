internal import Glibc

/// A value that threads share, behind a mutex of POSIX: `Synchronization.Mutex` locks unseen by the thread
/// sanitizer, which then takes every use for a race. All that `.ci/run` tests under the sanitizer uses this one.
///
/// Sendable, since `value` is touched in `withLock` alone, which holds the mutex, and nothing that isn't
/// Sendable gets out.
package final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  package init(_ value: sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
