/// A JSON document that a person wrote, looked at before it is sent.
package enum WrittenJSON {
  /// What is wrong with it, and where; nil where nothing is. For the end of a sentence.
  package static func flaw(in bytes: [UInt8]) -> String? {
    guard !bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return "it is empty" }
    do throws(JSONError) {
      _ = try JSONDocument(bytes)
    } catch {
      switch error {
      case .syntax(let offset): return "not JSON at \(position(offset, in: bytes))"
      case .endsEarly: return "it ends in the middle, at \(position(bytes.count, in: bytes))"
      default: return error.text
      }
    }
    // The parser lets it through within strings, for the sake of answers.
    return String(validating: bytes, as: UTF8.self) == nil ? "it is not UTF-8" : nil
  }

  /// Counted from 1, columns in characters.
  private static func position(_ offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.count { $0 == 0x0A } + 1
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    return "line \(line), column \(column)"
  }
}
