/*
 * fsload: file operations in a loop, as many as fit into a given time, on one directory tree.
 *
 * A measure is a table entry of four functions. Each thread has one `struct worker` of its own and calls, in this order:
 * prepare (untimed), once all threads are prepared step until the time is over or step says DONE, then finish (untimed).
 * Nothing but `struct job` is shared, and that is only read, except for `stop`.
 *
 * A function answers 0, DONE, or an errno; an errno ends the whole program with one line on standard error.
 *
 * The tree: many/f00000 … (small files), data (DATA_BYTES of pattern_byte), scratch-0 … (SCRATCH_BYTES each, writable).
 */
#ifndef FSLOAD_H
#define FSLOAD_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum { DONE = -1, MAX_THREADS = 16, PATH_BYTES = 4096, SMALL = 4096, LARGE = 1 << 20, HOT_FILES = 1000 };

#define DATA_BYTES ((int64_t)64 << 20)
#define SCRATCH_BYTES ((int64_t)16 << 20)

struct job {
    const struct measure *measure;
    const char *dir;   /* the tree under test */
    const char *upper; /* what is beneath it, reached natively: the writable branch; may be NULL */
    const char *lower; /* and the read-only branch; may be NULL */
    int threads;
    int files;  /* how many files many/ holds */
    int millis; /* for how long */
    atomic_int stop;
};

struct worker {
    struct job *job;
    int index;
    uint64_t random;
    uint64_t operations;
    uint64_t undo_operations;
    int fd;
    int64_t at;
    int *order; /* a permutation, where a measure visits everything once */
    int count;  /* of order */
    char *buffer;
    char path[PATH_BYTES];
};

struct measure {
    const char *name;
    int (*prepare)(struct worker *);
    int (*step)(struct worker *);
    int (*finish)(struct worker *);
    /* Timed, after step: takes back what step did, and is a measure too; NULL if there is none. */
    const char *undo_name;
    int (*undo)(struct worker *);
};

extern const struct measure metadata_measures[];
extern const struct measure data_measures[];

/* The load for hot swaps; its exit status. */
int churn(struct job *job);

static inline int64_t now_nanos(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* xorshift64*: fast, and the same in each run. */
static inline uint64_t next_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static inline uint64_t random_below(struct worker *worker, uint64_t limit) {
    return next_random(&worker->random) % limit;
}

/* What the file data holds, 8 bytes at a time. */
static inline uint64_t pattern_word(int64_t offset) {
    return (uint64_t)(offset / 8) * UINT64_C(0x9e3779b97f4a7c15);
}

#endif
