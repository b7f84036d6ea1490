import StreamModel

extension Endpoints {
  /// `/applications/:id/jobmanager/config`: what is set, in no order.
  static let applicationConfiguration = Endpoint<ApplicationConfigurationQuestion>(
    asks: ["/applications/:application/jobmanager/config"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.id) + "/jobmanager/config", sizeLimit: 1 << 20) },
    read: Setting.all(config:))
}
