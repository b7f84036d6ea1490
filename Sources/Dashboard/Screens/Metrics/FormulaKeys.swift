import StreamModel
import TerminalUI

extension OverlayKeys {
  /// An expression that is typed.
  static let formula = OverlayKeys(
    name: "an expression",
    bindings: [
      OverlayBinding(keys: [.enter], title: "chart it", footer: "chart") { state, pressed in
        state.enterFormula(pressed)
      },
      OverlayBinding(
        keys: [.tab], title: "put in what is marked in the list", footer: "complete"
      ) { state, _ in
        guard case .formula(var entry) = state.overlay else { return [] }
        entry.complete(in: state.context)
        entry.isRefused = false
        state.overlay = .formula(entry)
        return []
      },
      moving([.down], "down") { _ in 1 },
      moving([.up], "up") { _ in -1 },
      moving([.pageDown], "page down") { $0 },
      moving([.pageUp], "page up") { 0 - $0 },
      OverlayBinding(
        keys: [.escape, .control("c")], title: "back to the charts", footer: "charts",
        isEnding: true
      ) { state, _ in
        state.overlay = nil
        return []
      },
    ]
  ) { state, pressed in
    if case .formula(let entry) = state.overlay, let edit = TextField.edit(for: pressed.key) {
      state.editFormula(entry, edit)
    }
    return []
  }

  private static func moving(
    _ keys: [Key], _ title: String, _ step: @escaping @Sendable (_ height: Int) -> Int
  ) -> OverlayBinding {
    OverlayBinding(keys: keys, title: title) { state, _ in
      guard case .formula(var entry) = state.overlay else { return [] }
      let height = FormulaLayout(state.size).list.rows
      let count = entry.suggestions(in: state.context).rows.count
      entry.cursor = (entry.cursor + step(max(1, height - 1))).clamped(to: 0...max(0, count - 1))
      entry.offset = Scrolling.offset(
        selected: entry.cursor, count: count, height: height, current: entry.offset)
      state.overlay = .formula(entry)
      return []
    }
  }
}

extension DashboardState {
  mutating func editFormula(_ entry: FormulaEntry, _ edit: TextField.Edit) {
    var entry = entry
    sayWhetherFull(!entry.field.apply(edit))
    (entry.cursor, entry.offset, entry.isRefused) = (0, 0, false)
    overlay = .formula(entry)
  }

  fileprivate mutating func enterFormula(_ pressed: OverlayKey) -> [Effect] {
    guard case .formula(var entry) = overlay else { return [] }
    guard pressed.isAlone else {
      sayOfInput("Too quick: read, then press Enter.")
      return []
    }
    guard case .success(var formula) = entry.formula else {
      entry.isRefused = true
      overlay = .formula(entry)
      return []
    }
    if let place = entry.place, context.board.charts.indices.contains(place) {
      let former = context.board.charts[place]
      formula.isPinned = former.isPinned
      formula.isColumn = formula.name != nil && former.formula?.isColumn == true
    }
    let former = context.board.charts
    let effects = changeBoard(.write(formula, at: entry.place))
    // A board that is full keeps what was typed.
    if context.board.charts != former || entry.place != nil { overlay = nil }
    return effects
  }

  /// Works the expressions out anew where what they are made from may have changed.
  mutating func settleFormulas() {
    let state = FormulaState(
      cluster: shownCluster, at: cluster.lastAnswerAt, window: context.board.window,
      charts: context.board.charts.compactMap(\.formula))
    guard context.board.formulasOf != state else { return }
    context.board.formulasOf = state
    context.updateFormulas()
    guard let crossing = context.updateCrossings(), !(visits.top is MetricsScreen) else { return }
    say(crossing, .warning)
  }
}

/// What expressions were worked out of.
struct FormulaState: Hashable, Sendable {
  var cluster: ClusterID
  /// When the last answer came.
  var at: Timestamp?
  var window: ChartWindow
  var charts: [FormulaChart]
}
