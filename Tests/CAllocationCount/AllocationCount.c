#include "CAllocationCount.h"

#include <stddef.h>

// glibc's own `malloc`, by the name under which a program that puts another in its place still reaches it.
extern void *__libc_malloc(size_t size);

// Of each thread its own: other tests run at the same time.
static __thread unsigned long count;

// Takes the place of `malloc` in the whole test program; everything else of the heap stays glibc's.
void *malloc(size_t size) {
  count += 1;
  return __libc_malloc(size);
}

unsigned long allocations_of_this_thread(void) { return count; }
