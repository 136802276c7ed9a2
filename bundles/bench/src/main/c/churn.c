/*
 * The load for hot swaps: threads that keep files open, read, write and verify, create, rename and remove, and list a
 * directory piece by piece, and note how long each operation took.
 *
 * Standard input says when a swap is under way: "begin", "end", …, "stop"; the first two are answered by a line with the
 * number of the interval that has begun. Intervals of odd numbers are swaps, those of even numbers are quiet. An operation
 * belongs to a quiet interval if it began and ended in it, else to each swap that it overlaps. At the end comes a line for
 * each interval and thread with its longest operation, then one with the totals.
 */
#define _GNU_SOURCE
#include "fsload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_INTERVALS = 20000, BLOCKS = 256, LISTING = 32768 };

struct longest {
    int64_t nanos;
    const char *operation;
};

struct load {
    struct job *job;
    int index;
    uint64_t random;
    int data;      /* a file of the read-only branch */
    int own;       /* a file of the writable branch, BLOCKS of SMALL bytes */
    int deleted;   /* the same, without a name */
    int listing;   /* the directory many/, read piece by piece */
    int listed;    /* entries so far */
    uint64_t stamps[BLOCKS];
    uint64_t round;
    uint64_t operations;
    uint64_t failed;
    char first_failure[256];
    struct longest *longest; /* by interval */
    char *buffer;
    char path[PATH_BYTES];
    char other[PATH_BYTES];
};

static atomic_int interval;

static uint64_t below(struct load *load, uint64_t limit) {
    return next_random(&load->random) % limit;
}

static char *name_own(struct load *load, char *path, const char *name) {
    snprintf(path, PATH_BYTES, "%s/churn-%d/%s", load->job->dir, load->index, name);
    return path;
}

/* What the kernel holds of a block would hide whether the layers still have it. */
static int read_block(struct load *load, int fd, int64_t block) {
    int error = posix_fadvise(fd, block * SMALL, SMALL, POSIX_FADV_DONTNEED);
    if (error) {
        return error;
    }
    ssize_t count = pread(fd, load->buffer, SMALL, block * SMALL);
    return count == SMALL ? 0 : count < 0 ? errno : ENODATA;
}

static int holds(const struct load *load, uint64_t stamp) {
    uint64_t first;
    uint64_t last;
    memcpy(&first, load->buffer, sizeof first);
    memcpy(&last, load->buffer + SMALL - sizeof last, sizeof last);
    return first == stamp && last == stamp;
}

static int write_block(struct load *load, int fd, int64_t block, uint64_t stamp) {
    for (size_t at = 0; at < SMALL; at += sizeof stamp) {
        memcpy(load->buffer + at, &stamp, sizeof stamp);
    }
    ssize_t count = pwrite(fd, load->buffer, SMALL, block * SMALL);
    return count == SMALL ? 0 : count < 0 ? errno : ENODATA;
}

static int read_lower(struct load *load) {
    int64_t block = (int64_t)below(load, DATA_BYTES / SMALL);
    int error = read_block(load, load->data, block);
    uint64_t first;
    memcpy(&first, load->buffer, sizeof first);
    return error ? error : first == pattern_word(block * SMALL) ? 0 : EILSEQ;
}

static int write_own(struct load *load) {
    int block = (int)below(load, BLOCKS);
    uint64_t stamp = next_random(&load->random);
    int error = write_block(load, load->own, block, stamp);
    if (!error) {
        load->stamps[block] = stamp;
    }
    return error;
}

static int verify_own(struct load *load) {
    int block = (int)below(load, BLOCKS);
    int error = read_block(load, load->own, block);
    return error ? error : holds(load, load->stamps[block]) ? 0 : EILSEQ;
}

static int use_deleted(struct load *load) {
    uint64_t stamp = next_random(&load->random);
    int error = write_block(load, load->deleted, 0, stamp);
    if (!error) {
        error = read_block(load, load->deleted, 0);
    }
    return error ? error : holds(load, stamp) ? 0 : EILSEQ;
}

