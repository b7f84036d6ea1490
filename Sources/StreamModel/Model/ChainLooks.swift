/// The operators of a chain, and which of their counters tell how many records each has taken.
struct ChainOperators: Hashable, Sendable {
  /// As they are shown.
  var names: [String]
  /// Of each, in the same order: `numRecordsIn`, of a source `numRecordsOut`, as what a source reads is not counted.
  var metrics: [String]

  /// Nil where the chain has branches, where two of its operators have the same name, and where one has no counter (yet):
  /// `ids` are those of the vertex.
  init?(of vertex: Vertex, among ids: [String]) {
    guard let operators = vertex.operators else { return nil }
    let first = Self.asInMetrics(operators[0])
    var byOperator: [String: String] = [:]
    for id in ids where id.hasSuffix(".numRecordsIn") || id.hasSuffix(".numRecordsOut") {
      guard let dot = id.lastIndex(of: ".") else { continue }
      let name = Self.asInMetrics(id[..<dot])
      let isFirstOfSource = vertex.isSource && name == first
      if id[dot...] == (isFirstOfSource ? ".numRecordsOut" : ".numRecordsIn") {
        byOperator[name] = id
      }
    }
    let keys = operators.map { Self.asInMetrics($0) }
    let metrics = keys.compactMap { byOperator[$0] }
    guard metrics.count == keys.count, Set(keys).count == keys.count else { return nil }
    names = operators.map(Vertex.withoutArguments)
    self.metrics = metrics
  }

