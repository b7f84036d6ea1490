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
  /// returned as it stands then, or once it is known whether the cluster took what is being sent. What was sent is not
  /// undone. Only an operation that came to an outcome has its `endedAt`.
  package func run(
    _ request: OperationRequest, progress: @Sendable (Operation) -> Void = { _ in }
  ) async -> Operation {
    var tracker = OperationTracker(request, capabilities: capabilities, at: clock.moment)
    progress(tracker.operation)
    await follow(&tracker, isOurs: true, progress)
    return tracker.operation
  }

  /// Sends `request` and says only whether it was accepted: its outcome is not waited for.
  package func send(
    _ request: OperationRequest, progress: @Sendable (Operation) -> Void = { _ in }
  ) async -> Operation {
    var tracker = OperationTracker(request, capabilities: capabilities, at: clock.moment)
    progress(tracker.operation)
    guard !Task.isCancelled else { return tracker.operation }
    await take(.trigger, with: &tracker, isOurs: true, progress)
    if case .waiting(let error) = tracker.operation.state {
      if capabilities.acceptsTriggerID, request.kind.takesTriggerID {
        tracker.operation.triggerID = request.id
      }
      tracker.settle(
        .uncertain(
          reason: "No answer came to the \(request.kind.name) request (\(tracker.describe(error)))."
        ),
        at: clock.moment)
    }
    progress(tracker.operation)
    return tracker.operation
  }

  /// Follows what was asked for before, by whomever; `status` is what the cluster has just said of it. Nothing is sent.
  package func follow(
    _ request: OperationRequest, trigger: String, status: TriggerStatus, isWaiting: Bool = true,
    progress: @Sendable (Operation) -> Void = { _ in }
  ) async -> Operation {
    var tracker = OperationTracker(request, capabilities: capabilities, at: clock.moment)
    tracker.operation.triggerID = trigger
    tracker.enter(.following(TriggerReceipt(triggerID: trigger)), at: clock.moment)
    tracker.answered(.success(status), at: clock.moment)
    if case .searching = tracker.stage { tracker.abandon(at: clock.moment) }
    progress(tracker.operation)
    if isWaiting { await follow(&tracker, isOurs: false, progress) }
    return tracker.operation
  }

  private func follow(
    _ tracker: inout OperationTracker, isOurs: Bool, _ progress: @Sendable (Operation) -> Void
  ) async {
    while let next = tracker.next, !Task.isCancelled {
      if next.dueAt > clock.uptime {
        await clock.sleep(until: next.dueAt)
        continue
      }
      let before = tracker.operation
      await take(next.step, with: &tracker, isOurs: isOurs, progress)
      if tracker.operation != before { progress(tracker.operation) }
    }
    guard !tracker.isSettled else { return }
    tracker.abandon(at: clock.moment)
    progress(tracker.operation)
  }

  private func take(
    _ step: OperationTracker.Step, with tracker: inout OperationTracker, isOurs: Bool,
    _ progress: @Sendable (Operation) -> Void
  ) async {
    switch step {
    case .trigger:
      tracker.began()
      // On a task of its own, which is not cancelled with this one: what is on its way to the cluster cannot be called
      // back, and the answer has the trigger id.
      let (uploads, told) = AsyncStream<UploadProgress>.makeStream(
        bufferingPolicy: .bufferingNewest(1))
      let sending = Task { [system, capabilities, request = tracker.request] in
        defer { told.finish() }
        return await system.outcome(of: request, capabilities: capabilities) {
          _ = told.yield($0)
        }
      }
      for await upload in uploads {
        tracker.noteUpload(upload)
        progress(tracker.operation)
      }
      // A file that is cut off is of no use to anybody, so an upload ends with this task.
      if case .upload = tracker.request.kind, Task.isCancelled { sending.cancel() }
      let result = await sending.value
      tracker.triggered(result, at: clock.moment)
    case .status(let receipt):
      tracker.began()
      let result = await system.standing(of: receipt, for: tracker.request)
      // Given up by us, it tells nothing of the cluster.
      if case .failure = result, Task.isCancelled { return }
      tracker.answered(result, at: clock.moment)
      // When another's was asked for is not known, so that what is newer cannot be looked for.
      if !isOurs, case .searching = tracker.stage { tracker.abandon(at: clock.moment) }
    case .ask(let question):
      switch await system.reply(to: question.base) {
      case .success(let reply): tracker.observe(reply, at: clock.moment)
      case .failure where Task.isCancelled: break
      case .failure(let error): tracker.observe(error, to: question.key, at: clock.moment)
      }
    }
  }
}

/// The calls of a system as values, so that an outcome can be handed on.
extension MonitoredSystem {
  func reply<Q: Question>(
    to question: Q, arrived: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async -> Result<any AnyReply, SourceError> {
    do throws(SourceError) {
      return .success(Reply(try await answer(question, arrived: arrived), to: question))
    } catch {
      return .failure(error)
    }
  }

  func outcome(
    of request: OperationRequest, capabilities: Capabilities,
    progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
  ) async -> Result<TriggerReceipt, TriggerError> {
    do throws(TriggerError) {
      return .success(
        try await trigger(request, capabilities: capabilities, progress: progress))
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