static int open_lower(struct load *load) {
    snprintf(load->path, PATH_BYTES, "%s/many/f%05d", load->job->dir, (int)below(load, (uint64_t)load->job->files));
    int fd = open(load->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    return close(fd) == 0 ? 0 : errno;
}

static int create_file(struct load *load) {
    int fd = open(name_own(load, load->path, "new"), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) {
        return errno;
    }
    int error = write(fd, "new\n", 4) == 4 ? 0 : errno;
    return close(fd) == 0 ? error : errno;
}

static int rename_file(struct load *load) {
    return rename(name_own(load, load->path, "new"), name_own(load, load->other, "renamed")) == 0 ? 0 : errno;
}

static int stat_file(struct load *load) {
    struct stat attributes;
    if (stat(name_own(load, load->path, "renamed"), &attributes) != 0) {
        return errno;
    }
    return attributes.st_size == 4 ? 0 : EILSEQ;
}

static int unlink_file(struct load *load) {
    return unlink(name_own(load, load->path, "renamed")) == 0 ? 0 : errno;
}

static int list_some(struct load *load) {
    ssize_t count = getdents64(load->listing, load->buffer, LISTING);
    if (count < 0) {
        return errno;
    }
    for (ssize_t at = 0; at < count;) {
        struct dirent64 *entry = (struct dirent64 *)(void *)(load->buffer + at);
        load->listed += entry->d_name[0] != '.';
        at += entry->d_reclen;
    }
    if (count > 0) {
        return 0;
    }
    int listed = load->listed;
    load->listed = 0;
    if (lseek(load->listing, 0, SEEK_SET) != 0) {
        return errno;
    }
    return listed == load->job->files ? 0 : EILSEQ;
}

static const struct {
    const char *name;
    int (*run)(struct load *);
} operations[] = {
    {"read", read_lower},   {"write", write_own},    {"verify", verify_own}, {"deleted", use_deleted},
    {"open", open_lower},   {"create", create_file}, {"rename", rename_file}, {"stat", stat_file},
    {"unlink", unlink_file}, {"list", list_some},
};

static void note(struct load *load, int from, int to, int64_t nanos, const char *operation) {
    for (int i = from; i <= to; i++) {
        if ((i % 2 == 1 || from == to) && nanos > load->longest[i].nanos) {
            load->longest[i] = (struct longest){nanos, operation};
        }
    }
}

static void perform(struct load *load, const char *name, int (*run)(struct load *)) {
    int from = atomic_load(&interval);
    int64_t start = now_nanos();
    int error = run(load);
    int64_t nanos = now_nanos() - start;
    note(load, from, atomic_load(&interval), nanos, name);
    load->operations++;
    if (error && load->failed++ == 0) {
        snprintf(load->first_failure, sizeof load->first_failure, "%s: %s", name,
                 error == EILSEQ ? "what was read is not what was written" : strerror(error));
    }
}

static int open_all(struct load *load) {
    name_own(load, load->path, "");
    if (mkdir(load->path, 0755) != 0) {
        return errno;
    }
    load->own = open(name_own(load, load->path, "own"), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    load->deleted = open(name_own(load, load->path, "deleted"), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (load->own < 0 || load->deleted < 0 || unlink(load->path) != 0) {
        return errno;
    }
    for (int i = 0; i < BLOCKS; i++) {
        int error = write_block(load, load->own, i, 0);
        if (error) {
            return error;
        }
    }
    snprintf(load->path, PATH_BYTES, "%s/data", load->job->dir);
    load->data = open(load->path, O_RDONLY | O_CLOEXEC);
    snprintf(load->path, PATH_BYTES, "%s/many", load->job->dir);
    load->listing = open(load->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return load->data < 0 || load->listing < 0 ? errno : 0;
}

static void *work(void *argument) {
    struct load *load = argument;
    size_t count = sizeof operations / sizeof *operations;
    while (!atomic_load_explicit(&load->job->stop, memory_order_relaxed)) {
        for (size_t i = 0; i < count; i++) {
            perform(load, operations[i].name, operations[i].run);
        }
    }
    /* At the very end nothing may be missing. */
    for (int i = 0; i < BLOCKS; i++) {
        int error = read_block(load, load->own, i);
        if ((error || !holds(load, load->stamps[i])) && load->failed++ == 0) {
            snprintf(load->first_failure, sizeof load->first_failure, "block %d of a file is lost", i);
        }
    }
    return NULL;
}

/* @return whether the load has come to its end in order */
static int follow_orders(struct job *job) {
    char line[16];
    while (fgets(line, sizeof line, stdin)) {
        if (strcmp(line, "stop\n") == 0) {
            break;
        }
        int begins = strcmp(line, "begin\n") == 0;
        int present = atomic_load(&interval);
        if ((!begins && strcmp(line, "end\n") != 0) || begins != (present % 2 == 0) || present + 1 == MAX_INTERVALS) {
            fprintf(stderr, "fsload: churn: unexpected order\n");
            return 0;
        }
        atomic_store(&interval, present + 1);
        printf("{\"interval\":%d}\n", present + 1);
        fflush(stdout);
    }
    atomic_store(&job->stop, 1);
    return 1;
}

static void print(const struct load *loads, int threads) {
    uint64_t total = 0;
    uint64_t failed = 0;
    const char *first = "";
    for (int t = 0; t < threads; t++) {
        for (int i = 0; i <= atomic_load(&interval); i++) {
            if (loads[t].longest[i].operation) {
                printf("{\"interval\":%d,\"thread\":%d,\"nanos\":%lld,\"operation\":\"%s\"}\n", i, t,
                       (long long)loads[t].longest[i].nanos, loads[t].longest[i].operation);
            }
        }
        total += loads[t].operations;
        failed += loads[t].failed;
        first = *first ? first : loads[t].first_failure;
    }
    printf("{\"operations\":%llu,\"failed\":%llu,\"first\":\"%s\"}\n", (unsigned long long)total,
           (unsigned long long)failed, first);
}

int churn(struct job *job) {
    struct load *loads = calloc((size_t)job->threads, sizeof *loads);
    pthread_t threads[MAX_THREADS];
    for (int i = 0; loads && i < job->threads; i++) {
        loads[i].job = job;
        loads[i].index = i;
        loads[i].random = UINT64_C(88172645463325252) + (uint64_t)i * 7919;
        loads[i].buffer = malloc(LISTING);
        loads[i].longest = calloc(MAX_INTERVALS, sizeof *loads[i].longest);
        int error = loads[i].buffer && loads[i].longest ? open_all(&loads[i]) : ENOMEM;
        error = error ? error : pthread_create(&threads[i], NULL, work, &loads[i]);
        if (error) {
            fprintf(stderr, "fsload: churn in %s: %s\n", job->dir, strerror(error));
            return 1;
        }
    }
    if (!loads || !follow_orders(job)) {
        return 1;
    }
    for (int i = 0; i < job->threads; i++) {
        pthread_join(threads[i], NULL);
    }
    print(loads, job->threads);
    return 0;
}
