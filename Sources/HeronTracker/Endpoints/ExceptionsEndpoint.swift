import StreamModel

extension HeronEndpoints {
  /// So many components are asked; a tracker takes one at a time.
  private static let mostComponents = 50

  /// `/topologies/exceptions`, a component at a time.
  static let exceptions = HeronEndpoint<ExceptionsQuestion>(
    asks: ["/topologies/exceptions?cluster&environ&topology&component"] + HeronRoute.infoPatterns
  ) { (question, client) async throws(SourceError) in
    let topology = try client.topology(question.job)
    let plan = try await client.plan(of: question.job)
    var entries: [JobException] = []
    for component in plan.components.prefix(mostComponents) {
      let route = HeronRoute(
        "/topologies/exceptions", of: topology, [("component", component.name)])
      let records: [ExceptionRecord]
      do throws(SourceError) {
        records = try await client.read(route, as: ExceptionRecord.all(exceptions:))
      } catch {
        // A component that went since the plan was told says nothing of the others.
        if case .notFound = error, plan.components.count > 1 { continue }
        throw error
      }
      for record in records {
        let container = record.instance.flatMap { InstancePlace($0).container }
        entries.append(
          JobException(
            record, of: component.name, container: container.map { ContainerName(topology, $0).id })
        )
      }
    }
    entries.sort { ($0.at?.milliseconds ?? 0) > ($1.at?.milliseconds ?? 0) }
    return JobExceptions(
      entries: entries, isTruncated: plan.components.count > mostComponents)
  }
}
