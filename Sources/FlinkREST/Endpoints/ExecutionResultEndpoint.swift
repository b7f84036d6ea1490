import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/execution-result`. `includeSerializedValue` is not asked for: what fails is all that is read.
  static let executionResult = Endpoint<ExecutionResultQuestion>(
    asks: ["/jobs/:job/execution-result"],
    refuses: { $0.isHistoryServer ? "a history server keeps no results" : nil },
    route: { Route(path: Route.path($0.job) + "/execution-result", sizeLimit: 16 << 20) },
    read: JobFailure.init(executionResult:))
}

extension JobFailure {
  /// Reads `/jobs/:id/execution-result`; nil where there is no failure in it.
  init?(executionResult: JSONNode) throws(JSONError) {
    _ = try executionResult.required("status", "status").requiredString("id")
    let result = executionResult["job-execution-result"]
    guard let trace = result?["failure-cause"]?.text("stack-trace") else { return nil }
    self.init(
      cause: FailureText.usefulLine(of: trace), at: result?.timestamp("end-time"), task: nil,
      location: nil)
  }
}
