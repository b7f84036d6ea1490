internal import Glibc

/// A file that can't be sent. One line with its path and what is wrong.
struct UnreadableUpload: Error, CustomStringConvertible {
  let description: String

  /// Throws if there is no file at `path` that can be read: libcurl would tell it in the middle of a form.
  static func check(_ path: String) throws(UnreadableUpload) {
    var status = stat()
    let reason: String
    if stat(path, &status) != 0 || access(path, R_OK) != 0 {
      reason = systemMessage(errno)
    } else if status.st_mode & S_IFMT != S_IFREG {
      reason = "this is no file"
    } else {
      return
    }
    throw UnreadableUpload(description: "cannot read \(path.oneLine): \(reason)")
  }
}
