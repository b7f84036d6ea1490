import TerminalUI
import Testing

@Suite("Lines cut by cells")
struct HardRowsTests {
  private func texts(_ rows: [[Span]]) -> [String] { rows.map { $0.map(\.text).joined() } }

  @Test("rows are as wide as there is room, and roles stay with their text")
  func rows() {
    let rows = [Span("abcde"), Span("fg", .match), Span("hij")].rows(width: 4)
    #expect(texts(rows) == ["abcd", "efgh", "ij"])
    #expect(rows[1].map(\.style.role) == [.text, .match, .text])
    #expect(texts([Span("")].rows(width: 4)) == [""])
    #expect(texts([Span("abcd")].rows(width: 4)) == ["abcd"])
  }

  @Test("a wide character goes to the next row whole")
  func wide() {
    #expect(texts([Span("a注文b")].rows(width: 4)) == ["a注", "文b"])
    #expect(texts([Span("注")].rows(width: 1)) == ["注"])
  }

  @Test("nothing is lost at any width", arguments: 1...9)
  func whole(width: Int) {
    let text = "e\u{301}注文 x🔥é-ab\u{200B}c"
    let rows = [Span(text), Span("注x", .match)].rows(width: width)
    #expect(texts(rows).joined() == text + "注x")
    #expect(rows.allSatisfy { $0.width <= max(2, width) })
  }

  @Test("scrolled sideways, the cells in front are gone, and half a wide one is a blank")
  func dropping() {
    let spans = [Span("ab"), Span("注文", .match), Span("cd")]
    func text(_ count: Int) -> String { spans.dropping(cells: count).map(\.text).joined() }
    #expect(text(0) == "ab注文cd" && text(1) == "b注文cd" && text(2) == "注文cd")
    #expect(text(3) == " 文cd" && text(7) == "d" && text(8) == "" && text(100) == "")
    #expect(spans.dropping(cells: 3).map(\.style.role) == [.match, .text])
  }
}
