import Foundation
import Testing

extension RealClusterTests {
  @Suite("Acting", .serialized)
  struct ActingTests {
    @Test(
      "a savepoint by keyboard is on disk and in the cluster's history",
      arguments: FlinkCluster.versions)
    func savepointByKeyboard(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("save-me")
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("save-me")
      try await terminal.act("s")
      try await terminal.expectRow("id", id)
      try await terminal.confirm()
      let location = try await cluster.rest.waitForSavepoint(of: id)
      expectOnDisk(location)
      try await terminal.press("9")
      try await terminal.expectRow(
        "savepoint", "save-me", ScreenText.completed, within: .seconds(30))
      try await terminal.press("Enter")
      try await terminal.expect(String(location.suffix(20)))
      #expect(try await cluster.rest.job(id).state == "RUNNING")
      try await cluster.cancel(id)
    }

    @Test("stop with savepoint by keyboard ends FINISHED", arguments: FlinkCluster.versions)
    func stopByKeyboard(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("stop-me")
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("stop-me")
      try await terminal.act("S")
      try await terminal.expectRow("id", id)
      try await terminal.confirm()
      try await cluster.rest.wait(for: id, toBe: "FINISHED")
      expectOnDisk(try await cluster.rest.waitForSavepoint(of: id))
      try await terminal.press("9")
      try await terminal.expectRow("stop-me", ScreenText.completed, within: .seconds(30))
    }

    @Test("cancel by keyboard ends CANCELED", arguments: FlinkCluster.versions)
    func cancelByKeyboard(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("cancel-me")
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("cancel-me")
      try await terminal.act("X")
      try await terminal.expectRow("id", id)
      try await terminal.confirm(word: "cancel")
      try await cluster.rest.wait(for: id, toBe: "CANCELED")
      try await terminal.press("9")
      try await terminal.expectRow(
        "cancel", "cancel-me", ScreenText.completed, within: .seconds(30))
    }

    @Test("savepoint and stop from the command line", arguments: FlinkCluster.versions)
    func commandLine(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("scripted")
      let directory = Scratch.directory("savepoints")
      let savepoint = try await Program.run(
        "savepoint", "scripted", "--target-directory", "file://\(directory)", "--format", "json",
        "--endpoint", cluster.url, within: .seconds(90))
      #expect(savepoint.end == .exited(0), "stderr: \(savepoint.standardError)")
      let location = try #require(try savepoint.json()["location"].string)
      #expect(location.contains(directory))
      expectOnDisk(location)
      #expect(try await cluster.rest.waitForSavepoint(of: id) == location)

      let stop = try await Program.run(
        "stop", id, "--endpoint", cluster.url, within: .seconds(90))
      #expect(stop.end == .exited(0), "stderr: \(stop.standardError)")
      #expect(try await cluster.rest.job(id).state == "FINISHED")
    }

    @Test("cancel from the command line", arguments: FlinkCluster.versions)
    func commandLineCancel(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("scripted-cancel")
      let cancel = try await Program.run(
        "cancel", "scripted-cancel", "--yes", "--endpoint", cluster.url, within: .seconds(60))
      #expect(cancel.end == .exited(0), "stderr: \(cancel.standardError)")
      #expect(try await cluster.rest.job(id).state == "CANCELED")
    }

    @Test(
      "a savepoint into an impossible directory fails with its cause and harms nothing",
      arguments: FlinkCluster.versions)
    func impossibleDirectory(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("steadfast")
      let outcome = try await Program.run(
        "savepoint", "steadfast", "--target-directory", "file:///proc/nowhere", "--endpoint",
        cluster.url, within: .seconds(90))
      #expect(outcome.end == .exited(1))
      #expect(outcome.complaints.count == 1, "stderr: \(outcome.standardError)")
      #expect(!outcome.standardError.contains("\tat "), "a stack trace is not for people")
      #expect(try await cluster.rest.job(id).state == "RUNNING")
      try await cluster.cancel(id)
    }

    @Test(
      "read-only: every key, and the cluster saw harmless GETs", arguments: FlinkCluster.versions)
    func readOnly(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.running("orders")
      let proxy = try RequestLogProxy(forwardingTo: cluster.url)
      let terminal = try await ReadOnlyWalk.start(on: proxy.url)
      try await ReadOnlyWalk.pressEverything(in: terminal)
      try await proxy.waitForTraffic()
      #expect(proxy.harmfulRequests.isEmpty)
      #expect(try await cluster.rest.job(id).state != "CANCELED")
    }

    private func expectOnDisk(_ location: String) {
      let file = FlinkCluster.metadataFile(of: location)
      #expect(FileManager.default.fileExists(atPath: file), "\(file) is missing")
    }
  }
}

extension FlinkCluster {
  /// Ends a job of a test, without the program under test.
  func cancel(_ id: String) async throws {
    try await ChildProcess.run([
      "python3", "-c",
      "import sys, urllib.request as u; u.urlopen(u.Request(sys.argv[1], method='PATCH'))",
      "\(url)/jobs/\(id)?mode=cancel",
    ])
  }
}
