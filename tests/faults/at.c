// Runs a program and interferes with one of its system calls that concern files below a folder: Linux on x86-64.
//
//   at changes|reads FOLDER NUMBER ACTION REPORT PROGRAM ARGUMENT...
//
// Calls are counted over all threads and children, in the order in which they are made: `changes` are all that may change
// the disk, `reads` all that look at it. At the call NUMBER (0: none) the ACTION is taken:
//
//   kill        the program dies before the call is made
//   tear        the program dies after the call; a write has put down half of its bytes
//   EIO         the call fails once, with this error (EACCES, EIO, ENOSPC, EROFS likewise)
//   ENOSPC+     so does every later call that wants room on the disk
//   run:COMMAND the program stands still until the shell has run the command, then makes the call
//
// REPORT gets one line a call, `NUMBER NAME PATH`. Exits as the program did, 137 after kill and tear, 99 if this machine
// refuses what is needed. A filter (seccomp) stops the program at the calls in question alone, so that all else runs at
// full speed; nothing is built into the program for this.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "at.c knows the registers of x86-64 alone"
#endif

#define REFUSED 99
#define NONE -1

// Where a call says which file it is about.
enum about { PATH, AT_PATH, HANDLE, THIRD_HANDLE };
// What a call does to the disk.
enum effect { READS, CHANGES, GROWS, OPENS };

struct call {
    long number;
    const char *name;
    enum about about;
    enum effect effect;
    // Which argument says how many bytes are written.
    int length;
};

static const struct call CALLS[] = {
    {SYS_open, "open", PATH, OPENS, NONE},
    {SYS_openat, "openat", AT_PATH, OPENS, NONE},
    {SYS_creat, "creat", PATH, GROWS, NONE},
    {SYS_write, "write", HANDLE, GROWS, 2},
    {SYS_pwrite64, "pwrite64", HANDLE, GROWS, 2},
    {SYS_writev, "writev", HANDLE, GROWS, NONE},
    {SYS_pwritev, "pwritev", HANDLE, GROWS, NONE},
    {SYS_copy_file_range, "copy_file_range", THIRD_HANDLE, GROWS, 4},
    {SYS_sendfile, "sendfile", HANDLE, GROWS, 3},
    {SYS_fallocate, "fallocate", HANDLE, GROWS, NONE},
    {SYS_truncate, "truncate", PATH, CHANGES, NONE},
    {SYS_ftruncate, "ftruncate", HANDLE, CHANGES, NONE},
    {SYS_rename, "rename", PATH, CHANGES, NONE},
    {SYS_renameat, "renameat", AT_PATH, CHANGES, NONE},
    {SYS_renameat2, "renameat2", AT_PATH, CHANGES, NONE},
    {SYS_link, "link", PATH, GROWS, NONE},
    {SYS_linkat, "linkat", AT_PATH, GROWS, NONE},
    {SYS_symlink, "symlink", PATH, GROWS, NONE},
    {SYS_mkdir, "mkdir", PATH, GROWS, NONE},
    {SYS_mkdirat, "mkdirat", AT_PATH, GROWS, NONE},
    {SYS_rmdir, "rmdir", PATH, CHANGES, NONE},
    {SYS_unlink, "unlink", PATH, CHANGES, NONE},
    {SYS_unlinkat, "unlinkat", AT_PATH, CHANGES, NONE},
    {SYS_chmod, "chmod", PATH, CHANGES, NONE},
    {SYS_fchmod, "fchmod", HANDLE, CHANGES, NONE},
    {SYS_fchmodat, "fchmodat", AT_PATH, CHANGES, NONE},
    {SYS_fsync, "fsync", HANDLE, CHANGES, NONE},
    {SYS_fdatasync, "fdatasync", HANDLE, CHANGES, NONE},
    {SYS_flock, "flock", HANDLE, CHANGES, NONE},
    {SYS_read, "read", HANDLE, READS, NONE},
    {SYS_pread64, "pread64", HANDLE, READS, NONE},
    {SYS_readv, "readv", HANDLE, READS, NONE},
    {SYS_getdents64, "getdents64", HANDLE, READS, NONE},
    {SYS_stat, "stat", PATH, READS, NONE},
    {SYS_lstat, "lstat", PATH, READS, NONE},
    {SYS_newfstatat, "newfstatat", AT_PATH, READS, NONE},
    {SYS_statx, "statx", AT_PATH, READS, NONE},
    {SYS_access, "access", PATH, READS, NONE},
    {SYS_readlink, "readlink", PATH, READS, NONE},
};
#define CALLS_LENGTH (sizeof CALLS / sizeof CALLS[0])

