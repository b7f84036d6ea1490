#pragma once

/// How often the calling thread has called `malloc`, by itself or through Swift.
unsigned long allocations_of_this_thread(void);
