/// How spans come to be in a log.
package enum SpanReporting {
  /// What to do where a log has none.
  package static let advice =
    "Flink writes them to the JobManager's log with traces.reporter.slf4j.factory.class: "
    + "org.apache.flink.traces.slf4j.Slf4jTraceReporterFactory."
}
