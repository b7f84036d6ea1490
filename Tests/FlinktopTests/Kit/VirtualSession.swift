import Dashboard
import FlinkREST
import FlinkSimulator
import HTTPTransport
import SeededRandom
import StreamModel
import TerminalUI

@testable import Monitoring

/// The dashboard before a simulated cluster as `App` puts them together, in time that passes only when all is done that
/// can be done now: minutes take what the work in them takes.
struct VirtualSession {
  let transport: SimulatedTransport
  private let client: FlinkClient
  private var core: MonitorCore
  private(set) var state: DashboardState
  private var demand = Demand()
  private(set) var now: Duration = .zero
  private var replies: [(at: Duration, event: MonitorCore.Event)] = []
  private var alarmAt: Duration?

  private static let epoch = Timestamp(milliseconds: 1_800_000_000_000)
  private static let latency: Duration = .milliseconds(4)

  /// Before the screens with keys, or before the wall.
  init(_ configuration: SimulationConfiguration, size: Size, isWall: Bool = false) {
    transport = SimulatedTransport(configuration)
    client = FlinkClient(transport: transport)
    let identity = ClusterIdentity(name: "simulated", endpoint: "http://simulated", source: "flink")
    core = MonitorCore(
      identity: identity, configuration: PollConfiguration(), random: SeededGenerator(seed: 1))
    state = DashboardState(
      settings: Settings(
        isReadOnly: false, charset: .unicode, themeName: "default", themeNames: ["default"],
        clock: .utc, interval: .seconds(2), makeOperationID: { "0" }),
      clusters: [ClusterModel(identity: identity, interval: .seconds(2))], size: size,
      now: Self.epoch, wallRotation: isWall ? .seconds(15) : nil)
  }

  var wallClock: Timestamp { Self.epoch.advanced(by: now) }

  /// What is known of the cluster.
  var model: ClusterModel { state.context.clusters[0].model }

  mutating func start() async {
    await send(.start)
    await adoptDemand()
  }

  mutating func press(_ keys: [Key]) async {
    for key in keys {
      _ = state.reduce(.event(.key(key)), at: wallClock)
      await adoptDemand()
      await run(for: .milliseconds(500))
    }
  }

  /// Lets time pass.
  mutating func run(for span: Duration) async {
    let end = now + span
    while true {
      let beat = Duration.seconds(now.components.seconds + 1)
      let next = ([beat, alarmAt].compactMap(\.self) + replies.map(\.at)).min() ?? beat
      guard next <= end else { break }
      // Nothing here waits for anything, and tests that do wait have the same threads.
      await Task.yield()
      now = max(now, next)
      transport.advance(to: now)
      if let index = replies.firstIndex(where: { $0.at <= now }) {
        await send(replies.remove(at: index).event)
      } else if let alarm = alarmAt, alarm <= now {
        alarmAt = nil
        await send(.alarm)
      } else {
        _ = state.reduce(.tick, at: wallClock)
        await adoptDemand()
      }
    }
    now = end
  }

  private mutating func adoptDemand() async {
    guard state.demand != demand else { return }
    demand = state.demand
    await send(.demand(demand))
  }

  private mutating func send(_ event: MonitorCore.Event) async {
    let moment = Moment(uptime: now, now: wallClock)
    for effect in core.handle(event, at: moment, requests: transport.requestsSent) {
      switch effect {
      case .ask(let ticket, let question):
        await Task.yield()
        let result = await client.reply(to: question.base) { _ in }
        let reply = MonitorCore.Event.replied(ticket, result, after: Self.latency)
        replies.append((now + Self.latency, reply))
      case .publish(let snapshot):
        _ = state.reduce(.snapshot(snapshot.cluster, snapshot.operations), at: wallClock)
      case .wake(let time): alarmAt = time
      // Nothing is operated here, and what is given up is answered all the same.
      case .trigger, .status, .cancel: break
      }
    }
    await adoptDemand()
  }
}
