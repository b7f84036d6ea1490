import TerminalUI

/// The escape sequences of keys, as terminals have them that differ from each other and from their terminfo entry.
struct KeySequences: Sendable {
  private var keys: [[UInt8]: Key]
  private var prefixes: Set<[UInt8]>
  // Most of what follows an Esc begins no sequence, which is seen without building a key for each length.
  private var seconds: Set<UInt8>
  private var longest: Int

  /// The built-in table and the sequences that the terminal's own terminfo entry adds to it.
  init(terminfo: [(sequence: [UInt8], key: Key)] = []) {
    keys = Self.builtIn
    for (sequence, key) in terminfo where sequence.count > 1 && sequence.first == 0x1B {
      keys[sequence] = key
    }
    prefixes = []
    seconds = Set(keys.keys.map { $0[1] })
    for sequence in keys.keys {
      for length in 1..<sequence.count { prefixes.insert(Array(sequence.prefix(length))) }
    }
    longest = keys.keys.map(\.count).max() ?? 0
  }

  /// The longest key sequence that a text begins with.
  func match(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
    guard let second = bytes.dropFirst().first, seconds.contains(second) else { return nil }
    for length in stride(from: min(longest, bytes.count), to: 1, by: -1) {
      if let key = keys[Array(bytes.prefix(length))] { return (key, length) }
    }
    return nil
  }

  /// Whether more bytes could make a key sequence of it.
  func isPrefix(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count < longest && prefixes.contains(Array(bytes))
  }

  /// The names under which terminfo keeps the keys' sequences.
  static let terminfoNames: [(name: String, key: Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab),
      ("kent", .enter),
    ] + (1...24).map { ("kf\($0)", .function($0)) }

  private static let builtIn: [[UInt8]: Key] = {
    var table: [[UInt8]: Key] = [:]
    func add(_ key: Key, _ sequences: String...) {
      for sequence in sequences { table[[0x1B] + Array(sequence.utf8)] = key }
    }
    // Normal and application mode; rxvt sends small letters with Shift and Ctrl.
    for (letter, key) in [("A", Key.up), ("B", .down), ("C", .right), ("D", .left)] {
      add(key, "[" + letter, "O" + letter, "[" + letter.lowercased(), "O" + letter.lowercased())
    }
    add(.home, "[H", "OH", "[1~", "[7~", "[7$", "[7^", "[7@")
    add(.end, "[F", "OF", "[4~", "[8~", "[8$", "[8^", "[8@")
    add(.pageUp, "[5~", "[5$", "[5^", "[5@")
    add(.pageDown, "[6~", "[6$", "[6^", "[6@")
    add(.delete, "[3~", "[3$", "[3^", "[3@")
    add(.backTab, "[Z")
    add(.enter, "OM")  // The keypad's.
    for (index, letter) in ["P", "Q", "R", "S"].enumerated() {
      add(.function(index + 1), "O" + letter)
    }
    // The Linux console's first five.
    for (index, letter) in ["A", "B", "C", "D", "E"].enumerated() {
      add(.function(index + 1), "[[" + letter)
    }
    // VT220 numbers leave out 16, 22, 27 and 30.
    let numbers = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
    for (index, number) in numbers.enumerated() { add(.function(index + 1), "[\(number)~") }
    return table
  }()
}
