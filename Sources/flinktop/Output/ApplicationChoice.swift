import Dashboard
import FlinkREST
import StreamModel

/// Finds the application that the command line means.
enum ApplicationChoice {
  /// The one of that id or name, else the one whose id begins so or whose name has it. Not found is status 4, several
  /// are wrong usage.
  static func application(
    _ reference: String, among all: [ApplicationSummary], at cluster: ClusterIdentity
  ) throws(Failure) -> ApplicationSummary {
    let matches = matches(reference, among: all)
    let wanted = reference.cutForSentence
    switch matches.count {
    case 1: return matches[0]
    case 0:
      throw Failure(
        .notFound,
        "No application is called '\(wanted)' at \(cluster.endpoint), and no id begins so.")
    default:
      let list = matches.prefix(20).map {
        "\($0.id.text) \($0.name.cutForSentence) \($0.state.name)"
      }
      throw Failure(
        .wrongUsage,
        "'\(wanted)' means \(matches.count) applications: \(list.joined(separator: "; ")).")
    }
  }

  static func matches(
    _ reference: String, among all: [ApplicationSummary]
  ) -> [ApplicationSummary] {
    let exact = all.filter { $0.id.text == reference || $0.name == reference }
    return exact.isEmpty
      ? all.filter { $0.id.text.hasPrefix(reference) || $0.name.contains(reference) } : exact
  }
}

extension ClusterConnection {
  /// An answer, or the failure that a command ends with.
  func answer<Q: Question>(_ question: Q) async throws(Failure) -> Q.Answer {
    do throws(SourceError) {
      return try await client.answer(question)
    } catch {
      let status: ExitStatus = error.isAboutTheServer ? .clusterUnreachable : .operationFailed
      throw Failure(status, error.description(in: traits))
    }
  }
}
