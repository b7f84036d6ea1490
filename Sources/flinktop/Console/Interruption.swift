import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Waiting that a signal may cut short.
///
/// The first INT, TERM, HUP or QUIT cancels the work, which then has a moment to say how far it came: an operation
/// that is being sent learns whether it was accepted. The second one, or the end of that moment, ends the waiting.
enum Interruption {
  /// What came of waiting.
  struct Outcome<Value: Sendable>: Sendable {
    /// Nil where the work had not ended when the waiting did.
    var value: Value?
    /// The first signal, if one came.
    var signal: Int32?
  }

  /// How long the work may go on after the first signal.
  private static let grace: Duration = .seconds(2)

  private enum Event<Value: Sendable>: Sendable {
    case ended(Value)
    case signal(Int32)
    case graceOver
  }

  /// Does the work to its end, or until it is interrupted.
  static func outcome<Value: Sendable>(
    of work: @escaping @Sendable () async -> Value
  ) async -> Outcome<Value> {
    let (events, sink) = AsyncStream<Event<Value>>.makeStream()
    let watch = SignalWatch { sink.yield(.signal($0)) }
    await watch.begun()
    // Printing may block, and then the signals must have their usual meaning.
    defer { watch.end() }
    let task = Task { sink.yield(.ended(await work())) }
    var signal: Int32?
    for await event in events {
      switch event {
      case .ended(let value): return Outcome(value: value, signal: signal)
      case .graceOver: return Outcome(value: nil, signal: signal)
      case .signal(let number):
        guard signal == nil else { return Outcome(value: nil, signal: signal) }
        signal = number
        task.cancel()
        Task {
          try? await Task.sleep(for: grace)
          sink.yield(.graceOver)
        }
      }
    }
    return Outcome(value: nil, signal: signal)
  }
}

/// Hears of the signals that ask a program to end.
private final class SignalWatch: Sendable {
  private let sources: Mutex<[Int32: any DispatchSourceSignal]>
  private let queue = DispatchQueue(label: "flinktop.signals")
  private let registrations = DispatchGroup()

  init(_ heard: @escaping @Sendable (Int32) -> Void) {
    var sources: [Int32: any DispatchSourceSignal] = [:]
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] where !Self.isIgnored(number) {
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        // Two that came before the first was read are told as one event.
        for _ in 0..<source.data { heard(number) }
      }
      registrations.enter()
      source.setRegistrationHandler { [registrations] in registrations.leave() }
      source.activate()
      sources[number] = source
    }
    self.sources = Mutex(sources)
  }

  /// Returns once a signal is heard of: Dispatch registers its sources later, and nothing may be sent before.
  func begun() async {
    await withCheckedContinuation { continuation in
      registrations.notify(queue: queue) { continuation.resume() }
    }
  }

  func end() {
    sources.withLock { sources in
      for (number, source) in sources {
        source.cancel()
        signal(number, SIG_DFL)
      }
      sources = [:]
    }
  }

  /// nohup, and a shell without job control for what it starts with `&`, say by this that it is not meant for us.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    // SIG_IGN is the handler 1; C has no comparable value of it for Swift.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
