#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

void allocator_keep_little(int arenas) {
  mallopt(M_ARENA_MAX, arenas);
  // Both are glibc's own at the start. Setting them keeps them: else they grow with the largest block that was ever
  // freed, so that a list of ten thousand jobs leaves tens of megabytes behind.
  mallopt(M_TRIM_THRESHOLD, 128 * 1024);
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}
#else
void allocator_keep_little(int arenas) { (void)arenas; }
#endif
