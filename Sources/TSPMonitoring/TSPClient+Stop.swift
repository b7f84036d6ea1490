import HTTPTransport
import ServerAnswers
package import StreamModel

/// TSP's one action: `stop`, which cancels a job without a savepoint.
extension TSPClient {
  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    guard request.kind == .cancel, let job = request.job else {
      throw .refused(.unsupported(traits.cancelsOnly ?? request.kind.name))
    }
    let uuid: JobUUID
    let jid: JobID?
    do throws(SourceError) {
      uuid = try JobUUID(job).asked()
      jid = try await runToStop(of: uuid)
    } catch {
      throw error.isAboutTheServer ? .notSent(error) : .refused(error)
    }
    let receipt = try await sendStop(of: uuid)
    memory.noteStop(of: uuid, run: jid, at: now())
    return receipt
  }

  package func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    throw .unsupported("a \(request.kind.name) has no status of its own")
  }

  /// The run that TSP means by a uuid now: where it has ended, TSP would stop nothing, or another one.
  private func runToStop(of job: JobUUID) async throws(SourceError) -> JobID? {
    if memory.version?.hasFlink == false { return nil }
    let report = try await status(of: job)
    guard let state = report.state, state.isTerminal else { return report.jid }
    throw .conflict(
      "TSP means the run \(report.jid.map { FailureText.oneLine($0.text) } ?? "-") by that uuid, "
        + "which is \(FailureText.oneLine(state.name))")
  }

  /// Sends it, once whatever comes of it.
  private func sendStop(of job: JobUUID) async throws(TriggerError) -> TriggerReceipt {
    let route = TSPRoute.stop(job)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(route.request)
    } catch {
      let meaning = SourceError(error, on: route.name, at: transport.address, hasAnswered: true)
      if case .readOnly = meaning { throw .refused(meaning) }
      throw error.mayHaveBeenSent ? .answerLost(meaning) : .notSent(meaning)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw .refused(error) }
    let answer = TSPAnswer(response, to: route)
    switch response.status {
    case 200..<300 where answer.errorCode == nil: break
    // TSP had asked its Flink already: which may have cancelled the job, or never heard of it.
    case 408, 500...: throw .answerLost(answer.failure(from: transport.address))
    default: throw .refused(answer.failure(from: transport.address))
    }
    do throws(SourceError) {
      let payload = try answer.payload(from: transport.address)
      // `{"response": 1}`; from v19 on `{"message": "Job X stopped."}`.
      if payload.int64 == 1 || payload.text("message") != nil {
        return TriggerReceipt(triggerID: nil)
      }
      throw .malformed(what: "neither 1 nor a message", on: route.name)
    } catch {
      // It was taken, but as what?
      throw .answerLost(error)
    }
  }
}
