import StreamModel

/// Every question that is asked of the service, and those that it has no answer to.
enum AlibabaEndpoints {
  static let all: [any AnyAlibabaEndpoint] = [
    capabilities,
    checkpoints,
    exceptions,
    failure,
    job,
    jobConfiguration,
    jobs,
    jobStatus,
    metricIDs,
    metricValues,
  ]

  /// Kinds of question that it does not answer, with the reason.
  static let refused = Questions.refusals(
    besides: Set(all.map(\.kind)), reason: reason)

  static let reason = "not provided by Alibaba Cloud"

  private static let byKind: [QuestionKind: any AnyAlibabaEndpoint] = Dictionary(
    all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  /// The one that answers questions of a type.
  static func endpoint<Q: Question>(for type: Q.Type) throws(SourceError) -> AlibabaEndpoint<Q> {
    if let endpoint = byKind[Q.kind] as? AlibabaEndpoint<Q> { return endpoint }
    throw .unsupported(refused[Q.kind] ?? reason)
  }
}
