#if canImport(Glibc)
  import Glibc
#endif

/// The three descriptors that a program is started with, made fit to be relied on.
enum StandardDescriptors {
  /// To be called before anything is opened.
  static func secure() {
    // The next socket would get the number of one that is closed (`>&-`), and what is meant for stdout would go to
    // the cluster. A placeholder that is open for the wrong direction fails as a closed one does: EBADF.
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    // A pipe that nobody reads from is then an error of `write`, and not the end of the program without a word.
    signal(SIGPIPE, SIG_IGN)
    // The same for a file that would grow beyond `ulimit -f`.
    signal(SIGXFSZ, SIG_IGN)
  }
}
