import HTTPTransport
import ServerAnswers
package import StreamModel

/// A job graph and its jars as Flink takes them (`POST /jobs`): a form with a field that names the files, and the files.
package struct JobGraphForm {
  let submission: JobSubmission

  package init(_ submission: JobSubmission) { self.submission = submission }

  /// Why a file can't be sent, or Flink could not use it, in one line with its path; nil where nothing speaks against it.
  package var flaw: String? {
    if let flaw = graph.flaw { return flaw }
    // What Java serialises begins so.
    guard graph.beginning(2) == [0xAC, 0xED] else {
      return "\(graph.path) is no job graph: it is nothing that Java has serialised"
    }
    let names = files.map(\.fileName)
    if Set(names).count != names.count { return "two of the files have the same name" }
    return submission.jars.lazy.compactMap { JarFile.flaw(in: $0) }.first
  }

  var fields: [FormField] {
    [.text(field: "request", request)] + files.map { .file($0) }
  }

  /// 2.x calls the graph `executionPlanFileName`, and takes the old name as well; 1.x knows the old one alone.
  var request: String {
    let jars = files.dropFirst().map { JSONText.quoted($0.fileName) }.joined(separator: ",")
    return "{\"jobGraphFileName\":\(JSONText.quoted(graph.fileName)),"
      + "\"jobJarFileNames\":[\(jars)],\"jobArtifactFileNames\":[]}"
  }

  private var graph: FormFile { file(submission.graph, "application/octet-stream") }

  /// The graph, then the jars. The fields' names mean nothing to Flink.
  private var files: [FormFile] {
    let all = [graph] + submission.jars.map { file($0, "application/java-archive") }
    return all.enumerated().map { place, file in
      var file = file
      file.field = "file_\(place)"
      return file
    }
  }

  private func file(_ path: String, _ type: String) -> FormFile {
    FormFile(
      field: "file", path: path, fileName: String(path.split(separator: "/").last ?? ""),
      type: type)
  }
}
