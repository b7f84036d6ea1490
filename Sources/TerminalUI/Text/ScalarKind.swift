/// What a scalar that may come from anywhere becomes in a cell.
enum ScalarKind: Hashable, Sendable {
  /// Drawn as it is, in one cell or two.
  case narrow
  case wide
  /// Drawn as a blank: every space but the wide one, and the tab.
  case blank
  /// Ends a line or a paragraph.
  case lineBreak
  /// Would steer the terminal or turn the writing direction.
  case control
  /// Belongs to the character before it and takes no cell.
  case mark
  /// Has no shape: joiners, variation selectors, tags, fillers.
  case invisible
  /// Half a flag: the letter it stands for.
  case flagLetter(Unicode.Scalar)
  /// Private, unassigned, or of no agreed width.
  case unshowable

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF:
      self = .narrow
    case 0x2500...0x25FC, 0x2800...0x28FF:
      self = .narrow  // Lines, blocks and braille: what flinktop itself draws most.
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      self = .wide
    case 0x09, 0xA0:
      self = .blank
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029:
      self = .lineBreak
    case 0x00...0x1F, 0x7F...0x9F:
      self = .control
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      self = .control
    case 0x1160...0x11FF, 0xD7B0...0xD7FF:
      self = .unshowable  // Vowels and finals with no syllable: no cell in libc, one elsewhere.
    case 0x1F1E6...0x1F1FF:
      // Two make a flag, of two, three or four cells as the terminal likes.
      self = .flagLetter(Unicode.Scalar(UInt8(scalar.value - 0x1F1E6) + UInt8(ascii: "A")))
    case 0x1F3FB...0x1F3FF:
      self = .unshowable  // A skin tone with nobody before it.
    default:
      self.init(rare: scalar)
    }
  }

  private init(rare scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint {
      self = .invisible
      return
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: self = .mark
    case .control, .format, .lineSeparator, .paragraphSeparator: self = .control
    case .privateUse, .unassigned, .surrogate: self = .unshowable
    case .spaceSeparator where scalar != "\u{3000}": self = .blank
    default: self = Self.isWide(scalar.value) ? .wide : .narrow
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }

  // East Asian Width W and F of Unicode 15 as glibc's wcwidth has them, and so ncurses and tmux.
  // Unassigned gaps are closed: what is not assigned is never looked up here.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
    0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
    0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
    0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
    0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
    0x2E80...0x303E, 0x3041...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9,
    0xFE10...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004,
    0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
    0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
    0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E,
    0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4,
    0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0,
    0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF,
    0x20000...0x3FFFD,
  ]
}
