// A library to be loaded before others (LD_PRELOAD): the day of the clock is the one in $CLOCK, in seconds since 1970. What
// measures how long something takes goes on as it is.

#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    long done = syscall(SYS_clock_gettime, clock, now);
    const char *day = getenv("CLOCK");
    if (done == 0 && day && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec = atoll(day);
    return (int)done;
}
