#define _GNU_SOURCE
#include "Watch.h"
#include "CTerminalRestore.h"
#include "Output.h"
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

// Two seconds from the signal to the end, less what restoring may take.
enum { limit = 1200 };

static sem_t wakes;
// When the process has to be gone, in monotonic milliseconds; 0: it may live.
static atomic_long deadline;
static atomic_int signal_to_die_of;
static atomic_int must_end;

static void end_process(void) {
  terminal_restore_now();
  int signal = atomic_load(&signal_to_die_of);
  if (signal != 0) terminal_die(signal);
  // Not exit(): what else has to be done at the end may be what does not end.
  _exit(0);
}

static void *watch(void *nothing) {
  (void)nothing;
  for (;;) {
    while (sem_wait(&wakes) != 0) continue;
    long end;
    while ((end = atomic_load(&deadline)) != 0) {
      long left = end - terminal_milliseconds();
      if (left <= 0) end_process();
      poll(NULL, 0, left < 50 ? (int)left : 50);
    }
  }
  return NULL;
}

int terminal_watch_start(void) {
  // A forked process has none of its parent's threads.
  static atomic_int process;
  int own = (int)getpid();
  if (atomic_exchange(&process, own) == own) return 0;
  sem_init(&wakes, 0, 0);
  atomic_store(&deadline, 0);
  atomic_store(&must_end, 0);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 262144);
  pthread_t thread;
  int result = pthread_create(&thread, &attributes, watch, NULL);
  pthread_attr_destroy(&attributes);
  return result == 0 ? 0 : -1;
}

void terminal_watch_begin(int signal) {
  if (signal != 0) atomic_store(&signal_to_die_of, signal);
  // A second reason to end gives no more time than the first.
  long none = 0;
  if (atomic_compare_exchange_strong(&deadline, &none, terminal_milliseconds() + limit)) sem_post(&wakes);
}

void terminal_watch_end(void) {
  if (atomic_load(&must_end)) return;
  atomic_store(&deadline, 0);
  atomic_store(&signal_to_die_of, 0);
}

void terminal_must_end(void) {
  atomic_store(&must_end, 1);
  terminal_watch_begin(0);
}
