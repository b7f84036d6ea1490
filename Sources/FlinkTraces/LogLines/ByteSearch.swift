#if canImport(Glibc)
  import Glibc
#endif

extension UnsafeBufferPointer<UInt8> {
  /// Where `text` is first found from `place` on, before `end`.
  func first(_ text: StaticString, from place: Int, before end: Int? = nil) -> Int? {
    let (end, length) = (end ?? count, text.utf8CodeUnitCount)
    guard length > 0, let base = baseAddress else { return nil }
    var place = place
    while place >= 0, place + length <= end {
      guard
        let found = memchr(base + place, Int32(text.utf8Start[0]), end - length - place + 1)
      else { return nil }
      place = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      if memcmp(base + place, text.utf8Start, length) == 0 { return place }
      place += 1
    }
    return nil
  }

  /// True where `text` stands at `place`.
  func has(_ text: StaticString, at place: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard let base = baseAddress, place >= 0, place + length <= count else { return false }
    return memcmp(base + place, text.utf8Start, length) == 0
  }

  /// The text of some bytes; what is no UTF-8 becomes a sign for that.
  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}
