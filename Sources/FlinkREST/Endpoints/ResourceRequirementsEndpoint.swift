import ServerAnswers
import StreamModel

extension Endpoints {
  /// `GET /jobs/:id/resource-requirements`.
  static let resourceRequirements = Endpoint<ResourceRequirementsQuestion>(
    asks: ["/jobs/:job/resource-requirements"], since: FlinkRelease(1, 18),
    refuses: { $0.isHistoryServer ? "a history server only shows jobs that have ended" : nil },
    route: { .resourceRequirements($0.job) }, meaning: FixedScheduler.meaning,
    read: ParallelismBounds.all(requirements:))
}

extension Route {
  static func resourceRequirements(_ job: JobID) -> Route {
    Route(path: path(job) + "/resource-requirements")
  }
}

extension ParallelismBounds {
  /// Reads the bounds of each vertex.
  static func all(requirements: JSONNode) throws(JSONError) -> [VertexID: ParallelismBounds] {
    var bounds: [VertexID: ParallelismBounds] = [:]
    for (key, value) in requirements.members {
      let parallelism = try value.required("parallelism", "bounds of a vertex")
      bounds[VertexID(key.string ?? "")] = ParallelismBounds(
        lower: try parallelism.requiredCount("lowerBound"),
        upper: try parallelism.requiredCount("upperBound"))
    }
    // No job is without vertices.
    guard !bounds.isEmpty else { throw requirements.unusable("parallelism", "bounds of a vertex") }
    return bounds
  }
}

/// A scheduler that can't rescale: 500 with "The DefaultScheduler does not support changing the parallelism without a
/// job restart", 1.18 to 2.3, to asking for the bounds and to setting them.
enum FixedScheduler {
  static func meaning(of error: SourceError, _ traits: SystemTraits) -> SourceError? {
    guard case .server(500, let message) = error,
      message.contains("does not support changing the parallelism")
    else { return nil }
    return .unsupported(
      "the scheduler of this job cannot rescale it while it runs (\(traits.rescalingSetting) can); "
        + "stop it with a savepoint and run it from there")
  }
}
