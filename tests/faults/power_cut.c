/* What would be on the disk if the power failed now: for each file of a folder, a copy as of its
 * last sync. Loaded before the C library by LD_PRELOAD; names the folders by
 * POWER_CUT_WATCHED and POWER_CUT_SYNCED. A write waits while a file is being copied.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int is_watched(int file, char *path)
{
    char link[64];
    const char *folder = getenv("POWER_CUT_WATCHED");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = folder ? readlink(link, path, PATH_MAX - 1) : -1;
    if (length < 0)
        return 0;
    path[length] = 0;
    size_t named = strlen(folder);
    return !strncmp(path, folder, named) && path[named] == '/' && !strchr(path + named + 1, '/')
        && !strstr(path + named, "-shm");
}

/* Read through the descriptor that is there: to open and close the file once more would end all of
 * SQLite's locks on it, and another process could then take the log away from under this one. */
static void copy_synced(int file, const char *path)
{
    char whole[PATH_MAX], partial[PATH_MAX + 8], buffer[1 << 16];
    snprintf(whole, sizeof whole, "%s%s", getenv("POWER_CUT_SYNCED"), strrchr(path, '/'));
    snprintf(partial, sizeof partial, "%s.new", whole);
    int to = open(partial, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t length;
    for (off_t at = 0; (length = pread(file, buffer, sizeof buffer, at)) > 0; at += length)
        if (write(to, buffer, length) != length)
            abort();
    close(to);
    rename(partial, whole);
}

static int synced(int file, const char *name)
{
    char path[PATH_MAX];
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    if (!is_watched(file, path))
        return real(file);
    pthread_mutex_lock(&lock);
    copy_synced(file, path);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int file) { return synced(file, "fsync"); }
int fdatasync(int file) { return synced(file, "fdatasync"); }

#define LOCKED(call)                  \
    char path[PATH_MAX];              \
    int watched = is_watched(file, path); \
    if (watched)                      \
        pthread_mutex_lock(&lock);    \
    __typeof__(call) done = call;     \
    if (watched)                      \
        pthread_mutex_unlock(&lock);  \
    return done

ssize_t pwrite64(int file, const void *from, size_t length, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    real = dlsym(RTLD_NEXT, "pwrite64");
    LOCKED(real(file, from, length, at));
}

ssize_t pwrite(int file, const void *from, size_t length, off_t at)
{
    return pwrite64(file, from, length, at);
}

int ftruncate64(int file, off64_t length)
{
    static int (*real)(int, off64_t);
    real = dlsym(RTLD_NEXT, "ftruncate64");
    LOCKED(real(file, length));
}

/* SQLite syncs the folder after it has removed a journal, so a removal counts at once. */
int unlink(const char *path)
{
    char kept[PATH_MAX];
    const char *folder = getenv("POWER_CUT_WATCHED"), *name = strrchr(path, '/');
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    if (folder && name && !strncmp(path, folder, strlen(folder))) {
        snprintf(kept, sizeof kept, "%s%s", getenv("POWER_CUT_SYNCED"), name);
        real(kept);
    }
    return real(path);
}
