/// A program that was uploaded to the simulated cluster.
struct SimulatedJar: Sendable {
  /// `<uuid>_<name>`.
  let id: String
  let name: String
  let uploadedAt: SimulatedTime
  /// The main class that its manifest names.
  let entryClass: String?

  /// What the demo's cluster has: programs of its jobs.
  static func demo(seed: Seed, now: SimulatedTime) -> [SimulatedJar] {
    [("orders-1.4.0.jar", "shop.Orders", 3), ("payments-2.1.3.jar", "shop.Payments", 12)].map {
      name, entryClass, days in
      SimulatedJar(
        id: makeID(name, seed: seed.derived("jar").derived(name)), name: name,
        uploadedAt: now - .days(days), entryClass: entryClass)
    }
  }

  static func makeID(_ name: String, seed: Seed) -> String {
    let digits = seed.hexadecimal(digits: 32)
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-") + "_" + name
  }
}
