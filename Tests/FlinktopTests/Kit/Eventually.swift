/// Asks `condition` again and again until it gives a value; past the deadline it throws.
func eventually<Value: Sendable>(
  _ what: String,
  within limit: Duration = .seconds(20),
  every pause: Duration = .milliseconds(30),
  isolation: isolated (any Actor)? = #isolation,
  _ condition: () async throws -> Value?
) async throws -> Value {
  let clock = ContinuousClock()
  let deadline = clock.now + limit
  while true {
    if let value = try await condition() { return value }
    guard clock.now < deadline else { throw KitError("waited \(limit) for \(what)") }
    try await Task.sleep(for: pause)
  }
}

/// The same for a claim that must become true.
func eventually(
  _ what: String,
  within limit: Duration = .seconds(20),
  every pause: Duration = .milliseconds(30),
  isolation: isolated (any Actor)? = #isolation,
  isTrue condition: () async throws -> Bool
) async throws {
  _ = try await eventually(what, within: limit, every: pause) {
    try await condition() ? true : nil
  }
}
