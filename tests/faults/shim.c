// Lets the N-th system call that writes below a directory fail, or the process die there.
//
// Loaded with LD_PRELOAD. A seccomp filter traps every call that can write, however it is made (by the C library, by
// SQLite inside the program, or by an instruction of the program's own), and a handler decides: let it pass, let it
// fail, or end the process. Only calls on paths below FAULT_ROOT count.
//
//   FAULT_ROOT  the directory
//   FAULT_LOG   the file to which each counted call is appended: name, path, second path
//   FAULT_AT    the call to hit, from 1; 0 for none
//   FAULT_KIND  "kill" (die before the call), "after" (die after it), "torn" (die after half of a write), or an error
//               number; with a "+" before it every later call of the kind that needs room fails too
//   FAULT_READS counts the calls that read instead
//   FAULT_LOCKS counts the calls that lock and unlock instead
//   FAULT_STDOUT counts writes to the standard output too

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

// A system call from the one place that the filter lets through.
__attribute__((visibility("hidden"))) long gate(long number, long a, long b, long c, long d, long e, long f);
extern char gate_end[] __attribute__((visibility("hidden")));

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
__asm__(".text\n.hidden gate\n.globl gate\ngate:\n"
        "mov %rdi, %rax\nmov %rsi, %rdi\nmov %rdx, %rsi\nmov %rcx, %rdx\n"
        "mov %r8, %r10\nmov %r9, %r8\nmov 8(%rsp), %r9\nsyscall\n"
        ".hidden gate_end\n.globl gate_end\ngate_end:\nret\n");
#define ARGUMENT(context, at) \
    ((long)(context)->uc_mcontext.gregs[(const int[]){REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9}[at]])
#define ANSWER(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
__asm__(".text\n.hidden gate\n.globl gate\ngate:\n"
        "mov x8, x0\nmov x0, x1\nmov x1, x2\nmov x2, x3\nmov x3, x4\nmov x4, x5\nmov x5, x6\nsvc #0\n"
        ".hidden gate_end\n.globl gate_end\ngate_end:\nret\n");
#define ARGUMENT(context, at) ((long)(context)->uc_mcontext.regs[at])
#define ANSWER(context) ((context)->uc_mcontext.regs[0])
#else
#error "This processor is not known to the shim."
#endif

// Where the paths or the file of a call stand among its arguments.
enum shape { FD, PATH, AT, PATHS, AT_TO_AT, TO_FD, SYMLINK, SYMLINK_AT, OPEN, OPEN_AT };
static const struct call {
    long number;
    const char *name;
    enum shape shape;
    int reads;
} CALLS[] = {
#ifdef __NR_open
    {__NR_open, "open", OPEN, 0},
    {__NR_rename, "rename", PATHS, 0},
    {__NR_link, "link", PATHS, 0},
    {__NR_symlink, "symlink", SYMLINK, 0},
    {__NR_unlink, "unlink", PATH, 0},
    {__NR_mkdir, "mkdir", PATH, 0},
    {__NR_rmdir, "rmdir", PATH, 0},
    {__NR_chmod, "chmod", PATH, 0},
    {__NR_chown, "chown", PATH, 0},
    {__NR_creat, "creat", PATH, 0},
#endif
#ifdef __NR_renameat
    {__NR_renameat, "renameat", AT_TO_AT, 0},
#endif
    {__NR_openat, "openat", OPEN_AT, 0},
    {__NR_renameat2, "renameat2", AT_TO_AT, 0},
    {__NR_linkat, "linkat", AT_TO_AT, 0},
    {__NR_symlinkat, "symlinkat", SYMLINK_AT, 0},
    {__NR_unlinkat, "unlinkat", AT, 0},
    {__NR_mkdirat, "mkdirat", AT, 0},
    {__NR_fchmodat, "fchmodat", AT, 0},
    {__NR_fchownat, "fchownat", AT, 0},
    {__NR_utimensat, "utimensat", AT, 0},
    {__NR_truncate, "truncate", PATH, 0},
    {__NR_ftruncate, "ftruncate", FD, 0},
    {__NR_fallocate, "fallocate", FD, 0},
    {__NR_fchmod, "fchmod", FD, 0},
    {__NR_fchown, "fchown", FD, 0},
    {__NR_fsync, "fsync", FD, 0},
    {__NR_fdatasync, "fdatasync", FD, 0},
    {__NR_write, "write", FD, 0},
    {__NR_pwrite64, "pwrite64", FD, 0},
    {__NR_writev, "writev", FD, 0},
    {__NR_pwritev, "pwritev", FD, 0},
    {__NR_copy_file_range, "copy_file_range", TO_FD, 0},
    {__NR_sendfile, "sendfile", FD, 0},
    {__NR_read, "read", FD, 1},
    {__NR_pread64, "pread64", FD, 1},
    {__NR_readv, "readv", FD, 1},
    {__NR_getdents64, "getdents64", FD, 1},
    {__NR_fcntl, "fcntl", FD, 2},
};
#define COUNT ((int)(sizeof CALLS / sizeof *CALLS))
#define LENGTH 1024

