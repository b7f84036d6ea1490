import StreamModel
import Testing

@Suite("Which operations a system and a job can be asked for")
struct OperationRefusalTests {
  private func capabilities(_ change: (inout Capabilities) -> Void) -> Capabilities {
    var capabilities = Capabilities(
      version: "1.14.6", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
      acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)
    change(&capabilities)
    return capabilities
  }

  private static let all: [OperationKind] = [
    .savepoint(targetDirectory: nil, format: .native),
    .stop(drain: true, targetDirectory: nil, format: .canonical), .cancel, .checkpoint,
  ]

  @Test("a version that can do everything refuses nothing", arguments: all)
  func able(kind: OperationKind) {
    #expect(capabilities { _ in }.refusal(of: kind) == nil)
  }

  @Test("before the version is known nothing is sent", arguments: all)
  func unknownVersion(kind: OperationKind) {
    let refusal = capabilities { $0.version = nil }.refusal(of: kind)
    #expect(refusal == "The cluster has not said its version yet: try again in a moment.")
  }

  @Test("a checkpoint on demand wants 1.17")
  func checkpoint() {
    let old = capabilities { $0.canTriggerCheckpoint = false }
    #expect(
      old.refusal(of: .checkpoint) == "Flink 1.14.6 cannot be asked for a checkpoint (1.17 on).")
    #expect(old.refusal(of: .cancel) == nil)
  }

  @Test("native savepoints want 1.15; canonical is what an older version takes anyway")
  func format() {
    let old = capabilities { $0.canChooseSavepointFormat = false }
    let refusal = "Flink 1.14.6 has no native savepoints (1.15 on)."
    #expect(old.refusal(of: .savepoint(targetDirectory: nil, format: .native)) == refusal)
    #expect(old.refusal(of: .stop(drain: false, targetDirectory: nil, format: .native)) == refusal)
    #expect(old.refusal(of: .savepoint(targetDirectory: nil, format: .canonical)) == nil)
    #expect(old.refusal(of: .savepoint(targetDirectory: nil, format: nil)) == nil)
  }

  @Test("a cluster that lets nobody cancel is not asked to")
  func cancel() {
    let strict = capabilities { $0.allowsCancel = false }
    #expect(
      strict.refusal(of: .cancel)
        == "This cluster is configured not to let its users cancel (web.cancel.enable: false).")
    #expect(strict.refusal(of: .stop(drain: false, targetDirectory: nil, format: nil)) == nil)
  }

  @Test("an ended job can be asked for nothing, any other for anything", arguments: all)
  func state(kind: OperationKind) {
    #expect(
      JobState.finished.refusal(of: kind, for: "orders")
        == "orders is FINISHED: there is nothing to \(kind.name).")
    for state in [JobState.running, .restarting, .failing, .other("NEW")] {
      #expect(state.refusal(of: kind, for: "orders") == nil)
    }
  }
}
