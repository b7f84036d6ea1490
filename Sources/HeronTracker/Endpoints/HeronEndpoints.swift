import StreamModel

/// Every endpoint of the tracker that flinktop asks, and the questions that it has none for.
enum HeronEndpoints {
  static let all: [any AnyHeronEndpoint] = [
    capabilities,
    exceptions,
    job,
    jobConfiguration,
    jobPlan,
    jobs,
    jobStatus,
    load,
    logFiles,
    logText,
    metricIDs,
    metricQuery,
    metricValues,
    processTool,
    subtask,
    subtasks,
    taskManagers,
  ]

  /// Kinds of question that no tracker answers, with the reason.
  static let refused = Questions.refusals(
    besides: Set(all.map(\.kind)), reason: reason)

  static let reason = "not provided by Heron"

  private static let byKind: [QuestionKind: any AnyHeronEndpoint] = Dictionary(
    all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  /// The one that answers questions of a type.
  static func endpoint<Q: Question>(for type: Q.Type) throws(SourceError) -> HeronEndpoint<Q> {
    if let endpoint = byKind[Q.kind] as? HeronEndpoint<Q> { return endpoint }
    throw .unsupported(refused[Q.kind] ?? reason)
  }
}
