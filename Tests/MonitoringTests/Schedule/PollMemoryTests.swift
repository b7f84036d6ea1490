import StreamModel
import Testing

@testable import Monitoring

@Suite("What the schedule remembers")
struct PollMemoryTests {
  @Test("of many questions those that were not put for an hour are forgotten")
  func bounded() {
    func question(_ index: Int) -> QuestionKey {
      AnyQuestion(.checkpoint(.numbered(0), CheckpointID(Int64(index)))).key
    }
    var memory = PollMemory()
    // One each second for three hours.
    for second in 0..<10_800 {
      memory.note(AskRecord(askedAt: .seconds(second)), of: question(second))
    }
    #expect(memory.records.count <= 2 * 3601)
    #expect(memory.records[question(0)] == nil)
    #expect((7200..<10_800).allSatisfy { memory.records[question($0)] != nil })
    // Of few all are kept.
    memory = PollMemory()
    for second in 0..<100 {
      memory.note(AskRecord(askedAt: .seconds(second * 1000)), of: question(second))
    }
    #expect(memory.records.count == 100)
  }
}
