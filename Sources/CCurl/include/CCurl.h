#ifndef FLINKTOP_CCURL_H
#define FLINKTOP_CCURL_H
#include <curl/curl.h>
#endif
