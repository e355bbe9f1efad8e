/*
 * child-program.c - another program, kept on a short leash, turns bytes into text
 *
 * Its input is an anonymous file in memory: nothing of it reaches the disk, and a program
 * that wants to seek in it can.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "child-program.h"

#include "bounds.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECE (64 * KIBIBYTE)

/* Enough for a document of a thousand pages; the input comes on top of the memory. */
#define LEAST_MEMORY (1 * GIBIBYTE)
#define MOST_SECONDS 120
#define MOST_FILES   64

/* As shells say that a program cannot be run. */
#define EXIT_CANNOT 126

struct ChildProgram {
	pid_t pid;
	int output;
	int64_t deadline; /* of g_get_monotonic_time */
	bool killed;
	bool ended; /* it closed its output */
};

bool
child_program_exists(const char *name)
{
	g_autofree char *path = g_find_program_in_path(name);

	return path != NULL;
}

static bool
write_all(int fd, Span bytes)
{
	while (bytes.length > 0) {
		ssize_t done = write(fd, bytes.bytes, bytes.length);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes = span_slice(bytes, (size_t)done, bytes.length);
	}
	return lseek(fd, 0, SEEK_SET) == 0;
}

static void
limit(size_t input)
{
	rlim_t most = LEAST_MEMORY + 8 * (rlim_t)input;
	const struct {
		int what;
		rlim_t most;
	} limits[] = {
		{RLIMIT_AS, most}, {RLIMIT_CPU, MOST_SECONDS}, {RLIMIT_NOFILE, MOST_FILES},
		{RLIMIT_FSIZE, 0}, {RLIMIT_CORE, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct rlimit both = {limits[i].most, limits[i].most};

		if (setrlimit(limits[i].what, &both) != 0)
			_exit(EXIT_CANNOT);
	}
}

/*
 * The child, between fork and exec: system calls only, because other threads of ours may have
 * held locks.  posix_spawn cannot set limits, and from outside they would come too late.
 */
static void
become(const char *path, char *const *arguments, size_t length, int input, int output)
{
	char search[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
	char *environment[] = {search, locale, NULL};
	int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nothing < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(EXIT_CANNOT);
	limit(length);
	execve(path, arguments, environment);
	_exit(EXIT_CANNOT);
}

static bool
start(const char *const *arguments, size_t length, int input, int output, pid_t *ret_pid)
{
	g_autofree char *path = g_find_program_in_path(arguments[0]);
	g_auto(GStrv) copy = g_strdupv((char **)(uintptr_t)arguments);

	if (path == NULL)
		return false;
	*ret_pid = fork();
	if (*ret_pid == 0)
		become(path, copy, length, input, output);
	return *ret_pid > 0;
}

ChildProgram *
child_program_start(const char *const *arguments, Span input)
{
	int memory = memfd_create("tingfu", MFD_CLOEXEC), ends[2] = {-1, -1};
	bool started = false;
	pid_t pid = 0;

	if (memory >= 0 && write_all(memory, input) && pipe2(ends, O_CLOEXEC) == 0)
		started = start(arguments, input.length, memory, ends[1], &pid);
	if (memory >= 0)
		close(memory);
	if (ends[1] >= 0)
		close(ends[1]);
	if (!started) {
		if (ends[0] >= 0)
			close(ends[0]);
		return NULL;
	}
	ChildProgram *child = g_new0(ChildProgram, 1);
	child->pid = pid;
	child->output = ends[0];
	child->deadline = g_get_monotonic_time() + MOST_SECONDS * G_USEC_PER_SEC;
	return child;
}

bool
child_program_read(ChildProgram *child, GString *output)
{
	struct pollfd waiting = {child->output, POLLIN, 0};
	size_t before = output->len;

	for (;;) {
		int64_t left = (child->deadline - g_get_monotonic_time()) / 1000;
		int ready = poll(&waiting, 1, (int)MAX(left, 0));

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0) {
			kill(child->pid, SIGKILL);
			child->killed = true;
			return false;
		}
		g_string_set_size(output, before + PIECE);
		ssize_t length = read(child->output, output->str + before, PIECE);

		g_string_truncate(output, before + (size_t)MAX(length, 0));
		if (length < 0 && errno == EINTR)
			continue;
		child->ended = length <= 0;
		return length > 0;
	}
}

int
child_program_finish(ChildProgram *child)
{
	int status = 0;
	pid_t done;

	close(child->output);
	/* Whoever stopped reading early does not wait for the rest. */
	if (!child->ended)
		kill(child->pid, SIGKILL);
	do {
		done = waitpid(child->pid, &status, 0);
	} while (done < 0 && errno == EINTR);
	bool exited = done == child->pid && WIFEXITED(status) && !child->killed;
	g_free(child);
	return exited ? WEXITSTATUS(status) : -1;
}
