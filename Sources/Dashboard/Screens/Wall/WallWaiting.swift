import StreamModel
import TerminalUI

extension ScreenPicture<WallScreen> {
  /// The wall before the first list of jobs: what it waits for, why that does not come, and what will be here, spread
  /// over the room there is.
  func drawWaiting(row: Int, end: Int, in frame: inout Frame) {
    let blocks = waitingBlocks.map { block in
      (
        role: block.role,
        lines: block.texts.flatMap {
          Wrapping.lines($0, width: size.columns - 4, isASCII: settings.charset.isASCII)
        }
      )
    }
    let used = blocks.reduce(0) { $0 + $1.lines.count }
    let gap = max(0, (end - row - used) / (blocks.count + 1))
    var row = row
    for (role, lines) in blocks {
      row += gap
      for line in lines where row < end {
        frame.put(line, column: 2, row: row, style: Style(role, isBold: role == .critical))
        row += 1
      }
    }
  }

  private var waitingBlocks: [(role: Role, texts: [String])] {
    let endpoint = cluster.identity.endpoint
    let error = cluster.connection.error.map { "\(text($0))." }
    let wait = cluster.polling.nextTryAt.map { max(.zero, $0.since(now)) }
    let next =
      wait.map { $0 < .seconds(1) ? "Trying again now." : "Trying again in \(Format.age($0))." }
      ?? "Asking every \(Format.interval(cluster.polling.interval))."
    return [
      error.map { (.critical, [$0]) }
        ?? (.text, ["Waiting for the list of jobs of \(endpoint)."]),
      (.text, error == nil ? [next] : ["No data yet of \(endpoint).", next]),
      (
        .dim,
        [
          "Here will be the job that needs somebody most, with what is wrong and since when; "
            + "all jobs where none does."
        ]
      ),
    ]
  }
}
