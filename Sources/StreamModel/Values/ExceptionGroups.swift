/// Failures of a job that have the same cause.
package struct ExceptionGroup: Hashable, Sendable {
  /// The cause without what changes from one time to the next: two groups of a job never have the same.
  package var key: String
  /// The last one.
  package var newest: JobException
  package var count: Int
  /// When the first and the last of them were; nil where no time is told.
  package var firstAt: Timestamp?
  package var lastAt: Timestamp?
  /// Tasks that failed, also together with another, each once, the latest first.
  package var tasks: [String]
  /// TaskManagers that they ran on, each once, the latest first.
  package var taskManagers: [TaskManagerID]

  fileprivate init(key: String, newest: JobException) {
    self.key = key
    self.newest = newest
    count = 0
    tasks = []
    taskManagers = []
  }

  fileprivate mutating func add(_ entry: JobException) {
    count += max(1, entry.count)
    for exception in [entry] + entry.concurrent {
      if let task = exception.task, !tasks.contains(task) { tasks.append(task) }
      if let id = exception.taskManager, !taskManagers.contains(id) { taskManagers.append(id) }
    }
    guard let at = entry.at else { return }
    let first = min(at, entry.firstAt ?? at)
    firstAt = firstAt.map { min($0, first) } ?? first
    lastAt = lastAt.map { max($0, at) } ?? at
  }
}

extension JobExceptions {
  /// The entries by cause: the class and the first line of the message, without numbers, ids and addresses. The group
  /// that failed last goes first.
  package var grouped: [ExceptionGroup] {
    var groups: [ExceptionGroup] = []
    var places: [String: Int] = [:]
    for entry in entries {
      let key = entry.cause.withoutParticulars
      let place = places[key] ?? groups.count
      if place == groups.count {
        places[key] = place
        groups.append(ExceptionGroup(key: key, newest: entry))
      }
      groups[place].add(entry)
    }
    return groups
  }
}

extension String {
  /// With `#` for whatever has a number in it: `payment 31` and `payment 7` are both `payment #`, and so are ids and
  /// addresses, `10.4.1.11:6122-749252`. Letters stay, as words and units do: `5000ms` is `#ms`.
  var withoutParticulars: String {
    let bytes = Array(utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let end = bytes.endOfWord(from: place)
      if end == place {
        result.append(bytes[place])
        place += 1
        continue
      }
      result.append(contentsOf: bytes[place..<end].withoutNumbers)
      place = end
    }
    return String(decoding: result.joiningNumbers, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Behind the letters and digits that begin at `place`, which is there where none do. An id of five groups of
  /// hexadecimal digits (8-4-4-4-12) is one word.
  fileprivate func endOfWord(from place: Int) -> Int {
    var end = place
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0, end < count, self[end] == UInt8(ascii: "-") { end += 1 }
      let digits = self[end...].prefix(length)
      guard digits.count == length, digits.allSatisfy(\.isHexDigit) else {
        return self[place...].firstIndex { !$0.isLetter && !$0.isDigit } ?? count
      }
      end += length
    }
    return end
  }

  /// One `#` for several with nothing but the signs of addresses and versions between them.
  fileprivate var joiningNumbers: [UInt8] {
    let number = UInt8(ascii: "#")
    var joined: [UInt8] = []
    joined.reserveCapacity(count)
    for byte in self {
      if byte == number, let last = joined.last {
        if last == number { continue }
        let isSign = ".:-/".utf8.contains(last)
        if isSign, joined.count > 1, joined[joined.count - 2] == number {
          joined.removeLast()
          continue
        }
      }
      joined.append(byte)
    }
    return joined
  }
}

extension ArraySlice<UInt8> {
  /// A word with `#` for each run of digits; all of it where it is an id or an address in memory.
  fileprivate var withoutNumbers: [UInt8] {
    let number = UInt8(ascii: "#")
    guard contains(where: \.isDigit) || count >= 8 else { return Array(self) }
    let isPointer = starts(with: "0x".utf8)
    if isPointer || (count >= 4 && allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "-") }) {
      return [number]
    }
    var kept: [UInt8] = []
    for byte in self {
      if !byte.isDigit {
        kept.append(byte)
      } else if kept.last != number {
        kept.append(number)
      }
    }
    return kept
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Of ASCII, or a part of any other character.
  fileprivate var isLetter: Bool {
    let lower = self | 0x20
    return self >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
  }

  fileprivate var isHexDigit: Bool {
    let lower = self | 0x20
    return isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower)
  }
}
