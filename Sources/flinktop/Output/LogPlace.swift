import StreamModel

/// How far a log was read, so that of the whole that the server sends each time only what is new is taken.
struct LogPlace {
  /// What a later reading is to the former one.
  enum Continuation {
    case goesOn(ArraySlice<UInt8>)
    /// So many bytes were written meanwhile and are no longer at hand.
    case leavesOut(Int, ArraySlice<UInt8>)
    /// It is another file, or one that was cut: all of it is new.
    case beganAnew(ArraySlice<UInt8>)
  }

  private static let witnessLength = 64

  /// The size of the file when it was read.
  let end: Int
  /// The last bytes that were read.
  let witness: [UInt8]

  init(_ text: LogText) {
    end = text.end
    witness = Array(text.bytes.suffix(Self.witnessLength))
  }

  /// What of `newer` was not read yet.
  func continuation(in newer: LogText) -> Continuation {
    if newer.end < end { return .beganAnew(newer.bytes[...]) }
    if newer.start > end { return .leavesOut(newer.start - end, newer.bytes[...]) }
    let place = end - newer.start
    let known = newer.bytes[..<place].suffix(witness.count)
    guard known.elementsEqual(witness.suffix(known.count)) else {
      return .beganAnew(newer.bytes[...])
    }
    return .goesOn(newer.bytes[place...])
  }
}
