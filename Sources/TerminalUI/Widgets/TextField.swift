/// A line of text being typed: the text and the place of the cursor in it.
///
/// It holds `limit` characters. What an edit costs does not grow with the square of the text, whoever types or pastes.
package struct TextField: Hashable, Sendable {
  /// The most characters a field holds.
  package static let limit = 500
  /// What to say where more was typed or pasted.
  package static let fullText = "A field takes \(limit) characters: the rest was left out."
  // A character may have any number of marks and joiners; no written one needs more.
  static let scalarLimit = 16

  private var characters: [Character] = []
  /// In characters from the start.
  package private(set) var cursor = 0

  package init(_ text: String = "") {
    apply(.insert(text))
  }

  package var text: String { String(characters) }

  /// A change of the text or of the place in it.
  package enum Edit: Hashable, Sendable {
    case insert(String)
    case deleteBackward, deleteForward, deleteWord, clear
    case left, right, home, end
  }

  /// The edit a key stands for, emacs's control keys included; nil where it is none.
  package static func edit(for key: Key) -> Edit? {
    switch key {
    case .character(let character): .insert(String(character))
    case .space: .insert(" ")
    case .backspace: .deleteBackward
    case .delete, .control("d"): .deleteForward
    case .control("w"): .deleteWord
    case .control("u"): .clear
    case .left, .control("b"): .left
    case .right, .control("f"): .right
    case .home, .control("a"): .home
    case .end, .control("e"): .end
    default: nil
    }
  }

  /// Applies one edit. Inserted line ends become blanks, so that a pasted newline confirms nothing.
  ///
  /// Returns false where the field had no room for all of an insertion: it took what fits.
  @discardableResult
  package mutating func apply(_ edit: Edit) -> Bool {
    switch edit {
    case .insert(let text): return insert(text)
    case .deleteBackward where cursor > 0: replace(cursor - 1..<cursor, with: [])
    case .deleteForward where cursor < characters.count: replace(cursor..<cursor + 1, with: [])
    case .deleteWord:
      var start = cursor
      while start > 0, characters[start - 1] == " " { start -= 1 }
      while start > 0, characters[start - 1] != " ", characters[start - 1] != "/" { start -= 1 }
      if start == cursor, start > 0 { start -= 1 }
      replace(start..<cursor, with: [])
    case .clear:
      characters.removeAll()
      cursor = 0
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .deleteBackward, .deleteForward: break
    }
    return true
  }

  private mutating func insert(_ text: String) -> Bool {
    var room = Self.limit - characters.count
    var taken: [Character] = []
    var isWhole = true
    for character in text {
      guard let (clean, isCut) = Self.clean(character) else { continue }
      if isCut { isWhole = false }
      if taken.isEmpty, joins(clean) { room += 1 }
      if taken.count >= room {
        isWhole = false
        break
      }
      taken.append(clean)
    }
    if !taken.isEmpty { replace(cursor..<cursor, with: taken) }
    return isWhole
  }

  /// Whether a character put at the cursor becomes part of the one before it, as a mark does.
  private func joins(_ character: Character) -> Bool {
    guard cursor > 0, !character.isASCII else { return false }
    return String([characters[cursor - 1], character]).count == 1
  }

  /// A character fit for a line, with at most as many scalars as one may have; nil for one that does something.
  private static func clean(_ character: Character) -> (Character, isCut: Bool)? {
    if character.isNewline || character == "\t" { return (" ", false) }
    if character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return nil
    }
    return bounded(character)
  }

  private static func bounded(_ character: Character) -> (Character, isCut: Bool) {
    let kept = String(String.UnicodeScalarView(character.unicodeScalars.prefix(scalarLimit)))
    // The beginning of a character is one character, whatever it is cut from.
    guard kept.unicodeScalars.count < character.unicodeScalars.count, let first = kept.first else {
      return (character, false)
    }
    return (first, true)
  }

  /// Puts characters in the place of others; the cursor goes behind them.
  ///
  /// A mark joins the character before it, and a letter of a flag its neighbour: those are divided anew. Beyond the
  /// next character that is needed only where this one came out differently, since how a text divides depends on
  /// nothing before the beginning of a character.
  private mutating func replace(_ range: Range<Int>, with new: [Character]) {
    let start = max(0, range.lowerBound - 1)
    let before = characters[start..<range.lowerBound] + new
    let next = characters[range.upperBound...].first
    var end = min(range.upperBound + 1, characters.count)
    var divided = Self.divide(before + characters[range.upperBound..<end])
    if next != nil, divided.last != next {
      end = characters.count
      divided = Self.divide(before + characters[range.upperBound..<end])
    }
    characters.replaceSubrange(start..<end, with: divided)
    cursor = min(characters.count, start + Self.divide(before).count)
  }

  private static func divide(_ characters: some Collection<Character>) -> [Character] {
    // Nothing of ASCII joins: a line end, which would, is none of ours.
    if characters.allSatisfy(\.isASCII) { return Array(characters) }
    var divided = Array(characters)
    while true {
      let text = String(divided)
      let count = divided.count
      divided = text.map { bounded($0).0 }
      // What was cut off may have kept two characters apart, and what was put together may be too long.
      if divided.count == count, String(divided) == text { return divided }
    }
  }

  /// Draws the text in `width` cells, scrolled so that the cursor shows, and places the cursor.
  package func draw(
    column: Int, row: Int, width: Int, placeholder: String = "", isFocused: Bool,
    in frame: inout Frame
  ) {
    guard width > 1 else { return }
    if characters.isEmpty, !placeholder.isEmpty {
      frame.put(placeholder, column: column, row: row, limit: width, style: .dim)
    }
    // Backward from the cursor, so that each character is measured once. What joins on the screen only makes the
    // whole narrower than its parts.
    var start = cursor
    var used = 0
    while start > 0 {
      used += CellWidth.of(String(characters[start - 1]))
      if used > width - 1 { break }
      start -= 1
    }
    frame.put(
      String(characters[start...]), column: column, row: row, limit: width, style: Style(.input))
    if isFocused {
      let offset = CellWidth.of(String(characters[start..<cursor]))
      frame.cursor = (column + min(width - 1, offset), row)
    }
  }
}
