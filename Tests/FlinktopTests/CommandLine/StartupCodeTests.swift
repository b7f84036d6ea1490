import Testing

@testable import flinktop

@Suite("Pages of code that the start left behind")
struct StartupCodeTests {
  @Test("only the program's own unwritable code is given back")
  func ranges() {
    let maps = """
      00400000-00401000 r--p 00000000 fe:00 1 /opt/flinktop
      00401000-00500000 r-xp 00001000 fe:00 1 /opt/flinktop
      00500000-00501000 rw-p 00100000 fe:00 1 /opt/flinktop
      00600000-00601000 rwxp 00200000 fe:00 1 /opt/flinktop
      7f0000000000-7f0000001000 r-xp 00000000 fe:00 2 /lib/libcurl.so.4
      7f0000002000-7f0000003000 r-xp 00000000 00:00 0 [vdso]
      7f0000004000-7f0000005000 rw-p 00000000 00:00 0
      nonsense
      """
    #expect(StartupCode.codeRanges(maps: maps, of: "/opt/flinktop") == [0x401000..<0x500000])
    #expect(StartupCode.codeRanges(maps: maps, of: "").isEmpty)
  }
}
