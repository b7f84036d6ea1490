/// Where the threads of a vertex's subtasks were seen: stacks with how often each was.
package struct FlameGraph: Hashable, Sendable {
  /// Which samples are counted.
  package enum Threads: String, CaseIterable, Hashable, Sendable {
    /// All states.
    case full
    /// RUNNABLE and NEW: those that compute, or wait in native code for I/O.
    case onCPU = "on_cpu"
    /// BLOCKED, WAITING and TIMED_WAITING: those that wait for something.
    case offCPU = "off_cpu"
  }

  /// How far the JobManager is with it.
  package enum Standing: Hashable, Sendable {
    /// The question began the sampling, which takes some seconds.
    case waiting
    /// `rest.flamegraph.enabled` is false, as it is unless somebody sets it.
    case disabled
    /// The task has ended.
    case ended
    /// The last sample was taken at this time, on the JobManager's clock.
    case sampled(at: Timestamp)
  }

  /// A place in the stacks, before everything that was called from it.
  package struct Place: Hashable, Sendable {
    /// `org.apache.flink.runtime.taskmanager.Task.run:566`: class, method and line.
    package var name: String
    /// In how many samples it was seen.
    package var samples: Int
    /// 0 for what was called by none.
    package var depth: Int
    /// The place behind the last one that was called from it.
    package var end: Int

    package init(name: String, samples: Int, depth: Int, end: Int) {
      self.name = name
      self.samples = samples
      self.depth = depth
      self.end = end
    }
  }

  package var standing: Standing
  /// Samples in all.
  package var total: Int
  /// Callers before what they called, of one caller the most frequent first.
  package var places: [Place]
  /// There were more places than are kept.
  package var isCut: Bool

  package init(_ standing: Standing, total: Int = 0, places: [Place] = [], isCut: Bool = false) {
    self.standing = standing
    self.total = total
    self.places = places
    self.isCut = isCut
  }

  /// What was called from a place; from none with nil.
  package func children(of place: Int?) -> [Int] {
    let end = place.map { places[$0].end } ?? places.count
    var next = place.map { $0 + 1 } ?? 0
    var children: [Int] = []
    while next < end {
      children.append(next)
      next = max(next + 1, places[next].end)
    }
    return children
  }

  /// The caller of a place.
  package func parent(of place: Int) -> Int? {
    guard places[place].depth > 0 else { return nil }
    return places[..<place].lastIndex { $0.depth < places[place].depth }
  }

  /// Samples in which nothing was called from it.
  package func ownSamples(of place: Int) -> Int {
    places[place].samples - children(of: place).reduce(0) { $0 + places[$1].samples }
  }

  /// Samples whose stacks have such a place, each counted once.
  package func samples(where isMatch: (Place) -> Bool) -> Int {
    var sum = 0
    var index = 0
    while index < places.count {
      if isMatch(places[index]) {
        sum += places[index].samples
        index = max(index + 1, places[index].end)
      } else {
        index += 1
      }
    }
    return sum
  }
}

extension FlameGraph.Place {
  /// `Task.run`: the last part of the class, and the method.
  package var shortName: String {
    // Of native code in a profile: `JavaThread::thread_main_inner()`.
    if name.contains("::") { return name }
    let call = name.prefix { $0 != ":" }
    let parts = call.split(separator: ".")
    return parts.count > 1 ? parts.suffix(2).joined(separator: ".") : String(call)
  }
}
