/// One value of a document, to be read as a type.
///
/// What has to be there is read with `required...` and throws; what may be missing reads as nil, also where it
/// is `null` or of another type than expected: a member that a future version changes is unknown, not fatal.
/// Where a key occurs twice, the first counts.
package struct JSONNode {
  let document: JSONDocument
  let index: Int

  private var entry: JSONDocument.Entry { document.entries[index] }

  /// The member named `key`; nil where this is no object, or has no such member but `null`.
  package subscript(key: StaticString) -> JSONNode? {
    guard entry.kind == .object else { return nil }
    let end = Int(entry.next)
    var child = index + 1
    while child < end {
      if document.isKey(at: child, key) {
        let node = JSONNode(document: document, index: child + 1)
        return node.entry.kind == .null ? nil : node
      }
      child = Int(document.entries[child + 1].next)
    }
    return nil
  }

  // MARK: Optional values

  /// The text of a string.
  package var string: String? {
    entry.kind == .string ? document.text(at: index) : nil
  }

  /// The value of `true` or `false`.
  package var bool: Bool? {
    switch entry.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// A whole number, exact; also as a string of digits, as metrics are sent.
  package var int64: Int64? {
    guard let digits else { return nil }
    if let number = Int64(digits) { return number }
    return Double(digits).flatMap { Int64(exactly: $0) }
  }

  /// A finite number, also as a string; nil for "NaN" and the infinities.
  package var double: Double? {
    guard let digits, let number = Double(digits), number.isFinite else { return nil }
    return number
  }

  /// The text of a number, or of a string that may be one.
  private var digits: String? {
    switch entry.kind {
    case .number, .string: document.text(at: index)
    default: nil
    }
  }

  /// The values of an array; empty for anything else.
  package var elements: Elements { Elements(document, container: index, .array) }
  /// The first value of an array that has one.
  package var firstElement: JSONNode? {
    var elements = elements
    return elements.next()
  }
  /// True for an array without values.
  package var isEmptyList: Bool { entry.kind == .array && firstElement == nil }
  /// True for an object, be it empty.
  package var isObject: Bool { entry.kind == .object }
  /// The members of an object in document order; empty for anything else.
  package var members: Members { Members(values: Elements(document, container: index, .object)) }

  // MARK: Required values

  /// The member named `key`, whatever its type.
  package func required(
    _ key: StaticString, _ expected: @autoclosure () -> String
  ) throws(JSONError) -> JSONNode {
    guard let node = self[key] else { throw unusable(key, expected()) }
    return node
  }

  /// The text of the string named `key`.
  package func requiredString(_ key: StaticString) throws(JSONError) -> String {
    guard let value = self[key]?.string else { throw unusable(key, "text") }
    return value
  }

  /// The whole number named `key`.
  package func requiredInt64(_ key: StaticString) throws(JSONError) -> Int64 {
    guard let value = self[key]?.int64 else { throw unusable(key, "whole number") }
    return value
  }

  /// The count named `key`, which is a Java `int`: clamped to what that holds, so that sums of counts are safe
  /// whatever the server says.
  package func requiredCount(_ key: StaticString) throws(JSONError) -> Int {
    Int(min(max(0, try requiredInt64(key)), Int64(Int32.max)))
  }

  /// The values of the array named `key`.
  package func requiredElements(_ key: StaticString) throws(JSONError) -> Elements {
    guard let node = self[key], node.entry.kind == .array else { throw unusable(key, "list") }
    return node.elements
  }

  /// Reads each value of the array named `key`. Stops with `.cancelled` where nobody waits any more: a list may have
  /// 100,000 values.
  package func requiredList<Value>(
    _ key: StaticString, _ reading: (JSONNode) throws(JSONError) -> Value
  ) throws(JSONError) -> [Value] {
    try Self.list(of: try requiredElements(key), reading)
  }

  /// The same of this array.
  package func requiredList<Value>(
    _ reading: (JSONNode) throws(JSONError) -> Value
  ) throws(JSONError) -> [Value] {
    try Self.list(of: try requiredElements(), reading)
  }

  private static func list<Value>(
    of elements: Elements, _ reading: (JSONNode) throws(JSONError) -> Value
  ) throws(JSONError) -> [Value] {
    var values: [Value] = []
    for node in elements {
      if values.count % 64 == 0, Task.isCancelled { throw .cancelled }
      values.append(try reading(node))
    }
    return values
  }

  /// The values of this array.
  package func requiredElements() throws(JSONError) -> Elements {
    guard entry.kind == .array else {
      throw .unusable(path: document.path(to: index), expected: "list")
    }
    return elements
  }

  /// Says that the member `key` is not what was expected.
  package func unusable(_ key: StaticString, _ expected: String) -> JSONError {
    .unusable(path: document.path(to: index) + "." + key.description, expected: expected)
  }
}

extension JSONNode {
  /// The values inside an array, or the keys inside an object.
  package struct Elements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private let step: Int
    private let end: Int
    private var child: Int

    fileprivate init(_ document: JSONDocument, container: Int, _ kind: JSONDocument.Entry.Kind) {
      let entry = document.entries[container]
      self.document = document
      child = container + 1
      end = entry.kind == kind ? Int(entry.next) : child
      step = kind == .object ? 1 : 0
    }

    package mutating func next() -> JSONNode? {
      guard child < end else { return nil }
      defer { child = Int(document.entries[child + step].next) }
      return JSONNode(document: document, index: child)
    }
  }

  /// The members of an object.
  package struct Members: Sequence, IteratorProtocol {
    fileprivate var values: Elements

    package mutating func next() -> (key: JSONNode, value: JSONNode)? {
      guard let key = values.next() else { return nil }
      return (key, JSONNode(document: key.document, index: key.index + 1))
    }
  }
}
