import StreamModel
import TerminalUI

/// How a stretch of a bar looks: one for each kind of state.
enum TimelineLook: CaseIterable {
  case waiting, deploying, initializing, running, finished, failed, canceled
  /// It was over before what is told begins: the cluster keeps only the last time of each state.
  case earlier

  init(_ state: TaskState) {
    self =
      switch state {
      case .created, .scheduled, .reconciling, .other: .waiting
      case .deploying: .deploying
      case .initializing: .initializing
      case .running: .running
      case .finished: .finished
      case .failed: .failed
      case .canceling, .canceled: .canceled
      }
  }

  init(_ state: JobState) {
    self =
      switch state {
      case .initializing, .created, .suspended, .reconciling, .other: .waiting
      case .restarting, .failing: .deploying
      case .running: .running
      case .finished: .finished
      case .failed: .failed
      case .cancelling, .canceled: .canceled
      }
  }

  var role: Role {
    switch self {
    case .waiting, .earlier: .dim
    case .deploying: .warning
    case .initializing: .accent
    case .running: .good
    case .finished: .graph
    case .failed: .critical
    case .canceled: .idle
    }
  }

  func fill(_ charset: Charset) -> Character {
    if charset.isASCII {
      return switch self {
      case .waiting: "."
      case .deploying: ":"
      case .initializing: "+"
      case .running: "="
      case .finished: "#"
      case .failed: "x"
      case .canceled: "/"
      case .earlier: "~"
      }
    }
    return switch self {
    case .waiting: "·"
    case .deploying: "░"
    case .initializing: "▒"
    case .running: "█"
    case .finished: "▓"
    case .failed: charset.failed
    case .canceled: "╱"
    case .earlier: "┄"
    }
  }

  /// What the legend says of it.
  var word: String {
    switch self {
    case .waiting: "waits"
    case .deploying: "deploys, restarts"
    case .initializing: "initializes"
    case .running: "runs"
    case .finished: "finished"
    case .failed: "failed"
    case .canceled: "canceled"
    case .earlier: "ran before"
    }
  }
}

extension TimelineLook {
  /// The same in fewer cells.
  var shortWord: String {
    switch self {
    case .deploying: "deploys"
    case .initializing: "starts"
    case .earlier: "before"
    default: word
    }
  }

  /// What the bars mean in one line: in whole words, in short ones, else without blanks between them.
  static func legend(width: Int, _ charset: Charset) -> [Span] {
    func line(_ word: (TimelineLook) -> String, gap: String) -> [Span] {
      allCases.flatMap { look in
        let blank = look == allCases.last ? "" : gap
        return [
          Span(String(look.fill(charset)), look.role), Span(" \(word(look))\(blank)", .dim),
        ]
      }
    }
    return [
      line(\.word, gap: "  "), line(\.shortWord, gap: "  "), line(\.shortWord, gap: " "),
    ].first(width: width)
  }
}

/// A stretch of a bar.
struct TimelineSegment: Hashable {
  var look: TimelineLook
  var from: Timestamp
  var to: Timestamp
}

extension TimelineSegment {
  /// The stretches of a task: each state to the next, the last to `now`, and its end as a moment.
  static func all(of times: StateTimes, now: Timestamp) -> [TimelineSegment] {
    times.entries.indices.map { index in
      let entry = times.entries[index]
      let next = times.entries.indices.contains(index + 1) ? times.entries[index + 1].at : now
      let end = entry.state.isTerminal ? entry.at : next
      return TimelineSegment(
        look: TimelineLook(entry.state), from: entry.at, to: max(entry.at, end))
    }
  }

  /// The stretches of a job. Of each state only its last time is told: where a job began to run anew, what lies before
  /// that has no times of its own, save that it ran.
  static func all(
    of states: [JobState: Timestamp], failures: [Timestamp] = [], now: Timestamp
  ) -> [TimelineSegment] {
    let entries = states.sorted {
      $0.value == $1.value ? $0.key.order < $1.key.order : $0.value < $1.value
    }
    return entries.indices.map { index in
      let (state, at) = entries[index]
      let next = entries.indices.contains(index + 1) ? entries[index + 1] : nil
      guard !state.isTerminal else {
        return TimelineSegment(look: TimelineLook(state), from: at, to: at)
      }
      // From being created nothing leads to a restart but running, and what failed in between ran.
      let hasFailed = next.map { next in failures.contains { (at..<next.value).contains($0) } }
      let hasRun =
        !(state == .running || state == .failing || state == .restarting)
        && (next?.key == .restarting || next?.key == .failing || hasFailed == true)
      return TimelineSegment(
        look: hasRun ? .earlier : TimelineLook(state), from: at, to: max(at, next?.value ?? now))
    }
  }
}

extension JobState {
  /// In the order that a job goes through them, for two that have one time.
  fileprivate var order: Int {
    switch self {
    case .initializing: 0
    case .created: 1
    case .failing: 2
    case .restarting: 3
    case .running: 4
    case .cancelling: 5
    default: 6
    }
  }
}
