/// A source of numbers that depend on nothing but themselves: the same seed and index give the same
/// number in every run and on every machine (Swift's own hashing is seeded anew in each process).
struct Seed: Hashable, Sendable {
  let value: UInt64

  init(_ value: UInt64) { self.value = value }

  /// A seed of its own for a part of the world.
  func derived(_ index: Int) -> Seed {
    Seed(Self.mixed(value &+ UInt64(bitPattern: Int64(index)) &* 0x9E37_79B9_7F4A_7C15))
  }

  func derived(_ label: String) -> Seed {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ value
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Seed(Self.mixed(hash))
  }

  /// A number in 0 ..< 1.
  func unit(_ index: Int) -> Double {
    Double(derived(index).value >> 11) * 0x1p-53
  }

  /// A number in -1 ..< 1.
  func signed(_ index: Int) -> Double { unit(index) * 2 - 1 }

  func integer(in range: ClosedRange<Int>, _ index: Int) -> Int {
    range.lowerBound + Int(unit(index) * Double(range.count))
  }

  func milliseconds(in range: ClosedRange<Duration>, _ index: Int) -> Int64 {
    let lower = range.lowerBound.inMilliseconds
    let span = range.upperBound.inMilliseconds - lower
    return lower + Int64(unit(index) * Double(span + 1))
  }

  /// One element, nil only of an empty list.
  func element<Element>(of list: [Element], _ index: Int) -> Element? {
    list.isEmpty ? nil : list[integer(in: 0...(list.count - 1), index)]
  }

  /// `count` hexadecimal digits, as Flink's identifiers are made of.
  func hexadecimal(digits count: Int, _ index: Int = 0) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var state = derived(index)
    var text: [UInt8] = []
    text.reserveCapacity(count)
    while text.count < count {
      state = state.derived(text.count)
      var bits = state.value
      for _ in 0..<min(16, count - text.count) {
        text.append(digits[Int(bits & 15)])
        bits >>= 4
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The finaliser of splitmix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
