import StreamModel

extension StreamModel.Operation {
  /// The job that `asked` is about.
  static let askedJob = JobID("0123456789abcdef0123456789abcdef")

  /// One that `orders` was asked for, as it stands.
  static func asked(
    _ kind: OperationKind, _ state: OperationState, trigger: String? = nil
  ) -> StreamModel.Operation {
    let request = OperationRequest(
      in: ClusterID("http://lab:8081"), id: "1", kind: kind, job: askedJob, jobName: "orders")
    var operation = StreamModel.Operation(
      request: request, startedAt: Timestamp(milliseconds: 1_795_269_751_000))
    operation.state = state
    operation.triggerID = trigger
    return operation
  }
}
