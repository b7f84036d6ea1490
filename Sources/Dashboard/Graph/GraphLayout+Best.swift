package import TerminalUI

extension GraphLayout {
  /// The most telling layout that fits: much in the boxes before little, left to right before top to
  /// bottom, names in full before names cut. If none fits, the compact one that is least too large.
  ///
  /// No box holds more than `largest` says, however much room there is.
  package static func best(
    for model: GraphModel, in pane: Size, largest: GraphZoom = .normal
  ) -> GraphLayout {
    let parts = LayeredGraph.parts(of: model)
    var smallest: GraphLayout?
    for zoom in GraphZoom.allCases.reversed() where zoom <= largest {
      for orientation in GraphOrientation.allCases {
        for limit in [labelLimit, shortLabelLimit] {
          let metrics = GraphMetrics(orientation: orientation, zoom: zoom, labelLimit: limit)
          let isLast = zoom == .compact && limit == shortLabelLimit
          if !isLast, !mayFit(parts, model, metrics, pane) { continue }
          let layout = GraphLayout(model, parts: parts, metrics: metrics)
          if layout.excess(over: pane) == 0 { return layout }
          if isLast, layout.excess(over: pane) < smallest?.excess(over: pane) ?? Int.max {
            smallest = layout
          }
        }
      }
    }
    return smallest ?? GraphLayout(model, zoom: .compact)
  }

  /// Screens to pan over beyond the first, in percent.
  private func excess(over pane: Size) -> Int {
    max(0, size.columns - pane.columns) * 100 / max(1, pane.columns)
      + max(0, size.rows - pane.rows) * 100 / max(1, pane.rows)
  }

  /// False if the boxes alone are too much.
  private static func mayFit(
    _ parts: [LayeredGraph], _ model: GraphModel, _ metrics: GraphMetrics, _ pane: Size
  ) -> Bool {
    for part in parts {
      var along = 0
      for layer in part.layers {
        var (longest, across) = (0, 0)
        for size in layer.compactMap({ part.nodes[$0] }).map({ model.nodes[$0].label })
          .map(metrics.boxSize(label:))
        {
          longest = max(longest, metrics.along(size))
          across += metrics.across(size)
        }
        along += longest + metrics.channelLead + metrics.channelTail
        if across > metrics.across(pane) { return false }
      }
      if along - metrics.channelLead - metrics.channelTail > metrics.along(pane) { return false }
    }
    return true
  }
}
