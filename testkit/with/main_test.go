package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asCommand makes this test program behave as the command itself.
const asCommand = "SEREDA_TEST_AS_WITH"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"the command's own", []string{"--", "sh", "-c", "exit 7"}, 7},
		{"a killed command's", []string{"--", "sh", "-c", "kill -9 $$"}, 128 + 9},
		{"a command that does not exist", []string{"--", "no-such-program"}, 1},
		{"no command", nil, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cmd, tmp := with(t, tt.args...)
			if got := exitCodeOf(t, cmd.Run()); got != tt.want {
				t.Errorf("exit code %d, want %d", got, tt.want)
			}
			nothingLeft(t, tmp)
		})
	}
}

func TestTheCommandIsToldWhereTheServersAre(t *testing.T) {
	t.Parallel()
	cmd, _ := with(t, "sh", "-c", `echo "$SEREDA_TEST_DSN" "$SEREDA_TEST_REDIS"`)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var schemes []string
	for _, address := range strings.Fields(string(out)) {
		scheme, _, _ := strings.Cut(address, ":")
		schemes = append(schemes, scheme)
	}
	if diff := cmp.Diff([]string{"postgres", "unix"}, schemes); diff != "" {
		t.Errorf("%s(-want +got):\n%s", out, diff)
	}
}

func TestSignalsArePassedOn(t *testing.T) {
	t.Parallel()
	// The command asks for the signal itself, so it cannot come too early.
	cmd, tmp := with(t, "sh", "-c", `trap 'exit 9' TERM; kill -TERM $PPID; while :; do read x || exit 8; done`)
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if got := exitCodeOf(t, cmd.Wait()); got != 9 {
		t.Errorf("exit code %d, want 9", got)
	}
	nothingLeft(t, tmp)
}

// with returns the command, set up with a directory of its own for temporary files.
func with(t *testing.T, args ...string) (cmd *exec.Cmd, tmp string) {
	t.Helper()
	tmp, err := os.MkdirTemp("", "with")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(tmp) })
	cmd = exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1", "TMPDIR="+tmp)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(complaint.String())
		}
	})
	return cmd, tmp
}

func nothingLeft(t *testing.T, tmp string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(tmp, "*"))
	if err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func exitCodeOf(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &exit):
		t.Fatal(err)
	case exit.Sys().(syscall.WaitStatus).Signaled():
		t.Fatalf("the command itself was killed: %v", err)
	}
	return exit.ExitCode()
}
