extension WorldBuilder {
  /// Every name is an attempt on the terminal.
  mutating func addHostileNames() {
    for (index, name) in Self.hostileNames.enumerated() {
      let graph = JobGraph(
        [
          VertexSketch(
            operators: ["Source: \(name)"], parallelism: 2, inflow: inflow(100 * Double(index + 1)),
            stateBytes: 4_000),
          VertexSketch(
            operators: ["\(name): Writer"], parallelism: 2, inputs: [.hash(0)], stateBytes: 40_000),
        ], watermarkLag: 1, seed: seed.derived("hostile").derived(index))
      add(
        name, age: .hours(index + 1), graph: graph,
        checkpoints: CheckpointPlan(interval: .seconds(20), duration: .milliseconds(120)))
    }
  }

  private static let hostileNames = [
    "two\nlines\r\nand a\ttab",
    "\u{1B}[2J\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{07}",
    "\u{9B}31m C1 \u{85}\u{00}null\u{7F}delete\u{08}\u{08}back",
    "right \u{202E}ot tfel\u{202C} \u{2066}isolate\u{2069} \u{200F}mark",
    "注文処理・ジョブ 데이터 处理",
    "🔥💥👩‍👩‍👧‍👦 🇩🇪 family e\u{0301}\u{0308}\u{0323}",
    "zero\u{200B}width\u{FEFF}\u{00AD}joiner",
    "quote\" back\\slash <b>html</b> &amp; %s %n ${jndi:x}",
    "",
    "   ",
    String(repeating: "long-", count: 80),
    String(repeating: "全", count: 400),
  ]
}