static void refused(const char *what) {
    fprintf(stderr, "at: this machine refuses %s: %s\n", what, strerror(errno));
    exit(REFUSED);
}

static const struct call *named(long number) {
    for (size_t at = 0; at < CALLS_LENGTH; at++)
        if (CALLS[at].number == number) return &CALLS[at];
    return NULL;
}

// The child: asks to be watched, stops at the calls in question, and becomes the program.
static void become(char **program, int reads) {
    struct sock_filter filter[2 * CALLS_LENGTH + 8];
    size_t length = 0;
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t at = 0; at < CALLS_LENGTH; at++) {
        if (CALLS[at].effect != OPENS && (CALLS[at].effect == READS) != reads) continue;
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS[at].number, 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog code = {.len = length, .filter = filter};
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) refused("ptrace");
    raise(SIGSTOP);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) refused("no_new_privs");
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &code) != 0) refused("a seccomp filter");
    execv(program[0], program);
    refused("to run the program");
}

static void text_of(pid_t task, unsigned long address, char *text, size_t length) {
    size_t have = 0;
    text[0] = 0;
    // Page by page: the next one may not be there.
    while (have + 1 < length) {
        size_t part = 4096 - (address + have) % 4096;
        if (part > length - 1 - have) part = length - 1 - have;
        struct iovec here = {text + have, part}, there = {(void *)(address + have), part};
        ssize_t got = process_vm_readv(task, &here, 1, &there, 1, 0);
        if (got <= 0) break;
        if (memchr(text + have, 0, got)) return;
        have += got;
    }
    text[have] = 0;
}

