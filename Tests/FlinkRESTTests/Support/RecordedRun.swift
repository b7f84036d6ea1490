import FlinkREST
import SeededRandom
import StreamModel

@testable import Monitoring

/// The monitor before a recording, its job opened, in time that passes only when all is done that can be done now.
struct RecordedRun {
  let recording: FaultRecording
  private let client: FlinkClient
  private var core: MonitorCore
  private var now: Duration = .zero
  private var replies: [(at: Duration, event: MonitorCore.Event)] = []
  private var alarmAt: Duration?
  private var isOpen = false

  private static let latency: Duration = .milliseconds(4)

  init(_ recording: FaultRecording) async {
    self.recording = recording
    client = FlinkClient(transport: recording)
    core = MonitorCore(
      identity: ClusterIdentity(name: "recorded", endpoint: "http://recorded", source: "flink"),
      configuration: PollConfiguration(), random: SeededGenerator(seed: 1))
    recording.advance(to: recording.start)
    await send(.start)
  }

  /// Since the fault was switched on.
  var sinceFault: Duration { .milliseconds(recording.start - recording.fault) + now }
  private var wallClock: Timestamp {
    Timestamp(milliseconds: recording.start).advanced(by: now)
  }

  /// What is said of the job now.
  var verdict: Verdict? {
    core.model.jobsByID[recording.job].map { core.model.verdict(of: $0, at: wallClock) }
  }

  var job: JobModel? { core.model.jobsByID[recording.job] }

  /// Lets time pass.
  mutating func run(for span: Duration) async {
    let end = now + span
    while true {
      let next = ([alarmAt].compactMap(\.self) + replies.map(\.at)).min() ?? end
      guard next <= end else { break }
      await Task.yield()
      now = max(now, next)
      recording.advance(to: recording.start + now.milliseconds)
      if let index = replies.firstIndex(where: { $0.at <= now }) {
        await send(replies.remove(at: index).event)
      } else {
        alarmAt = nil
        await send(.alarm)
      }
    }
    now = end
  }

  private mutating func send(_ event: MonitorCore.Event) async {
    let moment = Moment(uptime: now, now: wallClock)
    for effect in core.handle(event, at: moment, requests: recording.requestsSent) {
      switch effect {
      case .ask(let ticket, let question):
        await Task.yield()
        let result = await client.reply(to: question.base) { _ in }
        replies.append(
          (now + Self.latency, .replied(ticket, result, after: Self.latency)))
      case .wake(let time): alarmAt = time
      case .publish, .trigger, .status, .cancel: break
      }
    }
    // As the Job screen does: once its vertices are known they are all shown.
    guard !isOpen, let detail = job?.detail?.value else {
      if !isOpen, core.model.jobsByID[recording.job] != nil {
        await demand([])
      }
      return
    }
    isOpen = true
    await demand(detail.vertices.map(\.id))
  }

  private var demanded: Demand?
  private mutating func demand(_ vertices: [VertexID]) async {
    let wanted = Demand(openJob: recording.job, visibleVertices: vertices)
    guard wanted != demanded else { return }
    demanded = wanted
    await send(.demand(wanted))
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
