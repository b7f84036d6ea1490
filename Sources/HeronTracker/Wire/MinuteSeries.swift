import ServerAnswers
import StreamModel

/// Metrics of a component by the minute: what `/topologies/metricstimeline` sends.
struct MinuteSeries: Hashable, Sendable {
  /// Length of a topology manager's buckets.
  static let bucket: Int64 = 60
  /// After so many seconds a bucket is over, whatever the difference of clocks; earlier only where a later one has begun.
  private static let overAfter: Int64 = 90
  /// An instance whose last whole minute began so long before the newest of all has fallen silent.
  private static let silentAfter: Int64 = 150

  /// By metric, instance and the second in which the bucket begins. NaN is left out.
  private var values: [String: [String: [Int64: Double]]] = [:]
  /// The buckets that are told of each instance, those of NaN among them.
  private var buckets: [String: Set<Int64>] = [:]
  /// The beginning of the last bucket of all.
  private var newest: Int64?

  /// Reads a timeline. Values are texts or, of a modern tracker by the newer route, numbers.
  init(timeline: JSONNode) throws(JSONError) {
    let metrics = try timeline.required("timeline", "timeline")
    guard metrics.isObject else { throw timeline.unusable("timeline", "object") }
    for (metric, instances) in metrics.members {
      guard let metric = metric.string else { continue }
      for (instance, told) in instances.members {
        if Task.isCancelled { throw .cancelled }
        guard let instance = instance.string else { continue }
        for (second, value) in told.members {
          guard let second = second.string.flatMap(Int64.init), second > 0, second < 1 << 40
          else { continue }
          newest = max(newest ?? second, second)
          buckets[instance, default: []].insert(second)
          if let value = value.double {
            values[metric, default: [:]][instance, default: [:]][second] = value
          }
        }
      }
    }
  }

  /// Instances that told anything, of whatever metric.
  var instances: Set<String> { Set(values.values.flatMap(\.keys)) }

  /// What a metric stood at in the last minute that is over; nil where it is not told of that minute, be it of an earlier
  /// one. The minute that goes on is left out, as it has counted a part only.
  func lastMinute(_ metric: String, _ instance: String, at now: Timestamp) -> Double? {
    guard let told = buckets[instance], let newest else { return nil }
    let seconds = now.milliseconds / 1000
    let whole = told.filter { start in
      newest - start >= Self.bucket / 2 || seconds - start >= Self.overAfter
    }
    guard let last = whole.max(), newest - last < Self.silentAfter else { return nil }
    return values[metric]?[instance]?[last]
  }

  /// What a metric stood at in each minute, by the number of that since 1970.
  func byMinute(_ metric: String, _ instance: String) -> [Int64: Double] {
    Dictionary((values[metric]?[instance] ?? [:]).map { ($0.key / Self.bucket, $0.value) }) { $1 }
  }

  /// What a metric of some instances stood at in each minute that is over and that all of them tell of.
  func past(of metric: String, _ instances: [String], at now: Timestamp) -> [PastSpread] {
    spreads(of: instances.map { byMinute(metric, $0) }, at: now)
  }

  /// The minutes that are over and that each of `values` has.
  func spreads(of values: [[Int64: Double]], at now: Timestamp) -> [PastSpread] {
    past(at: now).compactMap { minute in
      SubtaskAggregate(values.map { $0[minute] }).map {
        PastSpread(at: Timestamp(milliseconds: minute * Self.bucket * 1000), spread: $0)
      }
    }
  }

  /// The minutes that something was told of and that are over, the earliest first.
  func past(at now: Timestamp) -> [Int64] {
    let last = (now.milliseconds / 1000 - (Self.overAfter - Self.bucket)) / Self.bucket
    return Set(buckets.values.joined().map { $0 / Self.bucket }).filter { $0 < last }.sorted()
  }

  /// Its last value, of whatever minute: right for what does not count.
  func last(_ metric: String, _ instance: String) -> Double? {
    values[metric]?[instance]?.max { $0.key < $1.key }?.value
  }

  /// Instances of which a metric is told.
  func instances(of metric: String) -> [String] { (values[metric] ?? [:]).keys.sorted() }
}

extension HeronRoute {
  /// So many seconds hold at least one minute that is over, however the clocks differ by a minute or so.
  private static let window: Int64 = 240
  /// What sparklines show.
  static let longWindow: Duration = .seconds(3600)
  /// What trackers keep.
  private static let longestWindow: Int64 = 10_800

  /// The minutes before `now`. The older name first: a modern tracker sends texts there, NaN among them, and by the newer one
  /// fails as a whole where one value is NaN.
  static func minutes(
    of component: String, _ metrics: [String], in topology: TopologyName, instances: [String] = [],
    at now: Timestamp, over span: Duration? = nil
  ) -> HeronRoute {
    let end = now.milliseconds / 1000
    let wanted = (span?.components.seconds ?? 0) + Self.window
    let window = min(max(Self.window, wanted), longestWindow)
    return HeronRoute(
      "/topologies/metricstimeline", of: topology,
      [("component", component), ("starttime", "\(end - window)"), ("endtime", "\(end)")]
        + metrics.map { ("metricname", $0) } + instances.map { ("instance", $0) },
      orElse: "/topologies/metrics/timeline")
  }

  /// The routes of `minutes`, for the list of what is harmless.
  static let minutePatterns = ["metricstimeline", "metrics/timeline"].map {
    "/topologies/\($0)?cluster&environ&topology&component&starttime&endtime&metricname&instance"
  }
}

extension HeronClient {
  /// The minutes of a component's metrics. A tracker with a newer library than it was made for fails where no instance is
  /// named; then all are.
  func minutes(
    of component: String, _ metrics: [String], in topology: TopologyName, instances: [String],
    over span: Duration? = nil
  ) async throws(SourceError) -> MinuteSeries {
    let now = now()
    do throws(SourceError) {
      return try await read(
        .minutes(of: component, metrics, in: topology, at: now, over: span),
        as: MinuteSeries.init(timeline:))
    } catch {
      guard case .server(_, let message) = error, message.contains("must assign iterable"),
        !instances.isEmpty
      else { throw error }
    }
    return try await read(
      .minutes(
        of: component, metrics, in: topology, instances: instances, at: now, over: span),
      as: MinuteSeries.init(timeline:))
  }
}
