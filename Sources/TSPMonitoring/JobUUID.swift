import ServerAnswers
import StreamModel

/// What TSP knows a job by: the uuid of the request that started it, which is the job's name in Flink. TSP tells of every
/// job of its Flink, so that it may be any text.
struct JobUUID: Hashable, Sendable {
  var text: String

  init(_ text: String) { self.text = text }

  /// The one that an id stands for.
  init(_ job: JobID) throws(SourceError) {
    guard let text = PercentText.decoded(job.text) else {
      throw .notFound("'\(FailureText.oneLine(job.text))' is no job of a TSP")
    }
    self.text = text
  }

  /// Percent-encoded: of a uuid it is the uuid itself.
  var id: JobID { JobID(pathText) }

  /// As it stands in a path.
  var pathText: String { PercentText.encoded(text) }

  /// Why nothing is asked about it: another path than the one that is meant might be understood. Nil for a name that
  /// stands for one segment of a path whoever reads it.
  var refusal: SourceError? {
    let isSegment =
      !text.isEmpty && text != "." && text != ".."
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      && !text.contains { "/\\;?#%".contains($0) || $0.isNewline }
    guard !isSegment else { return nil }
    return .unusable(
      "'\(FailureText.oneLine(text))' is not asked about: its name can't stand in a path of TSP")
  }

  /// The same, where something is to be asked about it.
  func asked() throws(SourceError) -> JobUUID {
    if let refusal { throw refusal }
    return self
  }
}
