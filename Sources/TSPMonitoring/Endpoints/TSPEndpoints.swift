import StreamModel

/// Every endpoint of TSP that flinktop asks, and the questions that it has none for.
enum TSPEndpoints {
  static let all: [any AnyTSPEndpoint] = [
    capabilities,
    exceptions,
    failure,
    job,
    jobs,
    jobStatus,
    metricIDs,
    metricValues,
  ]

  /// Kinds of question that no version answers, with the reason; with the Flink behind it those that neither does.
  static func refused(hasFlink: Bool) -> [QuestionKind: String] {
    var answered = Set(all.map(\.kind))
    if hasFlink { answered.formUnion(FlinkBehind.kinds) }
    let kinds = Questions.all.map { $0.kind }.filter { !answered.contains($0) }
    return refusals(of: kinds, by: "TSP")
  }

  /// What a version answers none of, though others do.
  static func refusals(of kinds: [QuestionKind], by system: String) -> [QuestionKind: String] {
    Dictionary(
      kinds.map {
        ($0, "not provided by \(system): \($0.name.replacing("-", with: " "))")
      }, uniquingKeysWith: { first, _ in first })
  }

  private static let byKind: [QuestionKind: any AnyTSPEndpoint] = Dictionary(
    all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  /// The one that answers questions of a type.
  static func endpoint<Q: Question>(for type: Q.Type) throws(SourceError) -> TSPEndpoint<Q> {
    if let endpoint = byKind[Q.kind] as? TSPEndpoint<Q> { return endpoint }
    throw .unsupported(refusals(of: [Q.kind], by: "TSP")[Q.kind] ?? "not provided by TSP")
  }
}
