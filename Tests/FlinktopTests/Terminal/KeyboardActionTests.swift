import Testing

extension TerminalTests {
  @Suite("Acting by keyboard")
  struct KeyboardActionTests {
    /// A simulated cluster behind a request log, and flinktop with a healthy job selected.
    private struct Scene {
      let simulator: SimulatorProcess
      let proxy: RequestLogProxy
      let job: ClusterREST.Job
      let terminal: TerminalSession

      init() async throws {
        simulator = try await SimulatorProcess.start()
        job = try await simulator.healthyJob()
        proxy = try RequestLogProxy(forwardingTo: simulator.url)
        terminal = try await TerminalSession.flinktop([proxy.url])
        try await terminal.selectJob(job.name)
      }

      /// Opens a dialog and waits until it names the job in full.
      func openDialog(_ key: String) async throws {
        try await terminal.act(key)
        try await terminal.expect("a dialog with name, id and cluster") { screen in
          screen.row(with: "job", job.name) != nil && screen.row(with: "id", job.id) != nil
            && screen.row(with: "cluster", proxy.url) != nil
        }
      }
    }

    @Test("s and y take a savepoint, asked for once, and show where it is")
    func savepoint() async throws {
      let scene = try await Scene()
      try await scene.openDialog("s")
      try await scene.terminal.confirm()
      let location = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
      try await scene.terminal.press("9")
      try await scene.terminal.expectRow(
        "savepoint", scene.job.name, ScreenText.completed, within: .seconds(30))
      try await scene.terminal.press("Enter")
      try await scene.terminal.expect(String(location.suffix(20)))
      #expect(scene.proxy.harmfulRequests.map(\.method) == ["POST"])
      #expect(try await scene.simulator.cluster.job(scene.job.id).state == "RUNNING")
    }

    @Test("Enter alone confirms nothing", arguments: ["s", "S", "D", "X", "c"])
    func enterAlone(key: String) async throws {
      let scene = try await Scene()
      try await scene.openDialog(key)
      try await scene.terminal.press("Enter", "Enter", "Enter")
      // The dialog is still there, and the program works on without having asked for anything.
      try await scene.proxy.waitForTraffic()
      try await scene.terminal.expect(scene.job.id)
      try await scene.terminal.press("Escape")
      try await scene.terminal.expect("the dialog gone") {
        $0.row(with: "id ", scene.job.id) == nil
      }
      try await scene.proxy.waitForTraffic()
      #expect(scene.proxy.harmfulRequests.isEmpty)
    }

    @Test(
      "Esc leaves a dialog, also behind the whole word",
      arguments: [("X", "cancel"), ("D", "drain")])
    func escape(key: String, word: String) async throws {
      let scene = try await Scene()
      try await scene.openDialog(key)
      try await scene.terminal.expectRow("type \(word) and Enter")
      try await scene.terminal.type(word)
      try await scene.terminal.press("Escape")
      try await scene.proxy.waitForTraffic()
      #expect(scene.proxy.harmfulRequests.isEmpty)
      #expect(try await scene.simulator.cluster.job(scene.job.id).state == "RUNNING")
    }

    @Test("a wrong word cancels nothing, nor does y")
    func wrongWord() async throws {
      let scene = try await Scene()
      try await scene.openDialog("X")
      try await scene.terminal.expectRow("type cancel and Enter")
      try await scene.terminal.press("y", "Enter")
      try await scene.proxy.waitForTraffic()
      #expect(scene.proxy.harmfulRequests.isEmpty)
    }

    @Test("S and y stop a job with a savepoint: it ends FINISHED")
    func stop() async throws {
      let scene = try await Scene()
      try await scene.openDialog("S")
      try await scene.terminal.confirm()
      try await scene.simulator.cluster.wait(for: scene.job.id, toBe: "FINISHED")
      _ = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
      try await scene.terminal.press("9")
      try await scene.terminal.expectRow(
        scene.job.name, ScreenText.completed, within: .seconds(30))
    }

    @Test("D and the word drain a job: it ends FINISHED")
    func drain() async throws {
      let scene = try await Scene()
      try await scene.openDialog("D")
      try await scene.terminal.confirm(word: "drain")
      try await scene.simulator.cluster.wait(for: scene.job.id, toBe: "FINISHED")
      #expect(scene.proxy.harmfulRequests.map(\.method) == ["POST"])
    }

    @Test("X and the word cancel a job: it ends CANCELED")
    func cancel() async throws {
      let scene = try await Scene()
      try await scene.openDialog("X")
      try await scene.terminal.confirm(word: "cancel")
      try await scene.simulator.cluster.wait(for: scene.job.id, toBe: "CANCELED")
      try await scene.terminal.press("9")
      try await scene.terminal.expectRow("cancel", scene.job.name, ScreenText.completed)
      #expect(scene.proxy.harmfulRequests.map(\.method) == ["PATCH"])
    }

    @Test("a dialog holds on to its job while the list moves underneath")
    func dialogKeepsItsJob() async throws {
      let scene = try await Scene()
      try await scene.openDialog("s")
      try await scene.terminal.resize(columns: 100, rows: 30)
      try await scene.proxy.waitForTraffic()
      try await scene.terminal.confirm()
      _ = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
      #expect(
        scene.proxy.harmfulRequests.map(\.target).allSatisfy { $0.contains(scene.job.id) })
    }
  }
}
