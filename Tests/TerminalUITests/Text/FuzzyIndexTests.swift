import SeededRandom
import Testing

@testable import TerminalUI

@Suite("Searching by a few letters")
struct FuzzyIndexTests {
  private func found(_ query: String, _ texts: [String]) -> [String] {
    FuzzyIndex(texts).search(query).map { texts[$0] }
  }

  private func marked(_ query: String, _ text: String) -> String {
    let places = FuzzyIndex([text]).matches(query, at: 0)
    return String(
      text.utf8.enumerated().map {
        places.contains($0.offset) ? Character(UnicodeScalar($0.element)) : "."
      })
  }

  @Test("letters at the starts of words go before the same letters within them")
  func wordStarts() {
    #expect(
      found("nri", ["numberingRoutine", "numRecordsIn", "unregister", "internal"]) == [
        "numRecordsIn", "numberingRoutine", "unregister",
      ])
    #expect(found("heap", ["a.cheapness", "Memory.Heap.Used"]).first == "Memory.Heap.Used")
  }

  @Test(
    "letters next to each other go before scattered ones, then the shorter text, then the order")
  func order() {
    #expect(found("size", ["xsxixzxe", "xxxsize"]).first == "xxxsize")
    #expect(found("used", ["Heap.Used.More", "Heap.Used"]) == ["Heap.Used", "Heap.Used.More"])
    #expect(found("a", ["xa2", "xa1"]) == ["xa2", "xa1"])
  }

  @Test("without letters all are there in their order, and what has not all of them is not")
  func none() {
    #expect(found("", ["b", "a"]) == ["b", "a"])
    #expect(found("zz", ["az", "z"]) == [])
    #expect(found("件", ["a.件数", "b"]) == ["a.件数"])
  }

  @Test(
    "the letters that were found are those marked",
    arguments: [
      ("nri", "numRecordsIn", "n..R......I."), ("rec", "numRecordsIn", "...Rec......"),
      ("HU", "Status.JVM.Memory.Heap.Used", "..................H....U..."), ("x", "abc", "..."),
    ])
  func marks(query: String, text: String, marked: String) {
    #expect(self.marked(query, text) == marked)
  }

  @Test("a longer query finds nothing that its beginning did not, and each mark is a letter of it")
  func narrowing() {
    var generator = SeededGenerator(seed: 5)
    let letters = Array("abAB._ 1")
    let texts = (0..<300).map { _ in
      String(
        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "a"
        })
    }
    let index = FuzzyIndex(texts)
    for _ in 0..<100 {
      let query = String((0..<3).map { _ in letters.randomElement(using: &generator) ?? "a" })
      let short = index.search(String(query.dropLast()))
      let all = index.search(query)
      #expect(index.search(query, among: short.sorted()) == all)
      for place in all {
        let marks = index.matches(query, at: place).sorted()
        let bytes = Array(texts[place].lowercased().utf8)
        #expect(marks.map { bytes[$0] } == Array(query.lowercased().utf8))
      }
    }
  }
}
