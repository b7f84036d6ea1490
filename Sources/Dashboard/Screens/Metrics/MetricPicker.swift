import StreamModel
import TerminalUI

/// All metrics of one thing, to choose from by a few of their letters.
package struct MetricPicker: Hashable, Sendable {
  /// The thing and its parts, of which one is chosen from.
  var sources: [MetricSource]
  var part = 0
  var field = TextField()
  /// Among the matches.
  var cursor = 0
  var offset = 0
  /// Nil until the list has come.
  private(set) var index: FuzzyIndex?
  /// Places in the index, the best first.
  private(set) var matches: [Int] = []

  init(_ sources: [MetricSource]) { self.sources = sources }

  var source: MetricSource { sources[part] }

  /// The id under the cursor.
  var id: String? {
    guard let index, matches.indices.contains(cursor) else { return nil }
    return index.texts[matches[cursor]]
  }

  /// Takes the list as it is known now, and brings the window to the cursor.
  mutating func settle(_ ids: [String]?, height: Int) {
    if ids ?? [] != index?.texts ?? [] || (ids == nil) != (index == nil) {
      index = ids.map { FuzzyIndex($0) }
      matches = index?.search(field.text) ?? []
    }
    cursor = cursor.clamped(to: 0...max(0, matches.count - 1))
    offset = Scrolling.offset(
      selected: cursor, count: matches.count, height: height, current: offset)
  }

  /// Takes what was typed; false where the field had no room for all of it.
  mutating func apply(_ edit: TextField.Edit) -> Bool {
    let former = field.text
    let isWhole = field.apply(edit)
    guard field.text != former else { return isWhole }
    // Whatever has all letters of a longer text has those of its beginning.
    let isNarrower = !former.isEmpty && field.text.hasPrefix(former)
    matches = index?.search(field.text, among: isNarrower ? matches.sorted() : nil) ?? []
    (cursor, offset) = (0, 0)
    return isWhole
  }

  mutating func move(by step: Int) {
    cursor = (cursor + step).clamped(to: 0...max(0, matches.count - 1))
  }

  mutating func changePart(by step: Int) {
    part = (part + step + sources.count) % sources.count
    (index, matches, cursor, offset) = (nil, [], 0, 0)
  }
}

/// Where the parts of the picker lie.
struct PickerLayout {
  /// With its frame.
  var window: Rect
  /// The rows of ids.
  var list: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    window = size.columns < 120 ? body : body.inset(right: body.columns - 64)
    list = window.inset(left: 1, top: 3, right: 1, bottom: 1)
  }
}

extension OverlayKeys {
  /// The list of metrics. What is typed counts at once.
  static let picker = OverlayKeys(
    name: "the metrics",
    bindings: [
      OverlayBinding(
        keys: [.enter, .space], title: "add to the charts, or take away", footer: "add, take away"
      ) { state, _ in state.toggleMetric() },
      moving([.down], "down") { _ in 1 },
      moving([.up], "up") { _ in -1 },
      moving([.pageDown], "page down") { $0 },
      moving([.pageUp], "page up") { 0 - $0 },
      OverlayBinding(
        keys: [.tab], title: "next part: all subtasks, each of them, the JobManager's",
        footer: "part", isOffered: { $0.hasParts }
      ) { state, _ in
        state.inPicker { picker, _ in picker.changePart(by: 1) }
        return []
      },
      OverlayBinding(keys: [.backTab], title: "previous part") { state, _ in
        state.inPicker { picker, _ in picker.changePart(by: -1) }
        return []
      },
      OverlayBinding(
        keys: [.escape, .control("c")], title: "back to the charts", footer: "charts",
        isEnding: true
      ) { state, _ in
        state.overlay = nil
        return []
      },
    ]
  ) { state, pressed in
    if let edit = TextField.edit(for: pressed.key) { state.editPicker(edit) }
    return []
  }

  private static func moving(
    _ keys: [Key], _ title: String, _ step: @escaping @Sendable (_ height: Int) -> Int
  ) -> OverlayBinding {
    OverlayBinding(keys: keys, title: title) { state, _ in
      state.inPicker { picker, height in picker.move(by: step(max(1, height - 1))) }
      return []
    }
  }
}

extension DashboardState {
  fileprivate var hasParts: Bool {
    if case .picker(let picker) = overlay { picker.sources.count > 1 } else { false }
  }

  /// Does something in the picker, where it is open.
  mutating func inPicker(_ change: (inout MetricPicker, _ height: Int) -> Void) {
    guard case .picker(var picker) = overlay else { return }
    // Nothing else holds its list while it changes.
    overlay = nil
    let height = PickerLayout(size).list.rows
    change(&picker, height)
    picker.settle(cluster.answers[.metricIDs(picker.source)]?.value, height: height)
    overlay = .picker(picker)
  }

  mutating func editPicker(_ edit: TextField.Edit) {
    var edit = edit
    // No id that can be asked for has a blank in it worth typing, and a blank adds.
    if case .insert(let text) = edit { edit = .insert(text.filter { $0 != " " }) }
    var isWhole = true
    inPicker { picker, _ in isWhole = picker.apply(edit) }
    sayWhetherFull(!isWhole)
  }

  fileprivate mutating func toggleMetric() -> [Effect] {
    guard case .picker(let picker) = overlay, let id = picker.id else { return [] }
    guard !id.contains(",") else {
      say("An id with a comma can't be asked for: it would be taken for two.", .warning)
      return []
    }
    guard let place = context.place(of: picker.source) else { return [] }
    return carryOut(.board(.toggle(BoardChart(place, id, chosen: picker.source))))
  }
}
