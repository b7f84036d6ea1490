package import StreamModel

/// Runs one operation to its end, for the commands without a screen.
package struct OperationRunner: Sendable {
  private let system: any MonitoredSystem
  private let capabilities: Capabilities
  private let clock: any MonitorClock

  /// `capabilities` decide what is sent, and whether a lost answer can be asked about.
  package init(
    system: any MonitoredSystem, capabilities: Capabilities,
    clock: any MonitorClock = DispatchClock()
  ) {
    self.system = system
    self.capabilities = capabilities
    self.clock = clock
  }

  /// Sends `request` and follows it until it is settled; `progress` hears of every change of state.
  ///
  /// Goes on through lost connections for as long as it takes. If the calling task is cancelled, the operation is
  /// returned as it stands then; what was sent is not undone.
  package func run(
    _ request: OperationRequest, progress: @Sendable (Operation) -> Void = { _ in }
  ) async -> Operation {
    var tracker = OperationTracker(request, capabilities: capabilities, at: clock.moment)
    progress(tracker.operation)
    while let next = tracker.next, !Task.isCancelled {
      if next.dueAt > clock.uptime {
        await clock.sleep(until: next.dueAt)
        continue
      }
      let before = tracker.operation
      await take(next.step, with: &tracker)
      if tracker.operation != before { progress(tracker.operation) }
    }
    return tracker.operation
  }

  private func take(_ step: OperationTracker.Step, with tracker: inout OperationTracker) async {
    switch step {
    case .trigger:
      tracker.began()
      let result = await system.outcome(of: tracker.request, capabilities: capabilities)
      tracker.triggered(result, at: clock.moment)
    case .status(let receipt):
      tracker.began()
      let result = await system.standing(of: receipt, for: tracker.request)
      tracker.answered(result, at: clock.moment)
    case .ask(let question):
      switch await system.reply(to: question) {
      case .success(let answer): tracker.observe(answer, to: question, at: clock.moment)
      case .failure(let error): tracker.observe(error, to: question, at: clock.moment)
      }
    }
  }
}

/// The calls of a system as values, so that an outcome can be handed on.
extension MonitoredSystem {
  func reply(to question: Question) async -> Result<Answer, SourceError> {
    do throws(SourceError) { return .success(try await answer(question)) } catch {
      return .failure(error)
    }
  }

  func outcome(
    of request: OperationRequest, capabilities: Capabilities
  ) async -> Result<TriggerReceipt, TriggerError> {
    do throws(TriggerError) {
      return .success(try await trigger(request, capabilities: capabilities))
    } catch {
      return .failure(error)
    }
  }

  func standing(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async -> Result<TriggerStatus, SourceError> {
    do throws(SourceError) { return .success(try await status(of: receipt, for: request)) } catch {
      return .failure(error)
    }
  }
}
