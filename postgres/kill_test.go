package postgres_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/postgres"
)

// ownerOf makes this test program start a server for the directory named here
// ("-" for a throw-away one), print its address and wait to be killed.
const ownerOf = "SEREDA_TEST_OWNER_OF"

func TestMain(m *testing.M) {
	if dir, ok := os.LookupEnv(ownerOf); ok {
		own(strings.TrimPrefix(dir, "-"))
	}
	os.Exit(m.Run())
}

func own(dir string) {
	srv, err := postgres.Start(context.Background(), postgres.Options{Dir: dir})
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println(srv.DSN("postgres"))
	select {}
}

func TestServerDiesWithItsOwner(t *testing.T) {
	t.Parallel()
	requireDeathSignal(t)
	for _, kind := range []string{"throw-away", "lasting"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := "-"
			if kind == "lasting" {
				dir = filepath.Join(t.TempDir(), "pg")
			}
			owner, dsn := startOwner(t, dir)
			execute(t, dsn, "SELECT 1")

			kill(t, owner.Process.Pid)
			waitFor(t, "the server to be gone", func() bool { return !answers(dsn) })
		})
	}
}

func TestStartWaitsForAServerRunningOut(t *testing.T) {
	t.Parallel()
	requireDeathSignal(t)
	dir := filepath.Join(t.TempDir(), "pg")
	owner, dsn := startOwner(t, dir)
	execute(t, dsn, "CREATE TABLE note AS SELECT 'kept'::text AS text")
	goOn := hinderShutdown(t, dsn)
	kill(t, owner.Process.Pid)

	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := postgres.Start(ctx, postgres.Options{Dir: dir})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("start beside a running server: %v, want it to wait", err)
	}
	goOn()
	srv := start(t, postgres.Options{Dir: dir})
	if got := query(t, srv.DSN("postgres"), "SELECT text FROM note"); got != "kept" {
		t.Errorf("note = %q, want kept", got)
	}
}

func TestRestartAfterTheServerWasKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "pg")
	srv := start(t, postgres.Options{Dir: dir})
	dsn := srv.DSN("postgres")
	execute(t, dsn, "CREATE TABLE note AS SELECT 'kept'::text AS text")
	kill(t, serverPid(t, dir))
	<-srv.Ended()

	if err := srv.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := query(t, dsn, "SELECT text FROM note"); got != "kept" {
		t.Errorf("note = %q, want kept", got)
	}
}

func TestAForeignProcessWithTheOldServersNumber(t *testing.T) {
	t.Parallel()
	requireDeathSignal(t)
	dir := filepath.Join(t.TempDir(), "pg")
	srv := start(t, postgres.Options{Dir: dir})
	pidFile := filepath.Join(clusterDir(t, dir), "postmaster.pid")
	if err := srv.Crash(t.Context()); err != nil {
		t.Fatal(err)
	}

	// A process of the server's own user, as after a reboot.
	stranger := exec.Command("cat")
	stranger.SysProcAttr = &syscall.SysProcAttr{Credential: ownerOfFile(t, clusterDir(t, dir))}
	if _, err := stranger.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stranger.Process.Kill(); stranger.Wait() })
	content := fmt.Sprintf("%d\n%s\n1\n5432\n", stranger.Process.Pid, dir)
	if err := os.WriteFile(pidFile, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	if err := srv.Restart(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRunDirectoriesOfTheDeadAreSwept(t *testing.T) {
	t.Parallel()
	requireDeathSignal(t)
	owner, dsn := startOwner(t, "-")
	left := socketDir(t, dsn)
	goOn := hinderShutdown(t, dsn)
	kill(t, owner.Process.Pid)
	sweptByAStart := func() bool {
		start(t, postgres.Options{Dir: filepath.Join(t.TempDir(), "pg")})
		_, err := os.Stat(left)
		return errors.Is(err, os.ErrNotExist)
	}

	if sweptByAStart() {
		t.Error("swept while its server was still there")
	}
	goOn()
	waitFor(t, "the run directory to be swept", sweptByAStart)
}

// startOwner starts another process that owns a server, and returns its address.
func startOwner(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	owner := exec.Command(os.Args[0])
	owner.Env = append(os.Environ(), ownerOf+"="+dir)
	out, err := owner.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Process.Kill(); owner.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		rest, _ := io.ReadAll(out)
		t.Fatalf("the owner said %q%s (%v)", line, rest, err)
	}
	return owner, strings.TrimSpace(line)
}

// hinderShutdown keeps the server from ending until goOn is called: its
// shutdown waits for a last checkpoint.
func hinderShutdown(t *testing.T, dsn string) (goOn func()) {
	t.Helper()
	answer := query(t, dsn, "SELECT pid::text FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
	pid, err := strconv.Atoi(answer)
	if err != nil {
		t.Fatal(err)
	}
	signal(t, pid, syscall.SIGSTOP)
	t.Cleanup(func() { syscall.Kill(pid, syscall.SIGCONT) })
	return func() { signal(t, pid, syscall.SIGCONT) }
}

func kill(t *testing.T, pid int) {
	t.Helper()
	signal(t, pid, syscall.SIGKILL)
}

func signal(t *testing.T, pid int, sig syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, sig); err != nil {
		t.Fatal(err)
	}
}

func answers(dsn string) bool {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return false
	}
	conn.Close(ctx)
	return true
}

// waitFor asks until the condition holds; the test's own deadline ends it otherwise.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatalf("gave up waiting for %s", what)
		}
	}
}

func serverPid(t *testing.T, dir string) int {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(clusterDir(t, dir), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(string(content), &pid); err != nil {
		t.Fatal(err)
	}
	return pid
}

func ownerOfFile(t *testing.T, path string) *syscall.Credential {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		return nil
	}
	owner := info.Sys().(*syscall.Stat_t)
	return &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}
}
