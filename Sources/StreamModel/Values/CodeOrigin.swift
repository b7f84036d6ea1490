/// Whose code a place in a stack is.
package enum CodeOrigin: Hashable, Sendable {
  /// The job's, or of a library that it brings.
  case job
  /// Flink's, or of what it is built on.
  case engine
  /// The runtime's.
  case runtime

  /// Of `com.example.Enrich.map(Enrich.java:31)` or `app//org.apache.flink.streaming...`.
  package init(of place: some StringProtocol) {
    let name = place.prefix { $0 != "(" && $0 != ":" }
    // `app//org.apache.flink...`, `java.base/java.lang...`: behind the module's name.
    let plain = name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...]
    // Native code in a profile: what Java calls has a class.
    guard plain.contains(".") else {
      self = .runtime
      return
    }
    func begins(with prefixes: [String]) -> Bool { prefixes.contains { plain.hasPrefix($0) } }
    self =
      begins(with: ["java.", "javax.", "jdk.", "sun.", "com.sun."])
      ? .runtime
      : begins(with: ["org.apache.flink.", "akka.", "org.apache.pekko.", "scala."]) ? .engine : .job
  }
}
