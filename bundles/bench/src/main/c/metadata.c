/* Measures of names and attributes. */
#define _GNU_SOURCE
#include "fsload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_CREATED = 100000 };

static char *name_file(struct worker *worker, const char *tree, int number) {
    snprintf(worker->path, sizeof worker->path, "%s/many/f%05d", tree, number);
    return worker->path;
}

static char *name_new(struct worker *worker, uint64_t number) {
    snprintf(worker->path, sizeof worker->path, "%s/new-%d/f%llu", worker->job->dir, worker->index,
             (unsigned long long)number);
    return worker->path;
}

static int stat_file(struct worker *worker, const char *tree, int number) {
    struct stat attributes;
    return stat(name_file(worker, tree, number), &attributes) == 0 ? 0 : errno;
}

static int hot_prepare(struct worker *worker) {
    for (int i = 0; i < HOT_FILES; i++) {
        int error = stat_file(worker, worker->job->dir, i);
        if (error) {
            return error;
        }
    }
    return 0;
}

static int stat_step(struct worker *worker) {
    return stat_file(worker, worker->job->dir, (int)random_below(worker, HOT_FILES));
}

static int open_close_step(struct worker *worker) {
    int fd = open(name_file(worker, worker->job->dir, (int)random_below(worker, HOT_FILES)), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    return close(fd) == 0 ? 0 : errno;
}

static int shuffle(struct worker *worker) {
    worker->count = worker->job->files;
    worker->order = malloc((size_t)worker->count * sizeof *worker->order);
    if (!worker->order) {
        return ENOMEM;
    }
    for (int i = 0; i < worker->count; i++) {
        int other = (int)random_below(worker, (uint64_t)i + 1);
        worker->order[i] = worker->order[other];
        worker->order[other] = i;
    }
    return 0;
}

/* The kernel forgets all names, then learns those of the branches anew: only what is above them is cold. */
static int cold_prepare(struct worker *worker) {
    int error = shuffle(worker);
    if (error) {
        return error;
    }
    int fd = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    ssize_t written = write(fd, "2\n", 2);
    error = written == 2 ? 0 : errno;
    close(fd);
    for (int i = 0; !error && i < worker->job->files; i++) {
        int upper = worker->job->upper ? stat_file(worker, worker->job->upper, i) : 0;
        int lower = worker->job->lower ? stat_file(worker, worker->job->lower, i) : 0;
        error = upper == 0 || upper == ENOENT ? 0 : upper;
        if (!error) {
            error = lower == 0 || lower == ENOENT ? 0 : lower;
        }
    }
    return error;
}

static int stat_cold_step(struct worker *worker) {
    if ((int)worker->operations == worker->count) {
        return DONE;
    }
    return stat_file(worker, worker->job->dir, worker->order[worker->operations]);
}

static int cold_finish(struct worker *worker) {
    free(worker->order);
    return 0;
}

static int create_prepare(struct worker *worker) {
    snprintf(worker->path, sizeof worker->path, "%s/new-%d", worker->job->dir, worker->index);
    return mkdir(worker->path, 0755) == 0 ? 0 : errno;
}

static int create_step(struct worker *worker) {
    if (worker->operations == MAX_CREATED) {
        return DONE;
    }
    int fd = open(name_new(worker, worker->operations), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) {
        return errno;
    }
    return close(fd) == 0 ? 0 : errno;
}

static int create_undo(struct worker *worker) {
    if (worker->undo_operations == worker->operations) {
        return DONE;
    }
    return unlink(name_new(worker, worker->undo_operations)) == 0 ? 0 : errno;
}

static int create_finish(struct worker *worker) {
    snprintf(worker->path, sizeof worker->path, "%s/new-%d", worker->job->dir, worker->index);
    return rmdir(worker->path) == 0 ? 0 : errno;
}

static int readdir_step(struct worker *worker) {
    snprintf(worker->path, sizeof worker->path, "%s/many", worker->job->dir);
    DIR *stream = opendir(worker->path);
    if (!stream) {
        return errno;
    }
    int entries = 0;
    errno = 0;
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        entries += entry->d_name[0] != '.';
    }
    int error = errno;
    closedir(stream);
    if (!error && entries != worker->job->files) {
        fprintf(stderr, "fsload: %s lists %d entries, there are %d\n", worker->path, entries, worker->job->files);
        return EIO;
    }
    return error;
}

const struct measure metadata_measures[] = {
    {.name = "stat", .prepare = hot_prepare, .step = stat_step},
    {.name = "stat-cold", .prepare = cold_prepare, .step = stat_cold_step, .finish = cold_finish},
    {.name = "open-close", .prepare = hot_prepare, .step = open_close_step},
    {.name = "create",
     .prepare = create_prepare,
     .step = create_step,
     .finish = create_finish,
     .undo_name = "unlink",
     .undo = create_undo},
    {.name = "readdir", .step = readdir_step},
    {.name = NULL},
};
