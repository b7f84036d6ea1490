/// Numbers as Java prints them, which is how they come out of Flink.
enum JavaNumber {
  /// `Double.toString`: plain from 0.001 to 10 million, else `1.79522864471E12`.
  static func text(_ value: Double) -> String {
    let size = value.magnitude
    guard value != 0, size < 1e-3 || size >= 1e7 else {
      return value == 0 ? "0.0" : value.description
    }
    let (digits, exponent) = shortest(size)
    let fraction = digits.count > 1 ? String(digits.dropFirst()) : "0"
    return "\(value < 0 ? "-" : "")\(digits.prefix(1)).\(fraction)E\(exponent)"
  }

  /// The shortest digits that read back as the same number, and the power of ten of the first of them.
  private static func shortest(_ value: Double) -> (digits: Substring, exponent: Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts.first ?? "0"
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let point = mantissa.firstIndex(of: ".") ?? mantissa.endIndex
    let whole = mantissa[..<point]
    let all = mantissa.filter { $0 != "." }[...]
    let leading = all.prefix { $0 == "0" }.count
    var digits = all.dropFirst(leading)
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (digits, power + whole.count - 1 - leading)
  }
}
