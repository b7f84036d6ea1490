import StreamModel

/// Every endpoint of Flink's REST API that flinktop asks, and the questions that it has none for.
enum Endpoints {
  static let all: [any AnyEndpoint] = [
    accumulators,
    application,
    applicationConfiguration,
    applicationFailures,
    applications,
    attempt,
    capabilities,
    checkpoint,
    checkpointConfiguration,
    checkpointDecline, controllerErrors,
    checkpoints,
    checkpointSubtasks,
    controller,
    controllerConfiguration,
    controllerEnvironment,
    dataSets,
    exceptions,
    executionResult,
    failure,
    flameGraph,
    jars,
    job,
    jobConfiguration,
    jobMetrics,
    jobPlan,
    jobs,
    jobStatus,
    load,
    logFiles,
    logText,
    metricIDs,
    metricValues,
    overview,
    profilePage,
    profiles,
    recoveryTrace,
    rescale,
    rescaleOverview,
    rescales,
    rescaleSettings,
    rescaleSummary,
    resourceRequirements,
    subtask,
    subtaskAccumulators,
    subtasks,
    subtaskTimes,
    subtaskWatermarks,
    taskManager,
    taskManagers,
    threadDump,
    vertexWorkers,
    watermarks,
  ]

  /// Kinds of question that no version of Flink answers, with the reason.
  static let refused = SystemTraits.flink.refusals

  /// What a cluster that tells this of itself can't answer, with the reasons.
  static func refusals(at capabilities: Capabilities) -> [QuestionKind: String] {
    var refusals = refused
    for endpoint in all { refusals[endpoint.kind] = endpoint.refusal(at: capabilities) }
    return refusals
  }

  private static let byKind: [QuestionKind: any AnyEndpoint] = Dictionary(
    all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  /// The one that answers questions of a type.
  static func endpoint<Q: Question>(for type: Q.Type) throws(SourceError) -> Endpoint<Q> {
    if let endpoint = byKind[Q.kind] as? Endpoint<Q> { return endpoint }
    throw .unsupported(refused[Q.kind] ?? "Flink's REST API does not tell: \(Q.kind.name)")
  }
}
