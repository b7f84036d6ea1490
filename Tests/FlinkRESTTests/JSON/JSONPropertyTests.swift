import Foundation
import SeededRandom
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("The JSON parser beside Foundation's")
struct JSONPropertyTests {
  /// Any JSON value, as Foundation's decoder reads it.
  private indirect enum Reference: Decodable, Equatable {
    case object([String: Reference])
    case array([Reference])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: Key.self) {
        var members: [String: Reference] = [:]
        for key in container.allKeys {
          members[key.stringValue] = try container.decode(Reference.self, forKey: key)
        }
        self = .object(members)
        return
      }
      if var container = try? decoder.unkeyedContainer() {
        var values: [Reference] = []
        while !container.isAtEnd { values.append(try container.decode(Reference.self)) }
        self = .array(values)
        return
      }
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let bool = try? container.decode(Bool.self) {
        self = .bool(bool)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .string(try container.decode(String.self))
      }
    }

    private struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    /// The same value as our parser reads it.
    init(_ node: JSONNode) {
      switch node.document.entries[node.index].kind {
      case .object:
        self = .object(
          Dictionary(
            node.members.map { ($0.key.string ?? "", Reference($0.value)) },
            uniquingKeysWith: { first, _ in first }))
      case .array: self = .array(node.elements.map(Reference.init))
      case .string: self = .string(node.string ?? "")
      case .number: self = .number(node.double ?? .infinity)
      case .yes: self = .bool(true)
      case .no: self = .bool(false)
      case .null: self = .null
      }
    }
  }

  private func decoded(_ bytes: [UInt8]) -> Reference? {
    try? JSONDecoder().decode(Reference.self, from: Data(bytes))
  }

  @Test("every recorded answer reads the same with both", arguments: recordedVersions)
  func recordings(version: String) throws {
    for (request, body) in try RecordedTransport(version: version).bodies() {
      let ours = Reference(try JSONDocument(body).root)
      #expect(ours == decoded(body), "\(request)")
    }
  }

  @Test("of mutated answers both refuse the same, and read the same", arguments: recordedVersions)
  func mutations(version: String) throws {
    var generator = SeededGenerator(seed: 20_251_121)
    let bodies = try RecordedTransport(version: version).bodies().map(\.body)
      .filter { (2..<3000).contains($0.count) }
    for _ in 0..<1000 {
      let original = try #require(bodies.randomElement(using: &generator))
      let body = original.mutated(using: &generator)
      let ours = try? JSONDocument(body).root
      let theirs = decoded(body)
      let text = String(decoding: body, as: UTF8.self)
      // Foundation also reads UTF-16 and UTF-32, and refuses broken text inside strings and numbers that
      // are too large or too small for a double; the parser refuses neither.
      let isBeyond = ours.map { hasInfinity(Reference($0)) } ?? false
      let isTiny = text.contains(/[eE]-[0-9]{3,}/)
      if !text.utf8.elementsEqual(body) || text.contains("\\u") || isBeyond || isTiny { continue }
      #expect((ours == nil) == (theirs == nil), "\(text)")
      // With a duplicated key each has its own idea of which one counts.
      if let ours, let theirs, !hasDuplicates(ours) {
        #expect(Reference(ours) == theirs, "\(text)")
      }
    }
  }

  @Test("random bytes never trap")
  func noise() {
    var generator = SeededGenerator(seed: 7)
    let alphabet = Array("{}[]\",:\\u0123456789eE+-.tfn alrus\u{1}é".utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<24, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      if (try? JSONDocument(bytes)) != nil { accepted += 1 }
    }
    #expect(accepted > 0)
  }

  private func hasInfinity(_ value: Reference) -> Bool {
    switch value {
    case .object(let members): members.values.contains(where: hasInfinity)
    case .array(let values): values.contains(where: hasInfinity)
    case .number(let number): number.isInfinite
    case .string, .bool, .null: false
    }
  }

  private func hasDuplicates(_ node: JSONNode) -> Bool {
    let keys = node.members.map { $0.key.string ?? "" }
    return Set(keys).count != keys.count || node.members.contains { hasDuplicates($0.value) }
      || node.elements.contains { hasDuplicates($0) }
  }
}
