package process_test

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"syscall"
	"testing"

	"sereda/process"
)

func TestAProgramThatDoesNotExist(t *testing.T) {
	t.Parallel()
	if _, err := process.Start(exec.Command("/no/such/program"), syscall.SIGKILL); err == nil {
		t.Error("no error")
	}
}

func TestHowAChildEnds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, script string
		want         int
	}{
		{"well", "exit 0", 0},
		{"with a code", "exit 3", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			child, err := process.Start(exec.Command("sh", "-c", tt.script), syscall.SIGKILL)
			if err != nil {
				t.Fatal(err)
			}
			<-child.Ended()
			if got := exitCode(t, child); got != tt.want {
				t.Errorf("exit code %d, want %d", got, tt.want)
			}
			if err := errors.Join(child.Signal(syscall.SIGTERM), child.Stop(t.Context(), syscall.SIGTERM)); err != nil {
				t.Errorf("signals to an ended child: %v", err)
			}
		})
	}
}

func TestStopWaitsForTheEnd(t *testing.T) {
	t.Parallel()
	child := startReady(t, `trap "exit 5" TERM; echo ready; while :; do read x || exit 6; done`)
	if err := child.Stop(t.Context(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := exitCode(t, child); got != 5 {
		t.Errorf("exit code %d, want 5", got)
	}
}

func TestStopKillsAChildThatDoesNotListen(t *testing.T) {
	t.Parallel()
	child := startReady(t, `trap "" TERM; echo ready; while :; do read x || exit 6; done`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := child.Stop(ctx, syscall.SIGTERM); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if got := exitCode(t, child); got != -1 {
		t.Errorf("exit code %d, want -1 for killed", got)
	}
}

func TestSignalGroupReachesGrandchildren(t *testing.T) {
	t.Parallel()
	// The pipe stays open until both the shell and its cat are gone.
	cmd := exec.Command("sh", "-c", "exec 3<&0; cat <&3 & echo ready; wait")
	child := startReadyCommand(t, cmd)
	if err := child.SignalGroup(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if got := exitCode(t, child); got != -1 {
		t.Errorf("exit code %d, want -1 for killed", got)
	}
	if err := child.SignalGroup(syscall.SIGKILL); err != nil {
		t.Errorf("signal to a group that is gone: %v", err)
	}
}

// startReady starts a shell script that says "ready" and then reads.
func startReady(t *testing.T, script string) *process.Child {
	t.Helper()
	return startReadyCommand(t, exec.Command("sh", "-c", script))
}

func startReadyCommand(t *testing.T, cmd *exec.Cmd) *process.Child {
	t.Helper()
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	ours, theirs := io.Pipe()
	cmd.Stdout = theirs
	child, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { child.SignalGroup(syscall.SIGKILL) })
	if _, err := io.ReadFull(ours, make([]byte, len("ready\n"))); err != nil {
		t.Fatal(err)
	}
	return child
}

func exitCode(t *testing.T, child *process.Child) int {
	t.Helper()
	err := child.Err()
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return exit.ExitCode()
}
