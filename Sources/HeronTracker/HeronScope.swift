/// Which topologies of a tracker are looked at; an empty list leaves none out.
package struct HeronScope: Hashable, Sendable {
  /// `--cluster`: names of Heron's clusters, as `/clusters` has them.
  package var clusters: [String]
  /// `--environ`: `devel`, `prod`.
  package var environs: [String]
  /// `--role`: who runs it.
  package var roles: [String]

  package init(clusters: [String] = [], environs: [String] = [], roles: [String] = []) {
    self.clusters = clusters
    self.environs = environs
    self.roles = roles
  }

  /// The same as parameters. The tracker may overlook the role (0.20.5 on), so that `holds` is asked as well.
  var parameters: [(String, String)] {
    clusters.map { ("cluster", $0) } + environs.map { ("environ", $0) }
      + roles.map { ("role", $0) }
  }

  func holds(_ topology: TopologyName) -> Bool {
    func isIn(_ list: [String], _ name: String) -> Bool { list.isEmpty || list.contains(name) }
    return isIn(clusters, topology.cluster) && isIn(environs, topology.environ)
      && isIn(roles, topology.role)
  }
}
