import StreamModel
import TerminalUI

extension JobRow {
  /// What a column orders this row by; `rank` is the job's place from the worst on.
  func sortKey(_ column: JobColumn, rank: Int?) -> SortKey {
    switch column {
    case .health: return .number(rank.map { -Double($0) })
    case .name: return .text(job.name.lowercased())
    case .state: return .text(lostAt == nil ? job.state.name : "GONE")
    case .uptime: return age(job.age(at: lostAt ?? now))
    case .tasks: return .number(Double(job.summary.value.tasks.total))
    case .restarts: return .number(job.restartCount.map(Double.init))
    case .recordsIn: return key(shown(job.recordsIn)?.perSecond, Format.count)
    case .recordsOut, .trend: return key(shown(job.recordsOut)?.perSecond, Format.count)
    case .busiest, .busy: return key(shown(job.busiest)?.ratio.value, Format.percent)
    case .backpressure: return key(shown(job.mostBackpressured)?.ratio.value, Format.percent)
    case .lag, .lagTrend:
      return key(shown(job.watermarkLag)?.inSeconds) { Format.duration(seconds: $0) }
    case .checkpoint: return age(shownCheckpointAge)
    case .size:
      let size = job.lastCompletedCheckpoint?.stateSize
      return key(size.map { Double($0.bytes) }, Format.bytes)
    }
  }

  private func key(_ value: Double?, _ text: (Double) -> String) -> SortKey {
    .number(value, shown: value.map(text))
  }

  private func age(_ age: Duration?) -> SortKey {
    .number(age?.inSeconds, shown: age.map { Format.age($0) })
  }

  /// A figure, unless its cell is `-`.
  private func shown<Value>(_ figure: Observed<Value>?) -> Value? {
    lostAt == nil ? job.shown(figure, at: now) : nil
  }

  private var shownCheckpointAge: Duration? {
    guard !job.hasNoCheckpoints, let log = job.checkpoints,
      job.state.isTerminal || FigureAge(of: log.latest.receivedAt, at: now) != .expired
    else { return nil }
    return job.lastCompletedCheckpointAge(at: knownAt ?? now)
  }
}

extension VertexRow {
  /// What a column orders this row by. The order of the pane itself only breaks ties.
  func sortKey(_ column: VertexColumn) -> SortKey {
    switch column {
    case .busy: return share(pressure?.busy)
    case .backpressure: return share(pressure?.backpressured)
    case .severity, .bar:
      let busy = pressure?.busy?.value
      guard busy != nil || pressure?.backpressured != nil || isCulprit || vertex.state == .failed
      else { return .number(nil) }
      let worst = max(busy ?? 0, (pressure?.backpressured?.value ?? 0) * 0.99)
      return .number(worst + (isCulprit ? 10 : 0) + (vertex.state == .failed ? 20 : 0))
    case .name: return .text(vertex.name.lowercased())
    case .parallelism: return .number(vertex.parallelism.map(Double.init))
    case .recordsIn: return rate(vertex.isSource ? nil : model?.recordsIn)
    case .recordsOut, .trend: return rate(model?.recordsOut)
    case .skew: return .number(pressure == nil ? nil : model?.skewPercent)
    }
  }

  private func share(_ ratio: Ratio?) -> SortKey {
    .number(ratio?.value, shown: ratio.map { Format.percent($0.value) })
  }

  private func rate(_ rate: Observed<Rate>?) -> SortKey {
    let shown = job.shown(rate, at: now)?.perSecond
    return .number(shown, shown: shown.map { Format.count($0) })
  }
}
