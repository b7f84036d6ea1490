/// The results of batch jobs that the cluster keeps for later jobs.
package struct DataSetsQuestion: Question {
  package typealias Answer = [DataSet]
  package static let kind = QuestionKind.dataSets

  package init() {}

  package var subject: Subject { .cluster }
}

extension QuestionKind {
  /// One request; 0.1 kB a result.
  package static let dataSets = QuestionKind(
    "data-sets", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == DataSetsQuestion {
  package static var dataSets: DataSetsQuestion { DataSetsQuestion() }
}
