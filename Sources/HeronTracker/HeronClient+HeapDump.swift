import HTTPTransport
import ServerAnswers
import StreamModel

/// `/topologies/jmap`: a GET that acts, as it writes a file on the worker. It is on no list of what is harmless, so that it
/// goes out once, over a connection of its own, and not at all where nothing may be changed.
extension HeronClient {
  func dumpHeap(
    of target: HeapDumpTarget, in job: JobID
  ) async throws(TriggerError) -> TriggerReceipt {
    let route: HeronRoute
    do throws(SourceError) {
      let plan = try await info(job).plan
      guard let instance = plan.instances.first(where: { $0.id == target.instance }),
        instance.host == target.host
      else {
        throw .conflict(
          "\(FailureText.oneLine(target.name)) is not there any more: nothing was sent")
      }
      route = HeronRoute.tool("jmap", instance.id, in: try topology(job))
    } catch {
      throw error.isAboutTheServer ? .notSent(error) : .refused(error)
    }
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(route.request)
    } catch {
      let meaning = SourceError(
        error, on: route.name, at: transport.address, hasAnswered: memory.hasAnswered)
      if case .readOnly = meaning { throw .refused(meaning) }
      throw error.mayHaveBeenSent ? .answerLost(meaning) : .notSent(meaning)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw .refused(error) }
    let payload: TrackerAnswer.Payload
    do throws(SourceError) {
      payload = try TrackerAnswer(response, to: route).payload(from: transport.address)
    } catch {
      // Somebody between here and the tracker gave up, or half an answer came: the dump may be written.
      if [408, 502, 503, 504].contains(response.status) || response.status < 300 {
        throw .answerLost(error)
      }
      throw .refused(error)
    }
    let answer: ToolAnswer
    do throws(JSONError) {
      answer = try ToolAnswer(tool: payload.node)
    } catch {
      throw .answerLost(error.meaning(on: route.name))
    }
    if let failure = answer.failure { throw .refused(.conflict(failure)) }
    let errors = FailureText.oneLine(answer.errors)
    return TriggerReceipt(
      triggerID: nil,
      words: FailureText.oneLine(answer.output) + (errors.isEmpty ? "" : "; to stderr: \(errors)"))
  }
}
