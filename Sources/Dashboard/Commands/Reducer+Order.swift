import StreamModel
import TerminalUI

/// The order of rows, by key and by click.
extension DashboardState {
  /// Sorts by the column to the left or right.
  mutating func changeSort(by step: Int) {
    switch screen {
    case .jobs:
      jobs.sort = jobs.sort.next(by: step, among: jobsLayout.sortableColumns)
      saySorted()
    case .job:
      guard let sort = job?.vertexSort, let columns = sortableVertexColumns else { return }
      job?.vertexSort = sort.next(by: step, among: columns)
      saySorted()
    case .checkpoints, .operations: break
    }
  }

  /// Asks for the column's name, with the command line begun; vertices go on to their next column.
  mutating func chooseSort() {
    if screen == .jobs {
      overlay = .commandLine(CommandLineState("sort "))
    } else {
      changeSort(by: 1)
    }
  }

  /// Sorts the jobs by a column, or turns the order around where it is this column's already.
  mutating func sort(by column: JobColumn) {
    jobs.isReversed = jobs.sort == column && !jobs.isReversed
    jobs.sort = column
    saySorted()
  }

  /// The same for the vertices of the open job.
  mutating func sort(by column: VertexColumn) {
    guard let screen = job else { return }
    job?.isReversed = screen.vertexSort == column && !screen.isReversed
    job?.vertexSort = column
    saySorted()
  }

  /// Turns the order around.
  mutating func reverseOrder() {
    switch screen {
    case .jobs: jobs.isReversed.toggle()
    case .job:
      guard sortableVertexColumns != nil else { return }
      job?.isReversed.toggle()
    case .checkpoints, .operations: return
    }
    saySorted()
  }

  /// Says what the rows of this screen are ordered by, as the column's head has it.
  mutating func saySorted() {
    func say(_ words: String, isReversed: Bool) {
      let text = words + (isReversed ? ", reversed" : "")
      // A head that ends in a full stop has the sentence's own.
      self.say(text.hasSuffix(".") ? text : text + ".")
    }
    switch screen {
    case .jobs: say("Sorted \(jobs.sort.orderWords)", isReversed: jobs.isReversed)
    case .job:
      guard let job else { return }
      say("Vertices \(job.vertexSort.orderWords)", isReversed: job.isReversed)
    case .checkpoints, .operations: break
    }
  }

  /// The columns that the vertices can be sorted by; nil, having said so, while they are not on the screen.
  private var sortableVertexColumns: [VertexColumn]? {
    mutating get {
      guard let rect = jobLayout.panes.first(where: { $0.pane == .vertices })?.rect else {
        say("Only the vertices have an order to change: Tab goes to them.")
        return nil
      }
      return VertexColumn.placed(inPane: rect, isHistory: isHistory).map(\.column).filter(
        \.isSortable)
    }
  }
}
