/// The lines between two neighbouring layers. Across the flow they run on tracks, and those of one vertex
/// (or into one) share a track, so that a fan is one line with branches.
///
/// No line may seem to go where it does not. So lines that share an end but not all ends part first and
/// join later: such a link passes the middle of the channel on a row of its own.
struct Channel {
  /// From an item's place across the flow to one in the next layer.
  struct Link: Hashable {
    var from: Int
    var to: Int
  }

  /// A turn: on `track` the line goes across to `to`.
  struct Bend: Hashable {
    var track: Int
    var to: Int
  }

  /// Where a net is tied to a row; `partner` is the net that goes on from there within the channel.
  struct Pin: Hashable {
    var row: Int
    var partner: Int?
  }

  /// Lines that are one: everything that enters may leave by any of its exits.
  struct Net: Hashable {
    var entries: [Pin]
    var exits: [Pin]

    var span: ClosedRange<Int> {
      var (low, high) = (Int.max, Int.min)
      for pin in entries { (low, high) = (min(low, pin.row), max(high, pin.row)) }
      for pin in exits { (low, high) = (min(low, pin.row), max(high, pin.row)) }
      return min(low, high)...high
    }
  }

  /// A net that a link goes through, and the row it leaves that by.
  private struct Hop {
    var net: Int
    var exit: Int
  }

  private(set) var trackCount = 0
  private var nets: [Net] = []
  private var paths: [Link: [Hop]] = [:]
  private var tracks: [Int?] = []
  private let entryRows: Set<Int>
  private let exitRows: Set<Int>
  private var middleRows: Set<Int> = []

  /// How often lines that could not be kept apart are led around.
  private static let maximumDetours = 16

  init(_ links: [Link]) {
    entryRows = Set(links.map(\.from))
    exitRows = Set(links.map(\.to))
    for group in Self.connected(links) { addNets(for: group) }
    var order = TrackOrder(nets)
    var detours = 0
    while detours < Self.maximumDetours, let (net, row) = order.conflict, addDetour(net, at: row) {
      order = TrackOrder(nets)
      detours += 1
    }
    (tracks, trackCount) = order.tracks()
  }

  /// The turns of a link on its way; none if it is straight.
  func bends(of link: Link) -> [Bend] {
    (paths[link] ?? []).compactMap { hop in
      tracks[hop.net].map { Bend(track: $0, to: hop.exit) }
    }
  }

  /// Links by the ends they share, directly or through others.
  private static func connected(_ links: [Link]) -> [[Link]] {
    var byFrom: [Int: [Link]] = [:]
    var byTo: [Int: [Link]] = [:]
    for link in links {
      byFrom[link.from, default: []].append(link)
      byTo[link.to, default: []].append(link)
    }
    var seen: Set<Link> = []
    var groups: [[Link]] = []
    for start in links where seen.insert(start).inserted {
      var group = [start]
      var next = 0
      while next < group.count {
        let link = group[next]
        for other in (byFrom[link.from] ?? []) + (byTo[link.to] ?? [])
        where seen.insert(other).inserted {
          group.append(other)
        }
        next += 1
      }
      groups.append(group.sorted { ($0.from, $0.to) < ($1.from, $1.to) })
    }
    return groups
  }

  private mutating func addNets(for links: [Link]) {
    let fanOut = Dictionary(grouping: links, by: \.from)
    let fanIn = Dictionary(grouping: links, by: \.to)
    if links.count == fanOut.count * fanIn.count {
      // All to all: one net is the truth.
      nets.append(
        Net(
          entries: fanOut.keys.sorted().map { Pin(row: $0) },
          exits: fanIn.keys.sorted().map { Pin(row: $0) }))
      for link in links { paths[link] = [Hop(net: nets.count - 1, exit: link.to)] }
      return
    }
    var leaving: [Int: Int] = [:]
    for from in fanOut.keys.sorted() where isFan(fanOut[from]) {
      leaving[from] = nets.count
      nets.append(Net(entries: [Pin(row: from)], exits: []))
    }
    var arriving: [Int: Int] = [:]
    for to in fanIn.keys.sorted() where isFan(fanIn[to]) {
      arriving[to] = nets.count
      nets.append(Net(entries: [], exits: [Pin(row: to)]))
    }
    // Straight ones first: their row is the one they have to have.
    for link in links.sorted(by: { abs($0.from - $0.to) < abs($1.from - $1.to) }) {
      switch (leaving[link.from], arriving[link.to]) {
      case (let first?, let second?):
        let row = middleRow(of: link)
        middleRows.insert(row)
        nets[first].exits.append(Pin(row: row, partner: second))
        nets[second].entries.append(Pin(row: row, partner: first))
        paths[link] = [Hop(net: first, exit: row), Hop(net: second, exit: link.to)]
      case (let first?, nil):
        nets[first].exits.append(Pin(row: link.to))
        paths[link] = [Hop(net: first, exit: link.to)]
      case (nil, let second?):
        nets[second].entries.append(Pin(row: link.from))
        paths[link] = [Hop(net: second, exit: link.to)]
      case (nil, nil):
        continue
      }
    }
  }

  private func isFan(_ links: [Link]?) -> Bool { (links?.count ?? 0) > 1 }

  /// A row for a link between the net it leaves by and the one it arrives by: straight on where that row is
  /// free on the other side, else the nearest free one.
  private func middleRow(of link: Link) -> Int {
    if link.from == link.to { return link.from }
    if !entryRows.contains(link.to), !middleRows.contains(link.to) { return link.to }
    if !exitRows.contains(link.from), !middleRows.contains(link.from) { return link.from }
    return freeRow(near: link.to, towards: link.from)
  }

  private func isFree(_ row: Int) -> Bool {
    !entryRows.contains(row) && !exitRows.contains(row) && !middleRows.contains(row)
  }

  private func freeRow(near row: Int, towards goal: Int) -> Int {
    let step = goal < row ? -1 : 1
    var candidate = row + step
    while candidate != goal {
      if isFree(candidate) { return candidate }
      candidate += step
    }
    var distance = 1
    while true {
      for candidate in [row - step * distance, goal + step * distance]
      where isFree(candidate) {
        return candidate
      }
      distance += 1
    }
  }

  /// Leads the exit of a net at a row over a free row, so that another net's entry there has its room.
  private mutating func addDetour(_ net: Int, at row: Int) -> Bool {
    guard let exit = nets[net].exits.firstIndex(where: { $0.row == row && $0.partner == nil })
    else {
      return false
    }
    let middle = freeRow(near: row, towards: nets[net].entries.first?.row ?? row)
    middleRows.insert(middle)
    nets[net].exits[exit] = Pin(row: middle, partner: nets.count)
    nets.append(Net(entries: [Pin(row: middle, partner: net)], exits: [Pin(row: row)]))
    for (link, hops) in paths where link.to == row && hops.last?.net == net {
      paths[link] =
        hops.dropLast() + [Hop(net: net, exit: middle), Hop(net: nets.count - 1, exit: row)]
    }
    return true
  }
}