static void link_of(pid_t task, const char *what, int handle, char *path) {
    char link[64];
    if (handle >= 0) snprintf(link, sizeof link, "/proc/%d/fd/%d", task, handle);
    else snprintf(link, sizeof link, "/proc/%d/%s", task, what);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

// The absolute path of the file that a call is about.
static void path_of(pid_t task, const struct call *call, const uint64_t *args, char *path) {
    char given[PATH_MAX], base[PATH_MAX];
    if (call->about == HANDLE || call->about == THIRD_HANDLE) {
        link_of(task, NULL, (int)args[call->about == HANDLE ? 0 : 2], path);
        return;
    }
    int handle = call->about == AT_PATH ? (int)args[0] : AT_FDCWD;
    text_of(task, args[call->about == AT_PATH], given, sizeof given);
    if (given[0] == '/') {
        strcpy(path, given);
        return;
    }
    link_of(task, "cwd", handle == AT_FDCWD ? NONE : handle, base);
    if (given[0] == 0) strcpy(path, base);
    else snprintf(path, 2 * PATH_MAX, "%s/%s", base, given);
}

static enum effect effect_of(const struct call *call, const uint64_t *args) {
    if (call->effect != OPENS) return call->effect;
    int flags = (int)args[call->about == AT_PATH ? 2 : 1];
    if (flags & O_CREAT) return GROWS;
    return flags & (O_WRONLY | O_RDWR | O_TRUNC) ? CHANGES : READS;
}

static int error_named(const char *name, size_t length) {
    static const struct { const char *name; int error; } ERRORS[] = {
        {"EIO", EIO}, {"EACCES", EACCES}, {"ENOSPC", ENOSPC}, {"EROFS", EROFS}, {"ENOENT", ENOENT}, {"EINTR", EINTR},
    };
    for (size_t at = 0; at < sizeof ERRORS / sizeof ERRORS[0]; at++)
        if (strlen(ERRORS[at].name) == length && memcmp(ERRORS[at].name, name, length) == 0) return ERRORS[at].error;
    return 0;
}

// The call is not made; the program sees an error.
static void fail(pid_t task, int error) {
    struct user_regs_struct registers;
    ptrace(PTRACE_GETREGS, task, 0, &registers);
    registers.orig_rax = -1;
    registers.rax = -error;
    ptrace(PTRACE_SETREGS, task, 0, &registers);
}

static void halve(pid_t task, const struct call *call) {
    struct user_regs_struct registers;
    ptrace(PTRACE_GETREGS, task, 0, &registers);
    if (call->length == 2) registers.rdx /= 2;
    if (call->length == 3) registers.r10 /= 2;
    if (call->length == 4) registers.r8 /= 2;
    ptrace(PTRACE_SETREGS, task, 0, &registers);
}

int main(int argc, char **argv) {
    if (argc < 7) {
        fprintf(stderr, "at changes|reads FOLDER NUMBER ACTION REPORT PROGRAM ARGUMENT...\n");
        return 2;
    }
    int reads = strcmp(argv[1], "reads") == 0;
    const char *folder = argv[2], *action = argv[4];
    long wanted = atol(argv[3]), count = 0;
    FILE *report = fopen(argv[5], "we");
    if (!report) refused("to write the report");
    size_t length = strlen(action), below = strlen(folder);
    int lasting = length && action[length - 1] == '+';
    int error = error_named(action, length - lasting);

    pid_t program = fork();
    if (program == 0) become(argv + 6, reads);
    int status, code = REFUSED;
    if (waitpid(program, &status, 0) < 0 || !WIFSTOPPED(status)) return REFUSED;
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SETOPTIONS, program, 0, options) != 0) refused("ptrace");
    ptrace(PTRACE_CONT, program, 0, 0);

    for (pid_t task; (task = waitpid(-1, &status, __WALL)) > 0;) {
        if (!WIFSTOPPED(status)) {
            if (task == program) code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (signal == (SIGTRAP | 0x80)) {
            // The call that was to be torn is over.
            kill(program, SIGKILL);
            continue;
        }
        if (event == PTRACE_EVENT_SECCOMP) {
            struct __ptrace_syscall_info info;
            ptrace(PTRACE_GET_SYSCALL_INFO, task, sizeof info, &info);
            const struct call *call = named((long)info.seccomp.nr);
            char path[2 * PATH_MAX] = "";
            if (call) path_of(task, call, info.seccomp.args, path);
            enum effect effect = call ? effect_of(call, info.seccomp.args) : READS;
            int counts = call && strncmp(path, folder, below) == 0 && (path[below] == '/' || path[below] == 0) &&
                         (effect == READS) == reads;
            if (counts) {
                count++;
                fprintf(report, "%ld %s %s\n", count, call->name, path);
                fflush(report);
                int now = wanted && count == wanted;
                if (now && strcmp(action, "kill") == 0) {
                    kill(program, SIGKILL);
                    continue;
                }
                if (now && strcmp(action, "tear") == 0) {
                    halve(task, call);
                    ptrace(PTRACE_SYSCALL, task, 0, 0);
                    continue;
                }
                if (now && strncmp(action, "run:", 4) == 0 && system(action + 4) == -1) refused("to run a command");
                if (error && (now || (lasting && wanted && count > wanted && effect == GROWS))) fail(task, error);
            }
            ptrace(PTRACE_CONT, task, 0, 0);
            continue;
        }
        // A new thread begins with a stop of its own; all else is the program's.
        int passed = event || signal == SIGSTOP || signal == SIGTRAP ? 0 : signal;
        ptrace(PTRACE_CONT, task, 0, passed);
    }
    fclose(report);
    return code;
}