static char root[LENGTH];
static size_t root_length;
static int log_file = -1;
static int reading, printing;
static long hit_at;
static long counted;
static int errno_wanted, lasting, torn, dies_after;

static long plain(long number, long a, long b, long c, long d) { return gate(number, a, b, c, d, 0, 0); }

// The path of an open file, as the system has it.
static void path_of(int fd, char *into) {
    char link[64] = "/proc/self/fd/";
    char figures[16];
    int at = 0;
    if (fd < 0) {
        fd = 0;
    }
    do {
        figures[at++] = (char)('0' + fd % 10);
        fd /= 10;
    } while (fd);
    size_t end = strlen(link);
    while (at) {
        link[end++] = figures[--at];
    }
    link[end] = 0;
    long length = plain(__NR_readlinkat, AT_FDCWD, (long)link, (long)into, LENGTH - 1);
    into[length > 0 ? length : 0] = 0;
}

// A path as it was given, made absolute.
static void absolute(int directory, const char *path, char *into) {
    into[0] = 0;
    if (!path) {
        return;
    }
    if (path[0] != '/') {
        if (directory == AT_FDCWD) {
            if (plain(__NR_getcwd, (long)into, LENGTH - 1, 0, 0) < 0) {
                into[0] = 0;
            }
        } else {
            path_of(directory, into);
        }
        strncat(into, "/", LENGTH - strlen(into) - 1);
    }
    strncat(into, path, LENGTH - strlen(into) - 1);
}

