/// How often a vertex failed lately, of a system whose vertices fail and go on: without the traces, which are for the screen
/// that shows them.
package struct VertexFailures: Hashable, Sendable {
  /// A failure that is told once however often it was.
  struct Spell: Hashable, Sendable {
    var count: Int
    /// The first and the last of them, on the clock of who tells.
    var firstAt: Timestamp
    var lastAt: Timestamp
  }

  var vertex: VertexID
  var spells: [Spell]
  /// Of the last one.
  var cause: String

  /// Those of each vertex that has failed at a time that is told, the one that failed last first, as `exceptions` has them.
  static func all(_ exceptions: JobExceptions) -> [VertexFailures] {
    var all: [VertexFailures] = []
    for entry in exceptions.entries {
      guard let vertex = entry.vertex, let lastAt = entry.at else { continue }
      let firstAt = min(lastAt, entry.firstAt ?? lastAt)
      let spell = Spell(count: max(1, entry.count), firstAt: firstAt, lastAt: lastAt)
      if let known = all.firstIndex(where: { $0.vertex == vertex }) {
        all[known].spells.append(spell)
      } else {
        all.append(VertexFailures(vertex: vertex, spells: [spell], cause: entry.cause))
      }
    }
    return all
  }
}
