/* Arguments, threads and time; the result is one line of JSON for each measure on standard output. */
#define _GNU_SOURCE
#include "fsload.h"

#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_barrier_t barrier;

static void fail(const struct worker *worker, const char *part, int error) {
    fprintf(stderr, "fsload: %s in %s, %s: %s\n", worker->job->measure->name, worker->job->dir, part, strerror(error));
    exit(1);
}

static void require(struct worker *worker, const char *part, int (*function)(struct worker *)) {
    int error = function ? function(worker) : 0;
    if (error) {
        fail(worker, part, error);
    }
}

static void repeat(struct worker *worker, int (*function)(struct worker *), uint64_t *operations, atomic_int *stop) {
    while (!stop || !atomic_load_explicit(stop, memory_order_relaxed)) {
        int error = function(worker);
        if (error == DONE) {
            return;
        }
        if (error) {
            fail(worker, "an operation", error);
        }
        ++*operations;
    }
}

/* The main thread takes the time between the barriers. */
static void *work(void *argument) {
    struct worker *worker = argument;
    const struct measure *measure = worker->job->measure;
    require(worker, "preparing", measure->prepare);
    pthread_barrier_wait(&barrier);
    repeat(worker, measure->step, &worker->operations, &worker->job->stop);
    pthread_barrier_wait(&barrier);
    if (measure->undo) {
        pthread_barrier_wait(&barrier);
        repeat(worker, measure->undo, &worker->undo_operations, NULL);
        pthread_barrier_wait(&barrier);
    }
    require(worker, "finishing", measure->finish);
    return NULL;
}

static void *ring(void *argument) {
    struct job *job = argument;
    struct timespec time = {.tv_sec = job->millis / 1000, .tv_nsec = job->millis % 1000 * 1000000L};
    nanosleep(&time, NULL);
    atomic_store(&job->stop, 1);
    return NULL;
}

static void start_thread(pthread_t *thread, void *(*function)(void *), void *argument) {
    int error = pthread_create(thread, NULL, function, argument);
    if (error) {
        fprintf(stderr, "fsload: a thread did not start: %s\n", strerror(error));
        exit(1);
    }
}

static void print(const struct job *job, const char *name, uint64_t operations, int64_t nanos) {
    printf("{\"metric\":\"%s\",\"threads\":%d,\"operations\":%llu,\"seconds\":%.9f}\n", name, job->threads,
           (unsigned long long)operations, (double)nanos / 1e9);
}

static int64_t between_barriers(void) {
    pthread_barrier_wait(&barrier);
    int64_t start = now_nanos();
    pthread_barrier_wait(&barrier);
    return now_nanos() - start;
}

static void run(struct job *job) {
    static struct worker workers[MAX_THREADS];
    pthread_t threads[MAX_THREADS];
    pthread_t alarm;
    uint64_t operations = 0;
    uint64_t undone = 0;
    pthread_barrier_init(&barrier, NULL, (unsigned)job->threads + 1);
    for (int i = 0; i < job->threads; i++) {
        workers[i].job = job;
        workers[i].index = i;
        workers[i].random = UINT64_C(88172645463325252) + (uint64_t)i * 7919;
        start_thread(&threads[i], work, &workers[i]);
    }
    pthread_barrier_wait(&barrier);
    int64_t start = now_nanos();
    start_thread(&alarm, ring, job);
    pthread_barrier_wait(&barrier);
    int64_t nanos = now_nanos() - start;
    int64_t undo_nanos = job->measure->undo ? between_barriers() : 0;
    for (int i = 0; i < job->threads; i++) {
        pthread_join(threads[i], NULL);
        operations += workers[i].operations;
        undone += workers[i].undo_operations;
    }
    print(job, job->measure->name, operations, nanos);
    if (job->measure->undo) {
        print(job, job->measure->undo_name, undone, undo_nanos);
    }
}

static const struct measure *find(const struct measure *table, const char *name) {
    for (; table->name; table++) {
        if (strcmp(table->name, name) == 0) {
            return table;
        }
    }
    return NULL;
}

static int usage(const char *what) {
    fprintf(stderr,
            "fsload: %s; usage: fsload MEASURE|churn --dir DIR [--threads N] [--millis N] [--files N] [--upper DIR] "
            "[--lower DIR]\n",
            what);
    return 2;
}

int main(int argc, char **argv) {
    static const struct option options[] = {
        {"dir", required_argument, NULL, 'd'},     {"threads", required_argument, NULL, 't'},
        {"millis", required_argument, NULL, 'm'},  {"files", required_argument, NULL, 'f'},
        {"upper", required_argument, NULL, 'u'},   {"lower", required_argument, NULL, 'l'},
        {NULL, 0, NULL, 0},
    };
    static struct job job = {.threads = 1, .millis = 1000, .files = 10000};
    for (int option = getopt_long(argc, argv, "", options, NULL); option >= 0;
         option = getopt_long(argc, argv, "", options, NULL)) {
        switch (option) {
            case 'd': job.dir = optarg; break;
            case 't': job.threads = atoi(optarg); break;
            case 'm': job.millis = atoi(optarg); break;
            case 'f': job.files = atoi(optarg); break;
            case 'u': job.upper = optarg; break;
            case 'l': job.lower = optarg; break;
            default: return usage("an option is wrong");
        }
    }
    if (optind != argc - 1 || !job.dir || job.threads < 1 || job.threads > MAX_THREADS || job.files < HOT_FILES) {
        return usage("an argument is missing or out of range");
    }
    if (strcmp(argv[optind], "churn") == 0) {
        return churn(&job);
    }
    job.measure = find(metadata_measures, argv[optind]);
    if (!job.measure) {
        job.measure = find(data_measures, argv[optind]);
    }
    if (!job.measure) {
        return usage("there is no such measure");
    }
    run(&job);
    return 0;
}
