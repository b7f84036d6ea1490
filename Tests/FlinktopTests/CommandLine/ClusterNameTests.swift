import StreamModel
import Testing

@testable import flinktop

@Suite("Names of several clusters")
struct ClusterNameTests {
  private func identity(_ name: String, _ endpoint: String) -> ClusterIdentity {
    ClusterIdentity(name: name, endpoint: endpoint, source: "flink")
  }

  @Test("those behind one gateway are told apart by their paths, others keep their names")
  func apart() {
    let clusters = [
      identity("gw", "https://gw/flink/prod"), identity("jm:8081", "http://jm:8081"),
      identity("gw", "https://gw/flink/stage"),
    ]
    #expect(
      ClusterIdentity.namesApart(clusters) == ["gw/flink/prod", "jm:8081", "gw/flink/stage"])
  }
}
