import TerminalUI

/// Which way data flows in the picture.
package enum GraphOrientation: Hashable, Sendable, CaseIterable {
  case leftToRight
  case topToBottom
}

/// How much a box holds, from least to most.
package enum GraphZoom: Hashable, Sendable, CaseIterable {
  /// The name, without a frame.
  case compact
  /// The name and a short figure, without a frame.
  case line
  /// A frame of three rows: the name and a short figure.
  case brief
  /// A frame of four rows: the name, and a line of figures below it.
  case normal

  /// True if boxes have frames.
  package var isFramed: Bool { self == .brief || self == .normal }
}

/// The measures of a picture: what a box takes, and how far things keep from each other. "Along" is the
/// direction of the flow, "across" the other one.
struct GraphMetrics: Hashable {
  let orientation: GraphOrientation
  let zoom: GraphZoom
  /// A longer name is cut.
  let labelLimit: Int
  /// What a figure beside the name may take, kept whether or not there is one, so that boxes never change size.
  let figureColumns: Int

  /// Room for `busy 100%  999k`, kept in the same way.
  static let detailColumns = 16

  /// The box that a name needs.
  func boxSize(label: String) -> Size {
    let name = min(max(1, CellWidth.of(label)), labelLimit)
    return switch zoom {
    case .compact: Size(columns: name + 2, rows: 1)
    case .line: Size(columns: name + 1 + figureColumns + 2, rows: 1)
    case .brief: Size(columns: name + 1 + figureColumns + 2, rows: 3)
    case .normal: Size(columns: max(name, Self.detailColumns) + 2, rows: 4)
    }
  }

  /// The extent in the direction of the flow.
  func along(_ size: Size) -> Int {
    orientation == .leftToRight ? size.columns : size.rows
  }

  /// The extent across the flow.
  func across(_ size: Size) -> Int {
    orientation == .leftToRight ? size.rows : size.columns
  }

  /// Cells of a box before the one across the flow that its lines are tied to.
  func port(_ size: Size) -> Int {
    switch (orientation, zoom) {
    case (.topToBottom, _): size.columns / 2
    case (.leftToRight, .compact), (.leftToRight, .line): 0
    case (.leftToRight, .brief), (.leftToRight, .normal): 1
    }
  }

  /// Free cells across the flow between two neighbours of a layer; a way point is a line that passes.
  func gap(isBox: Bool, beforeBox: Bool) -> Int {
    switch (orientation, isBox, beforeBox) {
    case (.leftToRight, true, true): zoom == .normal ? 1 : 0
    case (.leftToRight, false, false): 0
    case (.leftToRight, _, _): zoom.isFramed ? 1 : 0
    case (.topToBottom, true, true): 2
    case (.topToBottom, _, _): 1
    }
  }

  /// Between parts of the graph that nothing joins.
  var partGap: Int { orientation == .leftToRight ? 1 : 3 }

  /// Between a layer and the first track of the channel after it.
  var channelLead: Int { orientation == .leftToRight ? 1 : 0 }

  /// After the last track: the arrow, and before it a piece of line where columns allow for it.
  var channelTail: Int { orientation == .leftToRight ? 2 : 1 }
}
