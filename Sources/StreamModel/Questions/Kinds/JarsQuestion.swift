/// The programs that were uploaded to the cluster.
package struct JarsQuestion: Question {
  package typealias Answer = [Jar]
  package static let kind = QuestionKind.jars

  package init() {}

  package var subject: Subject { .cluster }

  package func size(of answer: [Jar]) -> Int {
    answer.reduce(0) { size, jar in
      size + MemoryLayout<Jar>.stride + 2 * jar.name.utf8.count
        + jar.entries.reduce(0) { $0 + $1.className.utf8.count }
    }
  }
}

extension QuestionKind {
  /// The cluster opens every jar to answer it.
  package static let jars = QuestionKind(
    "jars", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == JarsQuestion {
  package static var jars: JarsQuestion { JarsQuestion() }
}
