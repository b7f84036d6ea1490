import Glibc

/// Where one of the three standard descriptors of a started program goes.
enum Descriptor {
  case file(String, flags: Int32)
  case inherited(Int32)

  static let null = Descriptor.file("/dev/null", flags: O_RDWR)

  static func newFile(_ path: String) -> Descriptor {
    .file(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
  }
}

/// Starts a program in a session of its own, with these descriptors (0, 1, 2) and no others.
func spawn(
  _ command: [String], environment: [String: String], descriptors: [Descriptor]
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (number, descriptor) in descriptors.enumerated() {
    switch descriptor {
    case .file(let path, let flags):
      posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
    case .inherited(let other):
      posix_spawn_file_actions_adddup2(&actions, other, Int32(number))
    }
  }
  // Descriptors of other tests must not leak, also those opened at this very moment. (glibc has
  // closefrom for this, but only under _GNU_SOURCE, which Swift's import of it lacks.)
  for number in descriptors.count..<min(1024, Int(sysconf(Int32(_SC_OPEN_MAX)))) {
    posix_spawn_file_actions_addclose(&actions, Int32(number))
  }

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // No controlling terminal, no blocked and no ignored signal, whatever the test runner has.
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, a GNU extension too
  let flags = Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | newSession
  posix_spawnattr_setflags(&attributes, Int16(flags))

  let arguments = command.map { strdup($0) }
  let variables = environment.map { strdup("\($0.key)=\($0.value)") }
  defer { for pointer in arguments + variables { free(pointer) } }
  var pid: pid_t = 0
  let result = posix_spawnp(
    &pid, command[0], &actions, &attributes, arguments + [nil], variables + [nil])
  guard result == 0 else {
    throw KitError("cannot start \(command): \(String(cString: strerror(result)))")
  }
  return pid
}
