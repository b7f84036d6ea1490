import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// The colours of a row of jobs. The recorded screens have the one that matters under the cursor, which hides them.
@Suite("A job's figures in colour")
struct JobRowRolesTests {
  private func roles(isWell: Bool, after seconds: Int64 = 0) throws -> [String: Role] {
    let cluster = OrdersFixture.cluster(isWell: isWell)
    let job = try #require(cluster.job(OrdersFixture.job))
    let now = Fixture.now.advanced(by: .seconds(seconds))
    let row = JobRow(
      job: job, verdict: cluster.verdict(of: job, at: now), charset: .unicode, now: now)
    var roles: [String: Role] = [:]
    for column in JobTable.table.columns {
      roles[column.head.name] = column.cell(row, column.head.spec.maximum).role
    }
    return roles
  }

  @Test("a share at its limit and a lag that is a finding stand out, until they are old")
  func ofTrouble() throws {
    let now = try roles(isWell: false)
    #expect(now["busy"] == .busy)
    #expect(now["backpressure"] == .backpressured)
    #expect(now["lag"] == .warning)
    #expect(now["state"] == .good)
    let later = try roles(isWell: false, after: 60)
    for name in ["busy", "backpressure", "lag", "in", "out"] {
      #expect(later[name] == .dim, "\(name)")
    }
  }

  @Test("where nothing is wrong nothing stands out")
  func ofNoTrouble() throws {
    let now = try roles(isWell: true)
    for name in ["busy", "backpressure", "lag", "in", "out", "checkpoint"] {
      #expect(now[name] == .text, "\(name)")
    }
    #expect(now["restarts"] == .dim)
    #expect(now["health"] == .good)
  }
}
