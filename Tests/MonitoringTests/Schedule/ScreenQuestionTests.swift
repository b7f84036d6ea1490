import SeededRandom
import StreamModel
import Testing

@testable import Monitoring

/// Questions that a screen has of its own.
@Suite struct ScreenQuestionTests {
  private let job = JobID.numbered(0)
  private var notes: NotesQuestion { NotesQuestion(subject: .job(job)) }

  /// A question that is asked once, and again when the answer may be another.
  private struct NoticeQuestion: Question {
    typealias Answer = String
    static let kind = QuestionKind("notice", cadence: .whenChanged)
    var subject: Subject
  }

  private func playback(asking questions: [any Question]) -> Playback {
    var playback = Playback(.running(2))
    playback.send(.start)
    playback.send(.demand(Demand(openJob: job, questions: questions.map { AnyQuestion($0) })))
    return playback
  }

  @Test("are asked at the cadence of their kind, and the answer is kept in the model")
  func asked() {
    var playback = playback(asking: [notes])
    playback.run(until: .seconds(61))
    let times = playback.asked(AnyQuestion(notes))
    #expect((11...13).contains(times.count))
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(5) })
    #expect(playback.model.answers[notes]?.value == ["noted"])
  }

  /// A question about a state of a thing, whose answers take their time.
  private struct StateQuestion: Question {
    typealias Answer = String
    static let kind = QuestionKind("state", cadence: .whenChanged, isLong: true)
    var subject: Subject { .cluster }
    var edition: Int
  }

  @Test("what is asked once is asked again for another state of the thing, and never twice at once")
  func edition() {
    var playback = playback(asking: [StateQuestion(edition: 1)])
    playback.override = { question, _ in
      (question.base as? StateQuestion).map { .success(Reply("\($0.edition)", to: $0)) }
    }
    playback.run(until: .seconds(30))
    #expect(playback.count(StateQuestion.kind) == 1)
    playback.send(.demand(Demand(questions: [AnyQuestion(StateQuestion(edition: 7))])))
    playback.run(until: .seconds(60))
    #expect(playback.count(StateQuestion.kind) == 2)
    #expect(playback.model.answers[StateQuestion(edition: 0)]?.value == "7")
  }

  /// A question that is asked once, with an answer that there is room for only while it is shown.
  private struct LargeQuestion: Question {
    typealias Answer = String
    static let kind = QuestionKind("large", cadence: .whenChanged)
    var subject: Subject { .cluster }
    var detail: String
    func size(of answer: String) -> Int { 3 << 20 }
  }

  @Test("what was asked once and had to make room is asked for again when a screen wants it")
  func evicted() {
    let (first, second) = (LargeQuestion(detail: "a"), LargeQuestion(detail: "b"))
    var playback = playback(asking: [first])
    playback.override = { question, _ in
      (question.base as? LargeQuestion).map { .success(Reply($0.detail, to: $0)) }
    }
    playback.run(until: .seconds(5))
    // Together they are more than is kept, and both are shown.
    playback.send(.demand(Demand(questions: [AnyQuestion(first), AnyQuestion(second)])))
    playback.run(until: .seconds(20))
    #expect(playback.model.answers[first] != nil && playback.model.answers[second] != nil)
    #expect(playback.count(LargeQuestion.kind) == 2)
    playback.send(.demand(Demand(questions: [AnyQuestion(second), AnyQuestion(notes)])))
    playback.run(until: .seconds(40))
    #expect(playback.model.answers[first] == nil)
    playback.send(.demand(Demand(questions: [AnyQuestion(first)])))
    playback.run(until: .seconds(60))
    #expect(playback.model.answers[first]?.value == "a")
    #expect(playback.count(LargeQuestion.kind) == 3)
  }

  @Test("of a long answer the model tells how much has come, until it is there or given up")
  func arrived() {
    let question = StateQuestion(edition: 1)
    var playback = playback(asking: [question])
    playback.override = { asked, _ in
      (asked.base as? StateQuestion).map { .success(Reply("", to: $0)) }
    }
    playback.hangs = { $0.kind == StateQuestion.kind }
    playback.run(until: .seconds(2))
    let ticket = playback.core.flights.first { $0.value.question == AnyQuestion(question) }?.key
    playback.send(.arrived(ticket ?? 0, ByteCount(bytes: 5 << 20)))
    playback.run(until: .seconds(3))
    let told = playback.published.last?.snapshot.cluster.arrived
    #expect(told?[question] == ByteCount(bytes: 5 << 20))
    playback.release(AnyQuestion(question))
    #expect(playback.model.arrived.isEmpty)
    playback.send(.arrived(ticket ?? 0, ByteCount(bytes: 6 << 20)))
    #expect(playback.model.arrived.isEmpty)
    playback.send(.demand(Demand(questions: [AnyQuestion(StateQuestion(edition: 2))])))
    playback.run(until: .seconds(5))
    let second = playback.core.flights.first { $0.value.question?.kind == StateQuestion.kind }?.key
    playback.send(.arrived(second ?? 0, ByteCount(bytes: 1 << 20)))
    #expect(playback.model.arrived.count == 1)
    playback.send(.demand(Demand()))
    playback.run(until: .seconds(10))
    #expect(playback.model.arrived.isEmpty && playback.cancelled.count == 1)
  }

  @Test("an answer that takes its time says nothing of how quick the cluster is")
  func unpaced() {
    var schedule = PollSchedule(
      configuration: PollConfiguration(), random: SeededGenerator(seed: 1))
    let model = ClusterModel(identity: .test, interval: .seconds(2))
    for _ in 0..<20 {
      schedule.answered(
        QuestionKey(StateQuestion(edition: 1)), isEmpty: false, after: .seconds(60), model: model,
        at: .zero)
    }
    #expect(schedule.answerTime == nil)
    schedule.answered(
      QuestionKey(.overview), isEmpty: false, after: .seconds(1), model: model, at: .zero)
    #expect(schedule.answerTime == .seconds(1))
  }

  @Test("are asked no more when the screen is left; what was answered stays there for a while")
  func left() {
    var playback = playback(asking: [notes])
    playback.run(until: .seconds(11))
    let asked = playback.asked(AnyQuestion(notes)).count
    playback.send(.demand(Demand(openJob: job)))
    playback.run(until: .seconds(60))
    #expect(playback.asked(AnyQuestion(notes)).count == asked)
    #expect(playback.model.answers[notes] != nil)
  }

  @Test("those about the cluster and about a TaskManager as well")
  func aboutTheCluster() throws {
    let manager = TaskManagerQuestion(TaskManagerID("a"))
    var playback = playback(asking: [TaskManagersQuestion(), manager])
    playback.run(until: .seconds(61))
    let lists = playback.asked(AnyQuestion(.taskManagers))
    let details = playback.asked(AnyQuestion(manager))
    #expect((18...21).contains(lists.count))
    #expect(zip(lists, lists.dropFirst()).allSatisfy { $1 - $0 >= .seconds(3) })
    // The first wakes the metrics, and is asked again at once.
    #expect((6...8).contains(details.count))
    #expect(zip(details.dropFirst(), details.dropFirst(2)).allSatisfy { $1 - $0 >= .seconds(10) })
    let answers = playback.model.answers
    #expect(answers[.taskManagers]?.value.map(\.id.text) == ["a", "b"])
    let detail = try #require(answers[manager])
    #expect(detail.receivedAt > Playback.epoch.advanced(by: .seconds(50)))
    #expect(detail.value.garbage.timePerSecond == .milliseconds(10))
    #expect(playback.model.connection == .live)
  }

  @Test("a TaskManager that is gone is not found, and forgotten with the next list")
  func goneTaskManager() {
    let manager = TaskManagerQuestion(TaskManagerID("b"))
    var playback = playback(asking: [TaskManagersQuestion(), manager])
    playback.override = { question, time in
      guard question.kind == .taskManagers, time < .seconds(30) else { return nil }
      return .failure(.timedOut(after: .seconds(1), on: "the list"))
    }
    playback.run(until: .seconds(5))
    playback.cluster.taskManagers.removeLast()
    playback.run(until: .seconds(25))
    #expect(playback.model.failing[manager] != nil)
    playback.send(.demand(Demand(questions: [AnyQuestion(TaskManagersQuestion())])))
    playback.run(until: .seconds(100))
    #expect(playback.model.failing[manager] == nil)
    #expect(playback.model.connection == .live)
  }

  @Test("a TaskManager that registers again is asked at once, whatever failed before")
  func backAgain() {
    let manager = TaskManagerQuestion(TaskManagerID("b"))
    let both: [any Question] = [TaskManagersQuestion(), manager]
    var playback = playback(asking: both)
    playback.override = { question, time in
      guard question.kind == .taskManager, time < .seconds(40) else { return nil }
      return .failure(.server(status: 500, message: "no"))
    }
    playback.run(until: .seconds(40))
    // By now it waits for half a minute between two tries.
    playback.cluster.taskManagers.removeLast()
    playback.send(.demand(Demand(questions: [AnyQuestion(TaskManagersQuestion())])))
    playback.run(until: .seconds(44))
    let asked = playback.asked(AnyQuestion(manager)).count
    playback.cluster.taskManagers = FakeCluster().taskManagers
    playback.send(.demand(Demand(questions: both.map { AnyQuestion($0) })))
    playback.run(until: .seconds(46))
    #expect(playback.asked(AnyQuestion(manager)).count > asked)
    #expect(playback.model.answers[manager] != nil)
  }

  @Test(
    "one that is under way is given up when the screen no longer names it, whatever it is about",
    arguments: [.cluster, .job(.numbered(0)), .taskManager(TaskManagerID("a"))] as [Subject])
  func unnamed(subject: Subject) {
    let own = NotesQuestion(subject: subject)
    var playback = playback(asking: [own])
    playback.hangs = { $0.kind == NotesQuestion.kind }
    playback.run(until: .seconds(3))
    #expect(playback.asked(AnyQuestion(own)).count == 1)
    // Another screen of the same job.
    playback.send(.demand(Demand(openJob: job)))
    playback.run(until: .seconds(5))
    #expect(playback.cancelled == [AnyQuestion(own)])
  }

  @Test(
    "the kinds that are asked without being named are those that stand, each of them, and those that a verdict looks into"
  )
  func kinds() {
    var playback = playback(asking: [])
    playback.send(
      .demand(
        Demand(
          openJob: job, visibleVertices: [.numbered(0)], openCheckpoint: CheckpointID(1),
          openCheckpointVertex: .numbered(0))))
    playback.run(until: .seconds(60))
    // The result tells why a job failed of which no exception is kept.
    playback.cluster.jobs[job]?.state = .failed
    playback.run(until: .seconds(70))
    let standing = Questions.all.map { $0.kind }.filter(\.isStanding)
    let asked = Set(playback.asked.map(\.question.kind))
    #expect(asked.filter { $0.isStanding || !$0.isLookedInto } == Set(standing))
  }

  @Test("a refresh asks anew for those that are named, and for no others")
  func refreshed() {
    var playback = playback(asking: [TaskManagersQuestion(), ExceptionsQuestion(job)])
    playback.run(until: .milliseconds(1500))
    let named = AnyQuestion(ExceptionsQuestion(job))
    let other = AnyQuestion(TaskManagersQuestion())
    #expect(playback.asked(named).count == 1)
    playback.send(.demand(Demand(openJob: job, questions: [named])))
    playback.send(.refresh)
    playback.run(until: .milliseconds(2000))
    #expect(playback.asked(named).count == 2)
    playback.send(.demand(Demand(openJob: job, questions: [named, other])))
    playback.run(until: .milliseconds(2400))
    #expect(playback.asked(other).count == 1)
  }

  @Test("one that is under way is given up when the screens of its job are left")
  func givenUp() {
    var playback = playback(asking: [notes])
    playback.hangs = { $0.kind == NotesQuestion.kind }
    playback.run(until: .seconds(3))
    #expect(playback.cancelled.isEmpty)
    playback.send(.demand(Demand(openJob: .numbered(1))))
    playback.run(until: .seconds(5))
    #expect(playback.cancelled == [AnyQuestion(notes)])
  }

  @Test("what changes rarely is asked once, and anew when the job has changed its state")
  func once() {
    let notice = NoticeQuestion(subject: .job(job))
    var playback = playback(asking: [notice])
    playback.override = { question, _ in
      guard question.kind == NoticeQuestion.kind else { return nil }
      return question.reply(to: NoticeQuestion.self, "all well")
    }
    playback.run(until: .seconds(60))
    #expect(playback.asked(AnyQuestion(notice)).count == 1)
    playback.cluster.jobs[job]?.state = .failing
    playback.run(until: .seconds(120))
    #expect(playback.asked(AnyQuestion(notice)).count == 2)
  }

  @Test("nothing is asked about a job that is not listed, nor while paused")
  func unlisted() {
    let stray = NotesQuestion(subject: .job(.numbered(9)))
    var playback = playback(asking: [stray])
    playback.run(until: .seconds(20))
    #expect(playback.asked(AnyQuestion(stray)).isEmpty)
    playback.send(.demand(Demand(questions: [AnyQuestion(notes)], isPaused: true)))
    playback.run(until: .seconds(40))
    #expect(playback.asked(AnyQuestion(notes)).isEmpty)
  }

  @Test("one that a system refuses is told as such, and nothing else suffers")
  func unsupported() {
    var playback = playback(asking: [NoticeQuestion(subject: .cluster)])
    playback.run(until: .seconds(30))
    #expect(
      playback.model.failing[NoticeQuestion(subject: .cluster)] == .unsupported("notice"))
    #expect(playback.model.connection == .live)
  }

  @Test("what the system says that it can't answer is not asked")
  func refused() {
    var playback = playback(asking: [notes])
    playback.override = { [cluster = playback.cluster] question, _ in
      guard question.kind == .capabilities else { return nil }
      var capabilities = cluster.capabilities
      capabilities.refusals = [NotesQuestion.kind: "no notes", .overview: "no slots"]
      return question.reply(to: CapabilitiesQuestion.self, capabilities)
    }
    playback.run(until: .seconds(5))
    let before = playback.asked.count
    playback.run(until: .seconds(60))
    let later = Set(playback.asked.dropFirst(before).map(\.question.kind))
    #expect(later.isDisjoint(with: [NotesQuestion.kind, .overview]))
    #expect(later.contains(.jobs))
  }
}
