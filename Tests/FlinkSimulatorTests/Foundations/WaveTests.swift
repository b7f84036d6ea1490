import Testing

@testable import FlinkSimulator

@Suite struct WaveTests {
  private let waves = (0..<6).map { Wave(seed: Seed($0)) }

  @Test("a wave stays between -1 and 1 and moves smoothly")
  func bounded() {
    for wave in waves {
      var last = wave.value(at: 0)
      for second in 1...6000 {
        let value = wave.value(at: Double(second))
        #expect(abs(value) <= 1)
        #expect(abs(value - last) < 0.12)
        last = value
      }
    }
  }

  @Test("the integral is the sum of the values", arguments: [0.0, 1_800_000_000, 1_800_003_600])
  func integral(from start: Double) {
    for wave in waves {
      let steps = 20_000
      let width = 500.0 / Double(steps)
      let sum = (0..<steps).reduce(0.0) { sum, step in
        sum + width * wave.value(at: start + (Double(step) + 0.5) * width)
      }
      #expect(abs(wave.integral(at: start + 500) - wave.integral(at: start) - sum) < 0.01)
    }
  }
}
