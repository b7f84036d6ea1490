/// Reads the little of XML that answers are made of: elements, text, the five entities of XML itself and character
/// references. Nothing is ever expanded: a document that declares a type or an entity is refused as a whole. Attributes are
/// passed over.
struct XMLReader {
  /// Why a text is no such document.
  enum Flaw: Error, Hashable {
    case endsEarly
    case syntax(offset: Int)
    /// A document type or an entity is declared.
    case declares(String)
    case unknownEntity(String)
    case tooDeep
    case tooLarge

    /// For the end of a sentence.
    var text: String {
      switch self {
      case .endsEarly: "the XML ends in the middle"
      case .syntax(let offset): "not XML at byte \(offset)"
      case .declares(let what): "the XML declares \(what), which is refused: nothing is expanded"
      case .unknownEntity(let name): "the XML has the entity '\(name)', which is not XML's own"
      case .tooDeep: "the XML is nested too deeply"
      case .tooLarge: "the XML has too many elements"
      }
    }
  }

  private static let deepest = 64
  private static let most = 1 << 20

  private let bytes: [UInt8]
  private var place = 0
  private var count = 0

  /// What the outermost element holds, and its name.
  static func read(_ bytes: [UInt8]) throws(Flaw) -> (name: String, tree: AnswerTree) {
    var reader = XMLReader(bytes: bytes)
    return try reader.document()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func document() throws(Flaw) -> (name: String, tree: AnswerTree) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    try skipProlog()
    let element = try element(depth: 0)
    try skipProlog()
    guard place == bytes.count else { throw .syntax(offset: place) }
    return (element.name, element.value)
  }

  /// Blanks, comments and the declaration, outside of elements.
  private mutating func skipProlog() throws(Flaw) {
    while true {
      skipBlanks()
      if isAt("<?") {
        try skip(past: "?>")
      } else if isAt("<!--") {
        try skip(past: "-->")
      } else if isAt("<!") {
        throw .declares(isAt("<!DOCTYPE") || isAt("<!doctype") ? "a document type" : "something")
      } else {
        return
      }
    }
  }

  /// An element from its `<` on.
  private mutating func element(depth: Int) throws(Flaw) -> AnswerTree.Member {
    guard depth < Self.deepest else { throw .tooDeep }
    count += 1
    guard count < Self.most else { throw .tooLarge }
    guard isAt("<") else { throw place < bytes.count ? .syntax(offset: place) : .endsEarly }
    place += 1
    let name = try name()
    if try skipAttributes() { return AnswerTree.Member(name: name, value: .nothing) }
    var text: [UInt8] = []
    var members: [AnswerTree.Member] = []
    while true {
      guard place < bytes.count else { throw .endsEarly }
      if isAt("</") {
        place += 2
        guard try self.name() == name else { throw .syntax(offset: place) }
        skipBlanks()
        guard isAt(">") else { throw place < bytes.count ? .syntax(offset: place) : .endsEarly }
        place += 1
        break
      } else if isAt("<!--") {
        try skip(past: "-->")
      } else if isAt("<![CDATA[") {
        place += 9
        let start = place
        try skip(past: "]]>")
        text += bytes[start..<place - 3]
      } else if isAt("<!") {
        throw .declares(isAt("<!ENTITY") ? "an entity" : "something")
      } else if isAt("<?") {
        try skip(past: "?>")
      } else if isAt("<") {
        members.append(try element(depth: depth + 1))
      } else if isAt("&") {
        text += try reference()
      } else {
        text.append(bytes[place])
        place += 1
      }
    }
    return AnswerTree.Member(
      name: name,
      value: members.isEmpty ? .text(String(decoding: text, as: UTF8.self)) : .object(members))
  }

  /// A name; one may begin with a digit, as keys of points do.
  private mutating func name() throws(Flaw) -> String {
    let start = place
    while place < bytes.count, Self.isPartOfName(bytes[place]) { place += 1 }
    guard place > start else { throw place < bytes.count ? .syntax(offset: place) : .endsEarly }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// To the end of a tag; true where the element ends with it.
  private mutating func skipAttributes() throws(Flaw) -> Bool {
    var quote: UInt8?
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return bytes[place - 2] == UInt8(ascii: "/")
      } else if byte == UInt8(ascii: "<") {
        throw .syntax(offset: place - 1)
      }
    }
    throw .endsEarly
  }

  /// What `&lt;` or `&#x4F5C;` stands for.
  private mutating func reference() throws(Flaw) -> [UInt8] {
    guard let end = bytes[place...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
      throw bytes.count - place < 12 ? .endsEarly : .syntax(offset: place)
    }
    let name = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
    defer { place = end + 1 }
    if name.hasPrefix("#") {
      let isHex = name.hasPrefix("#x")
      guard let value = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
        let scalar = Unicode.Scalar(value), value != 0
      else { throw .syntax(offset: place) }
      return Array(String(Character(scalar)).utf8)
    }
    let own = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    guard let text = own[name] else { throw .unknownEntity(name) }
    return Array(text.utf8)
  }

  // MARK: Bytes

  private func isAt(_ text: StaticString) -> Bool {
    guard bytes.count - place >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for (offset, byte) in wanted.enumerated() where bytes[place + offset] != byte { return false }
      return true
    }
  }

  private mutating func skip(past end: StaticString) throws(Flaw) {
    while place < bytes.count {
      if isAt(end) {
        place += end.utf8CodeUnitCount
        return
      }
      place += 1
    }
    throw .endsEarly
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...0xFF:
      true
    default: false
    }
  }
}
