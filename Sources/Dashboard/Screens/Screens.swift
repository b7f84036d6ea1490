import TerminalUI

/// The screens there are.
enum Screens {
  /// In the order of their keys.
  static let all: [any Screen.Type] = [
    JobsScreen.self, JobScreen.self, CheckpointsScreen.self, ExceptionsScreen.self,
    SubtasksScreen.self, MetricsScreen.self, TaskManagersScreen.self, JobManagerScreen.self,
    OperationsScreen.self, HealthScreen.self, ClustersScreen.self, LogsScreen.self,
    FlameGraphScreen.self, ThreadDumpScreen.self, JarsScreen.self,
    TaskManagerScreen.self, ProfilesScreen.self,
    TimelineScreen.self, SubtaskScreen.self, AccumulatorsScreen.self, ConfigurationScreen.self,
    RescalesScreen.self, RecoveriesScreen.self, ApplicationsScreen.self,
  ]

  /// The one that a word leads to.
  static func named(_ name: String) -> (any Screen.Type)? { all.first { $0.sign.name == name } }
}
