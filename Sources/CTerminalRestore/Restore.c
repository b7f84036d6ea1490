#define _GNU_SOURCE
#include "CTerminalRestore.h"
#include "Output.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Nobody waits longer than this for a terminal that takes nothing, neither a signal handler nor the end.
enum { patience = 300 };
// Nor longer for another thread that restores it.
enum { restoring_limit = 400 };

static atomic_int armed;
static atomic_int restoring;
static atomic_int writing;
static int terminal_descriptor = -1;
static int unblocked_descriptor = -1;
static struct termios terminal_modes;
static char terminal_sequence[512];
static size_t terminal_sequence_length;

static atomic_int holding;
static int held_descriptor = -1;
static int former_descriptor = -1;
static int memory_descriptor = -1;
static int unblocked_errors = -1;

int terminal_restore_arm(int terminal, const struct termios *modes, const char *sequence, size_t length) {
  if (length > sizeof terminal_sequence) return -1;
  atomic_store(&armed, 0);
  if (unblocked_descriptor >= 0) close(unblocked_descriptor);
  // Now, because in a handler it is too late for what can fail.
  unblocked_descriptor = terminal_open_unblocked(terminal);
  terminal_descriptor = terminal;
  terminal_modes = *modes;
  memcpy(terminal_sequence, sequence, length);
  terminal_sequence_length = length;
  atomic_store(&armed, 1);
  return 0;
}

void terminal_restore_disarm(void) { atomic_store(&armed, 0); }

int terminal_is_taken(void) { return atomic_load(&armed); }

int terminal_set_modes(int terminal, const struct termios *modes) {
  // A process in the background would be stopped by the tcsetattr below.
  sigset_t mask, former;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &mask, &former);
  // Not TCSADRAIN: a terminal that takes no more output would hold a dying process for ever.
  int result = tcsetattr(terminal, TCSANOW, modes);
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  return result;
}

ssize_t terminal_write(int descriptor, const void *bytes, size_t count) {
  // Before it is asked for: who disarms the terminal waits for a write that has begun.
  atomic_fetch_add(&writing, 1);
  ssize_t written = -1;
  int error = EPIPE;
  if (atomic_load(&armed)) {
    written = write(descriptor, bytes, count);
    error = errno;
  }
  atomic_fetch_sub(&writing, 1);
  errno = error;
  return written;
}

// False where the time passed: it is this very thread that a signal took from its work.
static int wait_until_at_most(atomic_int *threads, int count, int milliseconds) {
  for (int waited = 0; atomic_load(threads) > count; waited += 5) {
    if (waited >= milliseconds) return 0;
    poll(NULL, 0, 5);
  }
  return 1;
}

static void restore(void) {
  // The modes first: they never wait.
  terminal_set_modes(terminal_descriptor, &terminal_modes);
  int descriptor = unblocked_descriptor >= 0 ? unblocked_descriptor : terminal_descriptor;
  terminal_write_patiently(descriptor, terminal_sequence, terminal_sequence_length, patience, 1);
}

void terminal_restore_now(void) {
  int former_errno = errno;
  // Before it is disarmed: who finds it so must see that it is under way.
  atomic_fetch_add(&restoring, 1);
  if (atomic_exchange(&armed, 0)) {
    wait_until_at_most(&writing, 0, 50);
    restore();
  } else if (!wait_until_at_most(&restoring, 1, restoring_limit)) {
    restore();
  }
  terminal_errors_release();
  atomic_fetch_sub(&restoring, 1);
  errno = former_errno;
}

int terminal_errors_hold(int descriptor) {
  if (atomic_load(&holding)) return -1;
  int memory = memfd_create("flinktop-errors", MFD_CLOEXEC);
  if (memory < 0) return -1;
  int former = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  // Now, because in a handler it is too late for what can fail.
  int unblocked = terminal_open_unblocked(descriptor);
  if (former < 0 || dup2(memory, descriptor) < 0) {
    close(memory);
    if (former >= 0) close(former);
    if (unblocked >= 0) close(unblocked);
    return -1;
  }
  unblocked_errors = unblocked;
  memory_descriptor = memory;
  former_descriptor = former;
  held_descriptor = descriptor;
  atomic_store(&holding, 1);
  return 0;
}

void terminal_errors_release(void) {
  if (!atomic_exchange(&holding, 0)) return;
  dup2(former_descriptor, held_descriptor);
  int descriptor = unblocked_errors >= 0 ? unblocked_errors : held_descriptor;
  char bytes[4096];
  const off_t most = 65536;
  off_t end = lseek(memory_descriptor, 0, SEEK_END);
  off_t place = end > most ? end - most : 0;
  ssize_t count;
  while ((count = pread(memory_descriptor, bytes, sizeof bytes, place)) > 0) {
    if (terminal_write_patiently(descriptor, bytes, (size_t)count, patience, 0) != 0) break;
    place += count;
  }
  if (unblocked_errors >= 0) close(unblocked_errors);
  close(memory_descriptor);
  close(former_descriptor);
}
