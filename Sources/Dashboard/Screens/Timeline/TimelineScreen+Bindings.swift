import StreamModel
import TerminalUI

extension TimelineScreen {
  static let bindings: [Binding<TimelineScreen>] = [
    .opening("show the parts of what is under the cursor, or hide them"),
    Binding(
      "right", [.right, .character("l")], "open it; zoomed in: later", footer: "open", rank: 3,
      pace: .repeated,
      refusal: { screen, _ in
        screen.span == nil && !screen.canUnfold ? "There is nothing to open here." : nil
      }
    ) { screen, context in
      if screen.span == nil { screen.show(true) } else { screen.go(by: 0.25, in: context) }
      return []
    },
    Binding(
      "left", [.left, .character("h")], "close it; zoomed in: earlier", pace: .repeated
    ) { screen, context in
      if screen.span == nil { screen.show(false) } else { screen.go(by: -0.25, in: context) }
      return []
    },
    // In the place of the polling interval's keys.
    Binding(
      "zoom-in", [.character("+"), .character("=")], "see half as much time", footer: "zoom",
      group: .look, rank: 1, pace: .repeated, isThere: { _ in true }
    ) { screen, context in
      screen.zoom(by: 0.5, in: context)
      return []
    },
    Binding(
      "zoom-out", [.character("-")], "see twice as much time", group: .look, rank: 1,
      pace: .repeated, isThere: { _ in true }
    ) { screen, context in
      screen.zoom(by: 2, in: context)
      return []
    },
  ]

  /// The key that leads to it, with the vertex under the cursor opened where the screen is about vertices.
  static func opening<S: Screen>(from screen: S.Type) -> Binding<S> {
    Binding(
      "timeline", [.character("L")], "the timeline of the job", footer: "timeline", rank: 6,
      refusal: { screen, context in
        context.refusal(of: TimelineScreen.self)
          ?? (screen.job(in: context) == nil ? "Select a job first." : nil)
      }
    ) { screen, context in
      guard let job = screen.job(in: context) else { return [] }
      let vertex = S.sign.topic == .vertex ? screen.vertex(in: context) : nil
      screen.hold()
      return [.go(Place(TimelineScreen.self, vertex.map { .vertex(job, $0) } ?? .job(job)))]
    }
  }

  /// Shows the parts of the row under the cursor, or goes up to what it is a part of and hides them.
  private mutating func show(_ isShown: Bool) {
    guard var id = table.cursor, id.vertex != nil else { return }
    hold()
    if isShown {
      if id.attempt == nil { opened.insert(id) }
      return
    }
    if opened.remove(id) != nil { return }
    if id.attempt != nil { id.attempt = nil } else { id.subtask = nil }
    opened.remove(id)
    table.select(id)
  }

  /// True where the row under the cursor has parts that are not shown.
  private var canUnfold: Bool {
    table.cursor.map { $0.vertex != nil && $0.attempt == nil && !opened.contains($0) } ?? false
  }

  /// The shortest time that is worth a look.
  private static let shortest = Duration.milliseconds(50)

  private mutating func zoom(by factor: Double, in context: Context) {
    guard let whole = context.timelineWhole(of: job) else { return }
    hold()
    let seen = context.timelineWindow(of: self) ?? whole
    let wanted = seen.duration * factor
    guard wanted < whole.duration else { return (span, end) = (nil, nil) }
    span = max(Self.shortest, wanted)
    // What ends now goes on to; else the middle stays where it is.
    if end != nil { place(endingAt: seen.end.advanced(by: (wanted - seen.duration) / 2), whole) }
  }

  private mutating func go(by share: Double, in context: Context) {
    guard let whole = context.timelineWhole(of: job), let span else { return }
    hold()
    let seen = context.timelineWindow(of: self) ?? whole
    place(endingAt: seen.end.advanced(by: span * share), whole)
  }

  private mutating func place(endingAt time: Timestamp, _ whole: TimeWindow) {
    let earliest = whole.start.advanced(by: span ?? whole.duration)
    end = time >= whole.end ? nil : max(earliest, time)
  }
}

extension ContextReader {
  /// All of the time that there is something to tell of a job: to its end, or until now. Nil where nothing is known.
  func timelineWhole(of job: JobID) -> TimeWindow? {
    guard let model = cluster.job(job) else { return nil }
    let entered = model.detail?.value.stateEnteredAt ?? [:]
    let starts = [model.summary.value.startTime, entered.values.min()].compactMap(\.self)
    guard let start = starts.min() else { return nil }
    guard model.state.isTerminal else { return TimeWindow(from: start, to: timelineEnd(of: job)) }
    let ends = [model.summary.value.endTime, entered[model.state]].compactMap(\.self)
    return TimeWindow(from: start, to: ends.max() ?? timelineEnd(of: job))
  }

  /// The time that a timeline shows.
  func timelineWindow(of screen: TimelineScreen) -> TimeWindow? {
    guard let whole = timelineWhole(of: screen.job) else { return nil }
    guard let span = screen.span, span < whole.duration else { return whole }
    let end = min(screen.end ?? whole.end, whole.end)
    return TimeWindow(from: max(whole.start, end.advanced(by: .zero - span)), to: end)
  }
}
