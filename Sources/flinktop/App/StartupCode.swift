import Glibc

/// The pages of the program's own code. Most of those that are resident after the start were needed by it alone:
/// command line, terminal, protocol conformances.
enum StartupCode {
  /// Gives them back, some 4 MB. What runs again comes back from the file's cache.
  static func release() {
    guard let maps = TextFile.read("/proc/self/maps") else { return }
    for range in codeRanges(maps: maps, of: executablePath) {
      madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
    }
  }

  /// The ranges that `/proc/self/maps` gives for the unwritable code of a file. Such pages cannot differ from it.
  static func codeRanges(maps: String, of path: String) -> [Range<UInt>] {
    maps.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count == 6, fields[1] == "r-xp", fields[5] == path else { return nil }
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
  }

  private static var executablePath: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    return String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
