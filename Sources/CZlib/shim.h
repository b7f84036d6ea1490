#ifndef FLINKTOP_CZLIB_H
#define FLINKTOP_CZLIB_H
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import. 16: with the head of a gzip file.
static inline int czlib_inflate_init_gzip(z_stream *stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}
#endif
