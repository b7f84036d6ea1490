import Foundation

/// Members and types of a JSON document by path. Names that are data are `*`.
enum AnswerShape {
  /// What it carries, without a legacy tracker's envelope.
  static func of(_ body: [UInt8], isMap: Bool = false) throws -> Set<String> {
    var root = try JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)
    if let envelope = root as? [String: Any], envelope["executiontime"] != nil {
      root = envelope["result"] ?? NSNull()
    }
    return shape(root, "", isMap)
  }

  private static let maps: Set = [
    "instances", "instance_groups", "stmgrs", "spouts", "bolts", "components", "config",
    "metrics", "timeline", "data",
  ]

  private static func shape(_ value: Any, _ path: String, _ isMap: Bool) -> Set<String> {
    let here = path.isEmpty ? "/" : path
    switch value {
    case let members as [String: Any]:
      return members.reduce(into: ["\(here) object"]) { shape, member in
        let step = isMap ? "*" : member.key
        // Below a metric lie instances, and below those minutes.
        let isMetric = path.hasSuffix("/metrics") || path.hasSuffix("/timeline")
        let isMinutes = path.hasSuffix("/timeline/*")
        shape.formUnion(
          self.shape(member.value, "\(path)/\(step)", maps.contains(step) || isMetric || isMinutes))
      }
    case let elements as [Any]:
      return elements.reduce(into: ["\(here) array"]) {
        $0.formUnion(shape($1, path + "/-", false))
      }
    case is NSNull: return ["\(here) null"]
    case is String: return ["\(here) string"]
    case let number as NSNumber:
      let isBool = number.objCType.pointee == CChar(bitPattern: UInt8(ascii: "c"))
      return ["\(here) \(isBool ? "bool" : "number")"]
    default: return ["\(here) ?"]
    }
  }
}
