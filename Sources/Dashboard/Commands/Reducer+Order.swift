import StreamModel
import TerminalUI

/// The order of rows, by key and by click.
extension DashboardState {
  /// Sorts by the column to the left or right of those on the screen. Where the rows come in an order of their own,
  /// that has its place before the first column.
  mutating func changeSort(by step: Int) {
    guard let list = sortableList else { return }
    let given: [String?] = list.givenOrder.isEmpty ? [] : [nil]
    let columns = given + list.sortable.map { $0.name as String? }
    guard !columns.isEmpty else { return }
    let place = columns.firstIndex(of: list.sort) ?? 0
    let next = ((place + step) % columns.count + columns.count) % columns.count
    inList(.sort(by: columns[next], isReversed: list.isReversed))
    saySorted()
  }

  /// Sorts by a column, or turns the order around where it is this column's already.
  mutating func sort(by column: ColumnHead) {
    guard let list, column.isSortable else { return }
    inList(.sort(by: column.name, isReversed: list.sort == column.name && !list.isReversed))
    saySorted()
  }

  /// Turns the order around.
  mutating func reverseOrder() {
    guard let list = sortableList else { return }
    inList(.sort(by: list.sort, isReversed: !list.isReversed))
    saySorted()
  }

  /// Says what the rows of this list are ordered by, as the column's head has it.
  mutating func saySorted() {
    guard let list else { return }
    let what = visits.isAtRoot ? "Sorted" : list.title
    let text = "\(what) \(list.orderWords)" + (list.isReversed ? ", reversed" : "")
    // A head that ends in a full stop has the sentence's own.
    say(text.hasSuffix(".") ? text : text + ".")
  }

  /// Sorts by the column of a typed word.
  mutating func sort(named word: String) {
    guard let list = sortableList else { return }
    let columns = list.heads.filter(\.isSortable)
    guard let column = columns.first(where: { $0.isCalled(word) }) else {
      refuse("No column '\(word)'", columns.map(\.word))
      return
    }
    inList(.sort(by: column.name, isReversed: list.isReversed))
    saySorted()
  }

  /// Leaves the named columns out, or takes them back in; without names shows all of them to choose from.
  mutating func toggleColumns(_ text: String) {
    guard let list = sortableList else { return }
    guard !text.isEmpty else {
      overlay = .columns(cursor: 0)
      return
    }
    let columns = list.heads.filter(\.canBeHidden)
    // A title may have blanks in it; a name has none.
    let isOne = columns.contains { $0.isCalled(text) }
    let words = isOne ? [text] : text.split { " ,".contains($0) }.map(String.init)
    var names: [String] = []
    for word in words {
      guard let column = columns.first(where: { $0.isCalled(word) }) else {
        refuse("No column '\(word)' to leave out", columns.map(\.name))
        return
      }
      names.append(column.name)
    }
    for name in names { inList(.toggle(column: name)) }
    let hidden = list.hidden.symmetricDifference(names)
    let titles = columns.filter { hidden.contains($0.name) }.map(\.word)
    say(titles.isEmpty ? "All columns are shown." : "Left out: \(titles.joined(separator: ", ")).")
  }

  /// That what has the keys is no list, where one was asked something.
  func noListText(_ what: String) -> String {
    visits.top.noList(in: context).map { "\($0.thing) has no \(what): \($0.way)." }
      ?? "There is no list here."
  }

  /// The list that has the keys; nil, having said so, where none has.
  private var sortableList: CurrentList? {
    mutating get {
      let list = list
      if list == nil { say(noListText("order to change")) }
      return list
    }
  }
}
