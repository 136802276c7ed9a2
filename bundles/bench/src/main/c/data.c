/* Measures of file contents: SMALL pieces at random places, LARGE ones in sequence. */
#define _GNU_SOURCE
#include "fsload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_in(struct worker *worker, const char *tree, const char *name, int flags) {
    snprintf(worker->path, sizeof worker->path, "%s/%s", tree, name);
    return open(worker->path, flags | O_CLOEXEC);
}

static int open_data(struct worker *worker) {
    worker->buffer = malloc(LARGE);
    if (!worker->buffer) {
        return ENOMEM;
    }
    worker->fd = open_in(worker, worker->job->dir, "data", O_RDONLY);
    return worker->fd < 0 ? errno : 0;
}

static int read_at(struct worker *worker, int fd, size_t size, int64_t offset) {
    ssize_t count = pread(fd, worker->buffer, size, offset);
    if (count != (ssize_t)size) {
        return count < 0 ? errno : EIO;
    }
    uint64_t first;
    memcpy(&first, worker->buffer, sizeof first);
    if (first != pattern_word(offset)) {
        fprintf(stderr, "fsload: %s/data holds something else at %lld\n", worker->job->dir, (long long)offset);
        return EIO;
    }
    return 0;
}

static int read_through(struct worker *worker, int fd) {
    for (int64_t at = 0; at < DATA_BYTES; at += LARGE) {
        int error = read_at(worker, fd, LARGE, at);
        if (error) {
            return error;
        }
    }
    return 0;
}

/* Warm: what the kernel may hold of the file while it is open, it holds. */
static int warm_prepare(struct worker *worker) {
    int error = open_data(worker);
    return error ? error : read_through(worker, worker->fd);
}

/* Cold: the kernel holds nothing of the file, but all of the branch's file beneath. */
static int drop_prepare(struct worker *worker) {
    int error = open_data(worker);
    if (!error) {
        error = posix_fadvise(worker->fd, 0, 0, POSIX_FADV_DONTNEED);
    }
    if (error || !worker->job->lower) {
        return error;
    }
    int beneath = open_in(worker, worker->job->lower, "data", O_RDONLY);
    if (beneath < 0) {
        return errno;
    }
    error = read_through(worker, beneath);
    close(beneath);
    return error;
}

static int read_small_step(struct worker *worker) {
    return read_at(worker, worker->fd, SMALL, (int64_t)random_below(worker, DATA_BYTES / SMALL) * SMALL);
}

/* Each place once: a step of an odd number of pages visits all of a power of two. */
static int read_small_cold_step(struct worker *worker) {
    int64_t pages = DATA_BYTES / SMALL;
    if ((int64_t)worker->operations >= pages / worker->job->threads) {
        return DONE;
    }
    int64_t number = (int64_t)worker->operations * worker->job->threads + worker->index;
    return read_at(worker, worker->fd, SMALL, number * 6547 % pages * SMALL);
}

static int read_large_step(struct worker *worker) {
    int error = read_at(worker, worker->fd, LARGE, worker->at);
    worker->at = (worker->at + LARGE) % DATA_BYTES;
    return error;
}

static int read_large_cold_step(struct worker *worker) {
    if (worker->operations == DATA_BYTES / LARGE) {
        return DONE;
    }
    return read_large_step(worker);
}

static int write_prepare(struct worker *worker) {
    worker->buffer = malloc(LARGE);
    if (!worker->buffer) {
        return ENOMEM;
    }
    memset(worker->buffer, 'w', LARGE);
    char name[32];
    snprintf(name, sizeof name, "scratch-%d", worker->index);
    worker->fd = open_in(worker, worker->job->dir, name, O_WRONLY);
    return worker->fd < 0 ? errno : 0;
}

static int write_at(struct worker *worker, size_t size, int64_t offset) {
    ssize_t count = pwrite(worker->fd, worker->buffer, size, offset);
    return count == (ssize_t)size ? 0 : count < 0 ? errno : EIO;
}

static int write_small_step(struct worker *worker) {
    return write_at(worker, SMALL, (int64_t)random_below(worker, SCRATCH_BYTES / SMALL) * SMALL);
}

static int write_large_step(struct worker *worker) {
    int error = write_at(worker, LARGE, worker->at);
    worker->at = (worker->at + LARGE) % SCRATCH_BYTES;
    return error;
}

static int close_file(struct worker *worker) {
    free(worker->buffer);
    return close(worker->fd) == 0 ? 0 : errno;
}

const struct measure data_measures[] = {
    {.name = "read-4k", .prepare = warm_prepare, .step = read_small_step, .finish = close_file},
    {.name = "read-4k-cold", .prepare = drop_prepare, .step = read_small_cold_step, .finish = close_file},
    {.name = "read-1m", .prepare = warm_prepare, .step = read_large_step, .finish = close_file},
    {.name = "read-1m-cold", .prepare = drop_prepare, .step = read_large_cold_step, .finish = close_file},
    {.name = "write-4k", .prepare = write_prepare, .step = write_small_step, .finish = close_file},
    {.name = "write-1m", .prepare = write_prepare, .step = write_large_step, .finish = close_file},
    {.name = NULL},
};
