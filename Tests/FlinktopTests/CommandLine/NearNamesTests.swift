import Testing

@testable import flinktop

@Suite("Names that may have been meant")
struct NearNamesTests {
  @Test(
    "the nearest come first, at most three, and what is far is not among them",
    arguments: [
      ("order", ["orders", "payments", "border-control"], ["orders", "border-control"]),
      ("odrers", ["orders", "payments"], ["orders"]),
      ("ORDERS", ["orders"], ["orders"]),
      ("orders-v2", ["orders"], ["orders"]),
      ("o", ["orders", "x"], []),
      ("", ["orders", ""], []),
      ("payments", ["orders"], []),
      ("job", ["job-4", "job-3", "job-2", "job-1"], ["job-1", "job-2", "job-3"]),
    ])
  func names(wanted: String, all: [String], near: [String]) {
    #expect(NearNames(wanted, among: all).names == near)
  }

  @Test(
    "a command for a shell is quoted only where it has to be",
    arguments: [
      ("http://jm:8081/a-b", "http://jm:8081/a-b"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$(reboot)", "'$(reboot)'"), ("", "''"), ("Größe", "'Größe'"),
    ])
  func quoting(word: String, quoted: String) {
    #expect(FollowUp.quoted(word) == quoted)
  }
}
