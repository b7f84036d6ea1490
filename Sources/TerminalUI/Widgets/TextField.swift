/// A line of text being typed: the text and the place of the cursor in it.
package struct TextField: Hashable, Sendable {
  package private(set) var text: String
  /// In characters from the start.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

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

  /// The most characters that a field takes.
  package static let limit = 500
  /// What to say where more was typed or pasted.
  package static let fullText = "A field takes \(limit) characters: the rest was left out."

  /// Applies one edit; false where not all of an inserted text had room. Inserted line ends become blanks, so that a
  /// pasted newline confirms nothing.
  @discardableResult
  package mutating func apply(_ edit: Edit) -> Bool {
    var characters = Array(text)
    var hasRoom = true
    switch edit {
    case .insert(let inserted):
      let clean = inserted.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        .filter { character in
          !character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
      let taken = clean.prefix(max(0, Self.limit - characters.count))
      hasRoom = taken.count == clean.count
      characters.insert(contentsOf: taken, at: cursor)
      cursor += taken.count
    case .deleteBackward where cursor > 0:
      characters.remove(at: cursor - 1)
      cursor -= 1
    case .deleteForward where cursor < characters.count:
      characters.remove(at: cursor)
    case .deleteWord:
      var start = cursor
      while start > 0, characters[start - 1] == " " { start -= 1 }
      while start > 0, characters[start - 1] != " ", characters[start - 1] != "/" { start -= 1 }
      if start == cursor, start > 0 { start -= 1 }
      characters.removeSubrange(start..<cursor)
      cursor = start
    case .clear:
      characters.removeAll()
      cursor = 0
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .deleteBackward, .deleteForward: break
    }
    text = String(characters)
    // A combining mark joins the character before it, so there may be fewer than were put together.
    cursor = min(text.count, String(characters[..<min(cursor, characters.count)]).count)
    return hasRoom
  }

  /// Draws the text in `width` cells, scrolled so that the cursor shows, and places the cursor.
  package func draw(
    column: Int, row: Int, width: Int, placeholder: String = "", isFocused: Bool,
    in frame: inout Frame
  ) {
    guard width > 1 else { return }
    if text.isEmpty, !placeholder.isEmpty {
      frame.put(placeholder, column: column, row: row, limit: width, style: .dim)
    }
    var start = 0
    let characters = Array(text)
    while start < cursor, CellWidth.of(String(characters[start..<cursor])) > width - 1 {
      start += 1
    }
    frame.put(
      String(characters[start...]), column: column, row: row, limit: width, style: Style(.input))
    if isFocused {
      let offset = CellWidth.of(String(characters[start..<cursor]))
      frame.cursor = (column + min(width - 1, offset), row)
    }
  }
}
