#define _GNU_SOURCE
#include "Output.h"
#include "CTerminalRestore.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

long terminal_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// O_NONBLOCK belongs to what open() made, which is shared with the shell: only a new opening can have its own. A
// terminal of another user, as under su, cannot be opened by its name, but as the terminal of this session it can.
int terminal_open_unblocked(int descriptor) {
  const int flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  int opened = open(name, flags);
  if (opened >= 0 || !isatty(descriptor) || tcgetsid(descriptor) != getsid(0)) return opened;
  return open("/dev/tty", flags);
}

int terminal_memory_file(void) { return memfd_create("flinktop-output", MFD_CLOEXEC); }

int terminal_write_patiently(int descriptor, const char *bytes, size_t length, int milliseconds, int may_flush) {
  long start = terminal_milliseconds();
  // One that could not be opened anew gets no more at a time than it surely takes.
  int waits = !(fcntl(descriptor, F_GETFL) & O_NONBLOCK);
  while (length > 0) {
    struct pollfd room = {.fd = descriptor, .events = POLLOUT};
    errno = EAGAIN;
    ssize_t written = waits && poll(&room, 1, 0) != 1 ? -1 : write(descriptor, bytes, waits ? 1 : length);
    if (written > 0) {
      bytes += written;
      length -= (size_t)written;
      continue;
    }
    if (written < 0 && errno != EINTR && errno != EAGAIN) return -1;
    long passed = terminal_milliseconds() - start;
    if (passed >= milliseconds) return -1;
    if (may_flush && passed >= milliseconds / 2) {
      may_flush = 0;
      tcflush(descriptor, TCOFLUSH);
      // A thread that waits in write holds the terminal, and does not notice the room there is now before this.
      tcflow(descriptor, TCOOFF);
      tcflow(descriptor, TCOON);
    }
    // Not for the whole rest: while another thread stands in a write of its own, poll does not tell when that ends.
    if (poll(&room, 1, 10) == 1) poll(NULL, 0, 1);
  }
  return 0;
}
