/// Waiting for what the screen should show. Every wait has a deadline.
extension TerminalSession {
  /// Waits until all of the texts stand on the screen, whatever their case.
  @discardableResult
  func expect(_ texts: String..., within limit: Duration = .seconds(20)) async throws -> Screen {
    try await expect("\(texts) on the screen", within: limit) { screen in
      texts.allSatisfy { screen.shows($0) }
    }
  }

  /// Waits until one row holds all of the texts.
  @discardableResult
  func expectRow(_ texts: String..., within limit: Duration = .seconds(20)) async throws -> Screen {
    try await expect("a row with \(texts)", within: limit) { screen in
      screen.rows.contains { row in
        texts.allSatisfy { row.lowercased().contains($0.lowercased()) }
      }
    }
  }

  /// Waits until the text has left the screen.
  @discardableResult
  func expectGone(_ text: String, within limit: Duration = .seconds(20)) async throws -> Screen {
    try await expect("\"\(text)\" gone", within: limit) { !$0.shows(text) }
  }

  /// Waits until the screen is as `condition` wants it.
  @discardableResult
  func expect(
    _ what: String, within limit: Duration = .seconds(20), _ condition: (Screen) -> Bool
  ) async throws -> Screen {
    note("expect \(what)")
    do {
      return try await eventually(what, within: limit) {
        let ended = end
        let screen = try await screen()
        if condition(screen) { return screen }
        if let ended { throw KitError("the program ended (\(ended)) before \(what)") }
        return nil
      }
    } catch {
      throw await failure("\(error)")
    }
  }

  /// Waits for the program's end.
  @discardableResult
  func expectEnd(within limit: Duration = .seconds(10)) async throws -> ChildProcess.End {
    note("expect the end")
    do {
      return try await eventually("the program's end", within: limit) { end }
    } catch {
      throw await failure("\(error)")
    }
  }

  /// Fails, with the screen, unless the claim holds now.
  func check(_ claim: Bool, _ what: String) async throws {
    guard claim else { throw await failure(what) }
  }
}