  /// Flink cuts the name of an operator in its metrics to 80 characters, and writes what is no letter and no digit as `_`.
  private static func asInMetrics(_ name: Substring) -> String {
    let units = name.utf16.prefix(80).map { unit -> UInt8 in
      switch unit {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: UInt8(unit)
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: units, as: UTF8.self)
  }
}

/// Where in a chain its records stand: how many an operator has taken that the next one has not. A thread that is busy all the
/// time is mostly found in the operator that takes the time, so that each look at the counters of a subtask, which are those
/// of one moment, is a look at its stack.
///
/// It holds only for operators that make one record of one, which shows in the counters, and for records that take some
/// milliseconds, as the counters are read one after the other.
package struct ChainLooks: Sendable {
  /// Where the time goes.
  enum Place: Hashable {
    /// To that operator: records stood in it in so many of the looks, of more than one subtask or of one. Of one alone an operator
    /// may have kept a record for itself once, which looks the same.
    case inside(String, seen: Int, of: Int, isOne: Bool)
    /// To the last one or to what none of them does, as no record stood in those before in so many looks.
    case last(String, of: Int)
    /// To the source or the last one.
    case ends(String, String, of: Int)
  }

  /// One subtask at one moment.
  private struct Look: Sendable {
    var at: Timestamp
    var subtask: Int
    /// Records that the first operator has taken.
    var taken: Double
    /// It was busy all the time then, as far as is known.
    var isAtLimit: Bool
    /// Whether a record stands in each operator but the last; nil of those that do not make one of one.
    var stands: [Bool?]
  }

  private static let moments = 6
  private static let fewestLooks = 4
  /// Two readings closer than this may be of one step of the metrics.
  private static let spacing: Duration = .seconds(8)
  /// Records per second: above it too many pass while the counters are read.
  private static let fastest = 100.0
  private static let most = 0.8
  private static let few = 0.2

  private var operators: ChainOperators?
  private var times: [Timestamp] = []
  private var looks: [Look] = []

  /// Takes in what the operators of some subtasks have taken, by `0.enrich.numRecordsIn`; `hot` are those that are busy all the
  /// time, where that is known.
  mutating func take(
    _ figures: [String: Double], of operators: ChainOperators, parallelism: Int,
    hot: Set<Int>? = nil, at now: Timestamp
  ) {
    if operators != self.operators {
      self = ChainLooks()
      self.operators = operators
    }
    if let last = times.last, now.since(last) < Self.spacing { return }
    let fresh = (0..<parallelism).compactMap { subtask -> Look? in
      let taken = operators.metrics.compactMap { figures["\(subtask).\($0)"] }
      guard taken.count == operators.metrics.count else { return nil }
      let stands = zip(taken, taken.dropFirst()).map { before, after -> Bool? in
        abs(before - after) <= 1 ? before > after : nil
      }
      let isAtLimit = hot?.contains(subtask) ?? true
      return Look(
        at: now, subtask: subtask, taken: taken[0], isAtLimit: isAtLimit, stands: stands)
    }
    guard !fresh.isEmpty else { return }
    times.append(now)
    looks += fresh
    guard times.count > Self.moments else { return }
    times.removeFirst()
    looks.removeAll { $0.at < times[0] }
  }

  /// Where the time goes of subtasks that are busy all of it, as far as the looks since then tell.
  func place(of subtasks: [Int], isSource: Bool, since: Timestamp) -> Place? {
    let subtasks = Set(subtasks)
    let looks = looks.filter {
      $0.at >= since && $0.isAtLimit && subtasks.contains($0.subtask)
    }
    guard Set(looks.map(\.at)).count > 1, looks.count >= Self.fewestLooks else { return nil }
    for (_, own) in Dictionary(grouping: looks, by: \.subtask) {
      guard let first = own.first, let last = own.last else { continue }
      let passed = last.taken - first.taken
      let most = Self.fastest * last.at.since(first.at).inSeconds
      guard passed >= 0, passed <= most else { return nil }
    }
    let isOne = Set(looks.map(\.subtask)).count == 1
    return place(of: looks.map(\.stands), isOne: isOne, isSource: isSource)
  }

  /// The same of a subtask that hangs: its counters stand still, so that one look tells.
  func place(ofHanging subtask: Int, isSource: Bool, since: Timestamp) -> Place? {
    guard let look = looks.last(where: { $0.subtask == subtask }), look.at >= since else {
      return nil
    }
    return place(of: [look.stands], isOne: true, isSource: isSource)
  }

  private func place(of looks: [[Bool?]], isOne: Bool, isSource: Bool) -> Place? {
    guard let names = operators?.names, let first = names.first, let last = names.last else {
      return nil
    }
    let total = looks.count
    // Of one that made more or fewer records of some nothing is told.
    let sums = (0..<(names.count - 1)).map { index -> Int? in
      looks.allSatisfy { $0[index] != nil } ? looks.count { $0[index] == true } : nil
    }
    let known = sums.compactMap(\.self).reduce(0, +)
    guard Double(known) <= Double(total) * (1 + Self.few) else { return nil }
    if let index = sums.firstIndex(where: { Double($0 ?? 0) >= Double(total) * Self.most }) {
      return .inside(names[index], seen: sums[index] ?? 0, of: total, isOne: isOne)
    }
    guard !sums.contains(nil), Double(known) <= Double(total) * Self.few else { return nil }
    return isSource ? .ends(first, last, of: total) : .last(last, of: total)
  }
}

extension ChainLooks.Place {
  /// `; the time goes to enrich: records stood there in 8 of 8 looks`.
  var words: String {
    switch self {
    case .inside(let name, let seen, let total, let isOne):
      "; the time \(isOne ? "probably " : "")goes to \(name): records stood there in \(seen) of "
        + "\(total) looks"
    case .last(let name, let total):
      "; the time goes to \(name) (or to input and timers): no record stood before it in \(total) "
        + "looks"
    case .ends(let first, let last, let total):
      "; the time goes to \(first) or to \(last): no record stood between them in \(total) looks"
    }
  }

  /// `; by its counters a record stands in enrich`, of one that hangs.
  var wordsOfHang: String {
    switch self {
    case .inside(let name, _, _, _): "; by its counters a record stands in \(name)"
    case .last(let name, _): "; by its counters no record stands before \(name)"
    case .ends(let first, let last, _):
      "; by its counters no record stands between \(first) and \(last)"
    }
  }
}
