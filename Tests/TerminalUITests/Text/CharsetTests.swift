import Testing

@testable import TerminalUI

@Suite("The characters of ASCII")
struct CharsetTests {
  @Test("between two values and in a course nothing reads as a minus or as an unknown figure")
  func noMinus() {
    let ascii = Charset.ascii
    #expect(!ascii.arrow.contains("-"))
    #expect(!ascii.ramp.contains("-"))
    #expect(ascii.separator != "-")
    #expect(Set(ascii.ramp).count == 8)
    #expect(ascii.ramp.allSatisfy(\.isASCII) && ascii.arrow.allSatisfy(\.isASCII))
  }
}
