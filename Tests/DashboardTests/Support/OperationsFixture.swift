import StreamModel

/// Operations in each state that there is, newest first, none of them told of above the keys any more.
enum OperationsFixture {
  private static let savepoint = OperationKind.savepoint(targetDirectory: nil, format: nil)
  private static let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)

  static let all: [Operation] = [
    operation("6", savepoint, "orders", .inProgress, minutes: 1),
    operation(
      "5", .checkpoint, "payments", .waiting(.unreachable(reason: "no route to prod-eu:8081")),
      minutes: 2),
    operation(
      "4", .cancel, "flaky-enrich", .uncertain(reason: "the answer was lost: look at the job"),
      minutes: 7),
    operation(
      "3", stop, "ledger-sync",
      .failed(cause: "the job failed afterwards", location: "s3://sp/ledger-sync/savepoint-3"),
      minutes: 8),
    operation(
      "2", stop, "audit-archive", .completed(location: "s3://sp/audit/2", jobState: .failed),
      minutes: 9),
    operation(
      "1", savepoint, "orders",
      .completed(location: "s3://sp/orders/savepoint-1", jobState: nil), minutes: 10),
  ]

  private static func operation(
    _ id: String, _ kind: OperationKind, _ name: String, _ state: OperationState, minutes: Int
  ) -> Operation {
    let request = OperationRequest(
      in: Fixture.identity.id, id: id, kind: kind, job: JobID(Fixture.identifier(name)),
      jobName: name)
    let started = Fixture.now.advanced(by: .seconds(-60 * minutes))
    var operation = Operation(request: request, startedAt: started)
    operation.state = state
    operation.triggerID = "trigger-\(id)"
    if state.isSettled { operation.endedAt = started.advanced(by: .milliseconds(4200)) }
    return operation
  }
}
