import Glibc

/// A colour by its parts.
struct RGB: Hashable, Sendable {
  var red: Int
  var green: Int
  var blue: Int

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = Int(red)
    self.green = Int(green)
    self.blue = Int(blue)
  }

  /// How different two colours look: the eye weighs green most and, in red shades, red more than blue.
  func distance(to other: RGB) -> Int {
    let mean = (red + other.red) / 2
    let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
    return ((512 + mean) * red * red) / 256 + 4 * green * green + ((767 - mean) * blue * blue) / 256
  }
}

extension RGB {
  /// Relative luminance, 0 to 1, as WCAG 2 defines it.
  var luminance: Double {
    func linear(_ part: Int) -> Double {
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it: 4.5 is what text needs, 3 what graphs need.
  func contrast(with other: RGB) -> Double {
    let (first, second) = (luminance, other.luminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }
}

/// xterm's palette of 256 colours: 16 that every terminal sets in its own way, a cube of 6x6x6, 24 greys.
enum ColorPalette {
  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  // As xterm has them; terminals differ, so they only serve to find the nearest.
  private static let ansi: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238),
    RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0),
    RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255),
    RGB(255, 255, 255),
  ]

  /// What a number of the 256 looks like.
  static func color(_ number: UInt8) -> RGB {
    switch number {
    case 0..<16: return ansi[Int(number)]
    case 16..<232:
      let place = Int(number) - 16
      return RGB(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
    default:
      let grey = 8 + (number - 232) * 10
      return RGB(grey, grey, grey)
    }
  }

  /// The nearest of the cube and the greys, which look the same everywhere.
  static func nearest(to color: RGB) -> UInt8 {
    nearest(to: color, among: 16...255)
  }

  /// The number below 16 that looks most alike.
  static func nearestANSI(to color: RGB) -> UInt8 {
    nearest(to: color, among: 0...15)
  }

  private static func nearest(to color: RGB, among numbers: ClosedRange<UInt8>) -> UInt8 {
    var best = numbers.lowerBound
    var least = Int.max
    for number in numbers {
      let distance = self.color(number).distance(to: color)
      if distance < least {
        least = distance
        best = number
      }
    }
    return best
  }
}
