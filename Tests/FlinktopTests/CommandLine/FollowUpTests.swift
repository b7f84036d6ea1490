import ArgumentParser
import StreamModel
import Testing

@testable import flinktop

@Suite("The command that asks for an operation again")
struct FollowUpTests {
  private static let savepoint = OperationKind.savepoint(targetDirectory: "s3://x", format: .native)
  private static func stop(drain: Bool) -> OperationKind {
    .stop(drain: drain, targetDirectory: nil, format: nil)
  }

  @Test(
    "it names what was asked for where that tells what to wait for",
    arguments: [
      (savepoint, "operation JOB TRIGGER"),
      (stop(drain: false), "operation JOB TRIGGER --kind stop"),
      (stop(drain: true), "operation JOB TRIGGER --kind drain"),
      (.checkpoint, "operation JOB TRIGGER --kind checkpoint"),
    ])
  func withTrigger(kind: OperationKind, expected: String) {
    let operation = StreamModel.Operation.asked(kind, .inProgress, trigger: "TRIGGER")
    let command = FollowUp(clusterWords: ["-e", "http://jm:8081"]).command(for: operation)
    let job = StreamModel.Operation.askedJob.text
    #expect(
      command == "flinktop \(expected.replacing("JOB", with: job)) -e http://jm:8081")
  }

  @Test(
    "without a trigger id it leads to where the outcome shows",
    arguments: [
      (savepoint, "checkpoints"), (stop(drain: false), "checkpoints"), (.checkpoint, "checkpoints"),
      (.cancel, "job"),
    ])
  func withoutTrigger(kind: OperationKind, expected: String) {
    let operation = StreamModel.Operation.asked(kind, .sending)
    let command = FollowUp(clusterWords: []).command(for: operation)
    #expect(command == "flinktop \(expected) \(StreamModel.Operation.askedJob.text)")
  }

  @Test("its words lead to the same cluster, fit for a shell, and no secret is among them")
  func words() throws {
    let arguments = [
      "--ca-cert", "/etc/my ca.pem", "--client-cert", "c.pem", "--client-key", "k.pem",
      "--username", "ops", "--password-file", "p", "--header", "X-Key: sesame", "--insecure",
    ]
    let options = try ClusterOptions.parse(arguments)
    let words = options.words(
      to: ClusterIdentity(name: "jm:443", endpoint: "https://jm", source: "flink"))
    let command = FollowUp(clusterWords: words, hasHeaders: true)
      .command(for: .asked(.cancel, .sending))
    #expect(
      command == "flinktop job \(StreamModel.Operation.askedJob.text) -e https://jm"
        + " --ca-cert '/etc/my ca.pem' --client-cert c.pem --client-key k.pem --username ops"
        + " --password-file p --insecure (and the same --header)")
    let token = try ClusterOptions.parse(["--bearer-token-file", "t"])
    let identity = ClusterIdentity(name: "jm:443", endpoint: "https://jm", source: "flink")
    #expect(token.words(to: identity) == ["-e", "https://jm", "--bearer-token-file", "t"])
  }

  @Test(
    "a command for a shell is quoted only where it has to be",
    arguments: [
      ("http://jm:8081/a-b", "http://jm:8081/a-b"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$(reboot)", "'$(reboot)'"), ("", "''"), ("Größe", "'Größe'"),
    ])
  func quoting(word: String, quoted: String) {
    #expect(FollowUp.quoted(word) == quoted)
  }
}
