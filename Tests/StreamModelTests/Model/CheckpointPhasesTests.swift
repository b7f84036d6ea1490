import StreamModel
import Testing

@Suite("Slowest phase of a checkpoint")
struct CheckpointPhasesTests {
  private func subtask(
    _ index: Int, _ phases: (Double, Double, Double, Double)?, duration: Double? = nil,
    isUnaligned: Bool = false
  ) -> SubtaskCheckpoint {
    SubtaskCheckpoint(
      index: index, acknowledgedAt: nil, duration: duration.map { .seconds($0) },
      phases: phases.map {
        SubtaskCheckpoint.Phases(
          startDelay: .seconds($0.0), alignment: .seconds($0.1), sync: .seconds($0.2),
          async: .seconds($0.3))
      }, stateSize: nil, checkpointedSize: nil, processedData: nil, persistedData: nil,
      isUnaligned: isUnaligned, isAborted: false)
  }

  @Test("it is the longest phase of the slowest subtask, not the longest of all")
  func slowestSubtask() throws {
    let slowest = try #require(
      CheckpointPhases.slowest(in: [
        VertexID("source"): [subtask(0, (0.1, 0, 0.1, 20), duration: 20.2)],
        VertexID("map"): [
          subtask(0, (1, 0, 0, 1), duration: 2), subtask(1, (18, 2, 8, 12), duration: 40),
        ],
      ]))
    #expect(slowest.vertex == VertexID("map"))
    #expect(slowest.subtask == 1)
    #expect(slowest.phase == .startDelay)
    #expect(slowest.duration == .seconds(18))
    #expect(slowest.subtaskDuration == .seconds(40))
    #expect(abs(slowest.share.value - 0.45) < 1e-9)
  }

  @Test(
    "each phase can be it",
    arguments: [
      (CheckpointPhase.startDelay, (9.0, 1.0, 1.0, 1.0)), (.alignment, (1, 9, 1, 1)),
      (.sync, (1, 1, 9, 1)), (.async, (1, 1, 1, 9)),
    ])
  func eachPhase(phase: CheckpointPhase, phases: (Double, Double, Double, Double)) {
    let slowest = CheckpointPhases.slowest(in: [VertexID("v"): [subtask(0, phases)]])
    #expect(slowest?.phase == phase)
    #expect(slowest?.subtaskDuration == .seconds(12))
  }

  @Test("subtasks that have not acknowledged say nothing; none at all is nil")
  func unacknowledged() {
    #expect(CheckpointPhases.slowest(in: [:]) == nil)
    #expect(CheckpointPhases.slowest(in: [VertexID("v"): [subtask(0, nil, duration: 99)]]) == nil)
    #expect(CheckpointPhases.slowest(in: [VertexID("v"): [subtask(0, (0, 0, 0, 0))]]) == nil)
  }

  @Test("equal ones are told apart by vertex and index, always the same way")
  func ties() {
    let lists = [
      VertexID("b"): [subtask(0, (1, 0, 0, 0))],
      VertexID("a"): [
        subtask(2, (1, 0, 0, 0)), subtask(1, (1, 0, 0, 0)),
      ],
    ]
    let slowest = CheckpointPhases.slowest(in: lists)
    #expect(slowest?.vertex == VertexID("a"))
    #expect(slowest?.subtask == 1)
  }

  @Test("it says where async includes alignment")
  func unaligned() {
    let lists = [VertexID("v"): [subtask(0, (0, 3, 0, 5), isUnaligned: true)]]
    #expect(CheckpointPhases.slowest(in: lists)?.isUnaligned == true)
  }
}
