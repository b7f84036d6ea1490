/// A field of a form (`multipart/form-data`).
package enum FormField: Hashable, Sendable {
  /// Read from the disk as it goes out.
  case file(FormFile)
  case text(field: String, String)
}

extension FormFile {
  /// Why the file can't be sent, in one line with its path; nil where it can.
  package var flaw: String? {
    do throws(UnreadableUpload) {
      try UnreadableUpload.check(path)
      return nil
    } catch {
      return error.description
    }
  }
}
