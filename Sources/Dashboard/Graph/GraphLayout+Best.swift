package import TerminalUI

extension GraphLayout {
  /// The most telling layout that fits: much in the boxes before little, left to right before top to
  /// bottom, figures with their word before figures alone, names in full before names cut. If none fits, the one of
  /// a line a box that is least too large: it has to be panned over anyway, so it keeps its figures.
  package static func best(for model: GraphModel, in pane: Size) -> GraphLayout {
    let parts = LayeredGraph.parts(of: model)
    for zoom in GraphZoom.allCases.reversed() {
      for orientation in GraphOrientation.allCases {
        for (label, figure) in limits(of: zoom) {
          let metrics = GraphMetrics(
            orientation: orientation, zoom: zoom, labelLimit: label, figureColumns: figure)
          if !mayFit(parts, model, metrics, pane) { continue }
          let layout = GraphLayout(model, parts: parts, metrics: metrics)
          if layout.excess(over: pane) == 0 { return layout }
        }
      }
    }
    let large = GraphOrientation.allCases.map { orientation in
      GraphLayout(
        model, parts: parts,
        metrics: GraphMetrics(
          orientation: orientation, zoom: .line, labelLimit: shortLabelLimit,
          figureColumns: shortFigureColumns))
    }
    return large.min { $0.excess(over: pane) < $1.excess(over: pane) }
      ?? GraphLayout(model, zoom: .line)
  }

  /// What names and figures may take, the most first.
  private static func limits(of zoom: GraphZoom) -> [(label: Int, figure: Int)] {
    switch zoom {
    case .normal, .compact: [(labelLimit, figureColumns), (shortLabelLimit, figureColumns)]
    case .brief, .line:
      [
        (labelLimit, figureColumns), (labelLimit, briefFigureColumns),
        (labelLimit, shortFigureColumns), (shortLabelLimit, shortFigureColumns),
      ]
    }
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
