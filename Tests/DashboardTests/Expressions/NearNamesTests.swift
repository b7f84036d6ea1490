import Testing

@testable import Dashboard

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
}
