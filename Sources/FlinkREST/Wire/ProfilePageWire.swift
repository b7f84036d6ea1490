import StreamModel

extension FlameGraph {
  /// More than anybody looks at.
  private static let mostPlaces = 50_000
  /// Deeper than any stack that Flink's async-profiler keeps (2,048 by default).
  private static let deepest = 4096

  /// Reads the page that async-profiler 2.9, which Flink 1.19 to 2.3 bring, makes: a line
  /// `f(level,left,width,type,'title')` a frame, callers before what they called. Nil where there is none.
  init?(profilePage page: [UInt8]) {
    var frames: [ProfileFrame] = []
    var isCut = false
    for line in page.split(separator: UInt8(ascii: "\n")) where line.starts(with: [0x66, 0x28]) {
      guard let frame = ProfileFrame(line), frame.level < Self.deepest else { continue }
      if frames.count >= Self.mostPlaces {
        isCut = true
        break
      }
      frames.append(frame)
    }
    guard let first = frames.first, first.level == 0 else { return nil }
    self.init(
      .sampled(at: Timestamp(milliseconds: 0)), total: first.samples, isCut: isCut)
    places.reserveCapacity(frames.count)
    append(frames, in: frames.indices, depth: 0)
  }

  /// Those of `range` that nobody in it called, the most frequent first, each before what it called.
  private mutating func append(_ frames: [ProfileFrame], in range: Range<Int>, depth: Int) {
    // A stack of our own: stacks of a program may be thousands deep.
    var pending: [(range: Range<Int>, depth: Int, place: Int?)] = [(range, depth, nil)]
    while let next = pending.popLast() {
      if let place = next.place {
        places[place].end = places.count
        continue
      }
      let roots = Self.roots(of: frames, in: next.range)
      if roots.count == 1, let root = roots.first {
        let place = places.count
        let frame = frames[root.lowerBound]
        places.append(
          Place(name: frame.name, samples: frame.samples, depth: next.depth, end: place + 1))
        pending.append((0..<0, 0, place))
        if root.count > 1 {
          pending.append((root.lowerBound + 1..<root.upperBound, next.depth + 1, nil))
        }
      } else {
        let sorted = roots.sorted {
          (frames[$1.lowerBound].samples, $0.lowerBound)
            < (frames[$0.lowerBound].samples, $1.lowerBound)
        }
        for root in sorted.reversed() { pending.append((root, next.depth, nil)) }
      }
    }
  }

  /// Each with all that was called from it.
  private static func roots(of frames: [ProfileFrame], in range: Range<Int>) -> [Range<Int>] {
    var roots: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, frames[end].level > frames[start].level { end += 1 }
      roots.append(start..<end)
      start = end
    }
    return roots
  }
}

/// A line of the page.
private struct ProfileFrame {
  var level: Int
  var samples: Int
  var name: String

  /// Nil for what is none.
  init?(_ line: ArraySlice<UInt8>) {
    let parts = line.dropFirst(2).split(separator: UInt8(ascii: ","), maxSplits: 4)
    guard parts.count == 5, parts[4].first == UInt8(ascii: "'"),
      let end = parts[4].lastIndex(of: UInt8(ascii: "'")), end > parts[4].startIndex
    else { return nil }
    func number(_ index: Int) -> Int? { Int(String(decoding: parts[index], as: UTF8.self)) }
    guard let level = number(0), let samples = number(2), let type = number(3), level >= 0,
      (1...Int(Int32.max)).contains(samples)
    else { return nil }
    self.level = level
    self.samples = samples
    var title: [UInt8] = []
    var isEscaped = false
    for byte in parts[4][parts[4].startIndex + 1..<end] {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        // Java's, whether interpreted, compiled or inlined: `java/lang/Thread.run`.
        let isSlash = byte == UInt8(ascii: "/") && [0, 1, 2, 6].contains(type)
        title.append(isSlash ? UInt8(ascii: ".") : byte)
        isEscaped = false
      }
    }
    name = String(decoding: title, as: UTF8.self)
    // Where a lambda's class lies in memory: `Task$$Lambda$1.0x00007f0e946fe6a8.run`.
    if let address = name.firstRange(of: ".0x") {
      let end = name[address.upperBound...].firstIndex(of: ".") ?? name.endIndex
      name.removeSubrange(address.lowerBound..<end)
    }
  }
}
