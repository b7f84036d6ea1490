import Testing

@testable import StreamModel

@Suite("Since when a finding is told")
struct OnsetTests {
  private let vertex = VertexID("enrich")
  private let other = VertexID("sink")

  private func finding(
    _ rule: Finding.Rule = .bottleneck, at vertex: VertexID? = nil, since: Onset? = nil
  ) -> Finding {
    Finding(
      rule: rule, severity: .warning, sentence: "It is.", short: "is",
      vertices: [vertex].compactMap(\.self), since: since)
  }

  private func verdict(_ findings: Finding...) -> Verdict {
    Verdict(findings: findings, summary: "", isComplete: true)
  }

  @Test("what its rule can't date counts from when it was first found, and may be older")
  func first() {
    let followed = verdict(finding(at: vertex)).followed(from: nil, at: at(10))
    #expect(followed.findings[0].since == Onset(at: at(10), isFirstSeen: true))
  }

  @Test("it keeps that for as long as it is found of the same vertex, beside others of its rule")
  func kept() {
    let before = verdict(finding(at: vertex), finding(at: other)).followed(from: nil, at: at(10))
    let later = verdict(finding(at: other)).followed(from: before, at: at(20))
    #expect(later.findings[0].since?.at == at(10))
    let anew = verdict(finding(at: other), finding(at: vertex)).followed(from: later, at: at(30))
    #expect(anew.findings.map { $0.since?.at } == [at(10), at(30)])
  }

  @Test("of several without a vertex each goes on by itself, whatever its figures are now")
  func several() {
    func verdict(_ ones: (short: String, worker: String?)...) -> Verdict {
      Verdict(
        findings: ones.map {
          Finding(
            rule: .memory, severity: .note, sentence: "It is.", short: $0.short, worker: $0.worker)
        }, summary: "", isComplete: true)
    }
    let slow = verdict(("answers in 1.2s", nil)).followed(from: nil, at: at(10))
    let both = verdict(("metaspace 96% full", nil), ("answers in 1m 03s", nil))
      .followed(from: slow, at: at(20))
    #expect(both.findings.map { $0.since?.at } == [at(20), at(10)])
    let full = verdict(("metaspace 97% full", nil)).followed(from: both, at: at(30))
    #expect(full.findings[0].since?.at == at(20))
    let workers = verdict(("metaspace 99% full", "tm-2"), ("metaspace 97% full", nil))
      .followed(from: full, at: at(40))
    #expect(workers.findings.map { $0.since?.at } == [at(40), at(20)])
  }

  @Test("one that is alone of its rule and comes to name another vertex goes on")
  func moved() {
    let before = verdict(finding(.checkpoints)).followed(from: nil, at: at(10))
    let later = verdict(finding(.checkpoints, at: vertex)).followed(from: before, at: at(20))
    #expect(later.findings[0].since?.at == at(10))
  }

  @Test("a bottleneck without its subtask is looked at again, whatever other findings name")
  func awaitsSubtask() {
    var named = finding(.checkpoints, at: other)
    named.subtask = 1
    #expect(verdict(finding(at: vertex), named).awaitsSubtask)
    #expect(!verdict(named).awaitsSubtask)
    var hot = finding(at: vertex)
    hot.subtask = 2
    #expect(!verdict(hot, named).awaitsSubtask)
  }

  @Test("what its rule can date keeps that")
  func dated() {
    let before = verdict(finding(.hang, at: vertex)).followed(from: nil, at: at(10))
    let told = verdict(finding(.hang, at: vertex, since: Onset(at: at(4))))
    #expect(told.followed(from: before, at: at(20)).findings[0].since == Onset(at: at(4)))
  }
}