static int below(const char *path) {
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

// Finds the paths of a call; says whether it counts.
static int counts(const struct call *call, const long *of, char *first, char *second) {
    first[0] = second[0] = 0;
    if (call->reads != reading) {
        return 0;
    }
    int makes = O_CREAT | O_TRUNC;
    if (reading == 2 && of[1] != F_SETLK && of[1] != F_SETLKW) {
        return 0;
    }
    switch (call->shape) {
    case FD:
        if (of[0] == 1 && !reading) {
            strcpy(first, "stdout");
            return printing;
        }
        path_of((int)of[0], first);
        break;
    case TO_FD: path_of((int)of[2], first); break;
    case PATH: absolute(AT_FDCWD, (const char *)of[0], first); break;
    case AT: absolute((int)of[0], (const char *)of[1], first); break;
    case OPEN:
    case OPEN_AT: {
        int at = call->shape == OPEN_AT;
        int flags = (int)of[1 + at];
        if (!(flags & makes) && (flags & O_TMPFILE) != O_TMPFILE) {
            return 0;
        }
        absolute(at ? (int)of[0] : AT_FDCWD, (const char *)of[at], first);
        break;
    }
    case PATHS:
        absolute(AT_FDCWD, (const char *)of[0], first);
        absolute(AT_FDCWD, (const char *)of[1], second);
        break;
    case AT_TO_AT:
        absolute((int)of[0], (const char *)of[1], first);
        absolute((int)of[2], (const char *)of[3], second);
        break;
    case SYMLINK: absolute(AT_FDCWD, (const char *)of[1], first); break;
    case SYMLINK_AT: absolute((int)of[1], (const char *)of[2], first); break;
    }
    return below(first) || below(second);
}

// Whether a call needs room on the disk: on a full one, the others still work.
static int needs_room(const char *name) {
    return strstr(name, "write") || strstr(name, "open") || strstr(name, "creat") || strstr(name, "mkdir")
        || strstr(name, "link") == name || strstr(name, "symlink") || strstr(name, "fallocate")
        || strstr(name, "copy_file_range") || strstr(name, "sendfile");
}

static void note(const char *mark, const struct call *call, const char *first, const char *second) {
    char line[3 * LENGTH];
    line[0] = 0;
    strcat(strcat(strcat(line, mark), call->name), "\t");
    strcat(strcat(strcat(strcat(line, first), "\t"), second), "\n");
    plain(__NR_write, log_file, (long)line, (long)strlen(line), 0);
}

static void die(void) {
    plain(__NR_kill, plain(__NR_getpid, 0, 0, 0, 0), SIGKILL, 0, 0);
    for (;;) {
    }
}

static void handle(int signal, siginfo_t *info, void *at) {
    (void)signal;
    ucontext_t *context = at;
    long of[6];
    for (int argument = 0; argument < 6; argument++) {
        of[argument] = ARGUMENT(context, argument);
    }
    const struct call *call = NULL;
    for (int known = 0; known < COUNT && !call; known++) {
        if (CALLS[known].number == info->si_syscall) {
            call = &CALLS[known];
        }
    }
    char first[LENGTH], second[LENGTH];
    int hit = 0;
    if (call && counts(call, of, first, second)) {
        long number = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
        int later = lasting && hit_at && number > hit_at && (errno_wanted != ENOSPC || needs_room(call->name));
        hit = number == hit_at || later;
        note(number == hit_at ? "!" : "", call, first, second);
    }
    if (hit && errno_wanted) {
        ANSWER(context) = -errno_wanted;
        return;
    }
    if (hit && !dies_after) {
        if (torn && (call->number == __NR_write || call->number == __NR_pwrite64) && of[2] > 1) {
            gate(call->number, of[0], of[1], of[2] / 2, of[3], of[4], of[5]);
        }
        die();
    }
    ANSWER(context) = gate(info->si_syscall, of[0], of[1], of[2], of[3], of[4], of[5]);
    if (hit) {
        die();
    }
}

__attribute__((constructor)) static void begin(void) {
    const char *directory = getenv("FAULT_ROOT"), *log = getenv("FAULT_LOG"), *kind = getenv("FAULT_KIND");
    if (!directory || !log || !kind || strlen(directory) >= LENGTH) {
        return;
    }
    strcpy(root, directory);
    root_length = strlen(root);
    reading = getenv("FAULT_LOCKS") ? 2 : getenv("FAULT_READS") != NULL;
    printing = getenv("FAULT_STDOUT") != NULL;
    hit_at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
    torn = !strcmp(kind, "torn");
    dies_after = !strcmp(kind, "after");
    lasting = kind[0] == '+';
    errno_wanted = atoi(kind + lasting);
    int opened = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_file = fcntl(opened, F_DUPFD_CLOEXEC, 400);
    close(opened);
    if (log_file < 0) {
        _exit(99);
    }
    struct sigaction action = {0};
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigaction(SIGSYS, &action, NULL);

    struct sock_filter filter[COUNT + 12];
    int end = 0;
    uint64_t from = (uint64_t)(uintptr_t)gate_end;
#define LOAD(field) (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF(value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), yes, no)
#define DO(what) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what)
    filter[end++] = LOAD(arch);
    filter[end++] = IF(ARCHITECTURE, 1, 0);
    filter[end++] = DO(SECCOMP_RET_ALLOW);
    filter[end++] = LOAD(instruction_pointer);
    filter[end++] = IF(from, 0, 3);
    filter[end++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                                 offsetof(struct seccomp_data, instruction_pointer) + 4);
    filter[end++] = IF(from >> 32, 0, 1);
    filter[end++] = DO(SECCOMP_RET_ALLOW);
    filter[end++] = LOAD(nr);
    for (int call = 0; call < COUNT; call++) {
        int left = COUNT - call;
        filter[end++] = IF(CALLS[call].number, (uint8_t)left, 0);
    }
    filter[end++] = DO(SECCOMP_RET_ALLOW);
    filter[end++] = DO(SECCOMP_RET_TRAP);
    struct sock_fprog program = {(unsigned short)end, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
        _exit(99);
    }
}
