import Glibc
import Locking

@testable import HTTPTransport

/// What a scripted server saw, and who waits for it.
final class ServerRecord: Sendable {
  struct Seen {
    var acceptCount = 0
    var requests: [ScriptedServer.Request] = []
    var underWay = 0
    var mostAtOnce = 0
    var hangUps = 0
    var open: Set<Int32> = []
    var waiters: [Waiter] = []
  }

  struct Waiter {
    let condition: @Sendable (Seen) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private let seen = Locked(Seen())

  var acceptCount: Int { seen.withLock { $0.acceptCount } }
  var requests: [ScriptedServer.Request] { seen.withLock { $0.requests } }
  var mostAtOnce: Int { seen.withLock { $0.mostAtOnce } }

  func opened(_ socket: Int32) -> Int {
    update {
      $0.open.insert(socket)
      $0.acceptCount += 1
      return $0.acceptCount
    }
  }

  func began(_ request: ScriptedServer.Request) {
    update {
      $0.requests.append(request)
      $0.underWay += 1
      $0.mostAtOnce = max($0.mostAtOnce, $0.underWay)
    }
  }

  func ended() { update { $0.underWay -= 1 } }

  func hungUp() { update { $0.hangUps += 1 } }

  func closed(_ socket: Int32) {
    update {
      $0.open.remove(socket)
      close(socket)
    }
  }

  func closeAll() {
    update { for socket in $0.open { shutdown(socket, Int32(SHUT_RDWR)) } }
  }

  func wait(until condition: @escaping @Sendable (Seen) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isMet = seen.withLock { seen in
        if condition(seen) { return true }
        seen.waiters.append(Waiter(condition: condition, continuation: continuation))
        return false
      }
      if isMet { continuation.resume() }
    }
  }

  @discardableResult
  private func update<Value: Sendable>(_ change: (inout Seen) -> Value) -> Value {
    let (value, met) = seen.withLock { seen in
      let value = change(&seen)
      let met = seen.waiters.filter { $0.condition(seen) }.map(\.continuation)
      let state = seen
      seen.waiters.removeAll { $0.condition(state) }
      return (value, met)
    }
    for continuation in met { continuation.resume() }
    return value
  }
}
