import ServerAnswers

/// An answer as it was sent in JSON or XML, in one form. What the documents of the service look like was not seen: names are
/// found whatever the case of their first letter, a list of one may be the one alone or lie in a member of its own, and a
/// text may hold a JSON document.
indirect enum AnswerTree: Hashable, Sendable {
  case nothing
  case text(String)
  case whole(Int64)
  case number(Double)
  case yes(Bool)
  case list([AnswerTree])
  /// In the order in which it came. XML may name several alike.
  case object([Member])

  /// A name with what it stands for.
  struct Member: Hashable, Sendable {
    var name: String
    var value: AnswerTree
  }

  init(_ node: JSONNode) {
    if node.isObject {
      self = .object(
        node.members.map { Member(name: $0.key.string ?? "", value: AnswerTree($0.value)) })
    } else if node.isEmptyList || node.firstElement != nil {
      self = .list(node.elements.map(AnswerTree.init))
    } else if let text = node.string {
      self = .text(text)
    } else if let whole = node.int64 {
      self = .whole(whole)
    } else if let number = node.double {
      self = .number(number)
    } else {
      self = node.bool.map { .yes($0) } ?? .nothing
    }
  }

  /// A JSON document; nil where the text is none.
  init?(json text: String) {
    guard let first = text.utf8.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B,
      let document = try? JSONDocument(Array(text.utf8))
    else { return nil }
    self.init(document.root)
  }

  // MARK: Members

  /// The first member of that name that is something.
  subscript(_ names: String...) -> AnswerTree? {
    guard case .object(let members) = self else { return nil }
    for name in names {
      let found = members.first { Self.isSame($0.name, name) && $0.value != .nothing }
      if let found { return found.value }
    }
    return nil
  }

  /// Alike but for the case of the first letter.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left == right
      || left.dropFirst() == right.dropFirst()
        && left.prefix(1).lowercased() == right.prefix(1).lowercased()
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The values of a list: of a list itself, of an object that has nothing but a list or things of one name (`{"Job":
  /// [...]}`, `<Jobs><Job/><Job/></Jobs>`); nil for what is no list.
  var elements: [AnswerTree]? {
    switch self {
    case .list(let values): return values
    case .nothing: return []
    case .text(let text): return text.allSatisfy(\.isWhitespace) ? [] : nil
    case .object(let members):
      guard let first = members.first else { return [] }
      if members.count == 1, case .list(let values) = first.value { return values }
      return members.allSatisfy { $0.name == first.name } ? members.map(\.value) : nil
    case .whole, .number, .yes: return nil
    }
  }

  // MARK: Values

  /// What stands there as text; nil for nothing, an empty text, lists and objects.
  var string: String? {
    switch self {
    case .text(let text): text.isEmpty ? nil : text
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .yes(let flag): "\(flag)"
    case .nothing, .list, .object: nil
    }
  }

  /// A finite number, also as a text with an exponent: `4.929E+8`.
  var double: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .whole(let number): Double(number)
    case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .nothing, .yes, .list, .object: nil
    }
  }

  var int64: Int64? {
    switch self {
    case .whole(let number): number
    case .text(let text): Int64(text) ?? double.flatMap { Int64(exactly: $0) }
    case .number(let number): Int64(exactly: number)
    case .nothing, .yes, .list, .object: nil
    }
  }

  var bool: Bool? {
    switch self {
    case .yes(let flag): flag
    case .text(let text): text == "true" ? true : text == "false" ? false : nil
    case .nothing, .whole, .number, .list, .object: nil
    }
  }

  /// What a JSON document within a text says; anything else is itself.
  var unfolded: AnswerTree {
    if case .text(let text) = self, let inner = AnswerTree(json: text) { return inner }
    return self
  }
}
