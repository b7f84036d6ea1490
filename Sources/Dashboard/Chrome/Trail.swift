import StreamModel
import TerminalUI

/// The bar of a screen that is about a job: where one is and how the job stands.
extension DashboardState {
  /// `prod-eu › orders › checkpoints › 77   RUNNING 3h   12k/s in`.
  func drawTrail(room: Int, in frame: inout Frame) {
    guard let job = visits.top.subject.job.flatMap({ cluster.job($0) }) else {
      frame.put(
        cluster.identity.name, column: 1, row: 0, limit: room, style: Style(.header),
        charset: settings.charset)
      return
    }
    var trail = trail(of: job, room: room)
    let lostAt = cluster.lostAt(job.id)
    let state =
      lostAt == nil
      ? Span(job.state.name, job.state.role, isBold: true) : Span("GONE", .critical, isBold: true)
    var pieces = [Span("   "), state]
    if let age = job.age(at: lostAt ?? knownAt) {
      pieces.append(Span(" \(Format.age(age))", .header))
    }
    for (rate, word) in [(job.recordsIn, "in"), (job.recordsOut, "out")] {
      guard let rate, job.state == .running, lostAt == nil,
        FigureAge(of: rate.receivedAt, at: now) != .expired
      else { continue }
      pieces.append(Span("   \(Format.count(rate.value.perSecond))/s \(word)", .header))
    }
    if let restarts = job.restartCount {
      pieces.append(Span("   restarts \(restarts)", restarts > 0 ? .warning : .header))
    }
    pieces.append(Span("   \(job.id.text.prefix(8))", .dim))
    var width = trail.reduce(0) { $0 + CellWidth.of($1.text) }
    for piece in pieces {
      width += CellWidth.of(piece.text)
      if width > room { break }
      trail.append(piece)
    }
    frame.put(trail, column: 1, row: 0, limit: room, charset: settings.charset)
  }

  /// The way one came: cluster, job, screens, and what is open. Without the cluster, then without the words for the
  /// screens, where room is short: what differs is told last.
  private func trail(of job: JobModel, room: Int) -> [Span] {
    let separator = settings.charset.isASCII ? " > " : " › "
    func spans(_ words: [String]) -> [Span] { words.map { Span(separator + $0, .header) } }
    // The job's name stands for the Job screen, and what is open for that of a subtask.
    let signs = visits.stack.dropFirst().map(\.sign).filter { $0.topic != .subtask }
    let names = signs.map(\.name).filter { $0 != JobScreen.sign.name }
    let open = visits.top.trail(in: context)
    let places = [names + open, names.suffix(1) + open, open].map(spans)
    func name(_ room: Int) -> Span {
      Span(
        CellWidth.truncate(job.shownName, to: room, isASCII: settings.charset.isASCII), .header,
        isBold: true)
    }
    let tag = clusterTag.flatMap { [$0, Span(" ", .header)] }
    let cluster = tag + [Span(cluster.identity.name, .header), Span(separator, .header)]
    let nameRoom = max(8, room / 2 - cluster.width)
    let whole = cluster + [name(nameRoom)] + places[0]
    if whole.width <= room { return whole }
    let least = min(CellWidth.of(job.shownName), 12) + tag.width
    let last = places.first { $0.width + least <= room } ?? []
    return tag + [name(max(1, room - last.width - tag.width))] + last
  }
}
