package browsertest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sereda/process"
)

// Demonstration is `sereda run` without a token, on free ports.
type Demonstration struct {
	// Address is the page's.
	Address string
	child   *process.Child
	out     *io.PipeWriter
	dir     string
}

// announcement is what the demonstration prints before its page's address.
const announcement = "Сторінка демонстрації: "

// StartDemonstration starts the program, its data in a directory of its own,
// and waits until it says where its page is; the week may play on.
func StartDemonstration(ctx context.Context, program string) (*Demonstration, error) {
	dir, err := os.MkdirTemp("", "sereda-demonstration-")
	if err != nil {
		return nil, err
	}
	d, err := startDemonstration(ctx, program, dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return d, nil
}

func startDemonstration(ctx context.Context, program, dir string) (*Demonstration, error) {
	// The private Postgres is somebody else's process when root starts it.
	if err := os.Chmod(dir, 0o755); err != nil {
		return nil, err
	}
	config := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(config, []byte("demo: {listen: '127.0.0.1:0'}\n"), 0o600); err != nil {
		return nil, err
	}
	lines, out := io.Pipe()
	cmd := exec.Command(program, "--config", config, "run")
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, os.Stderr
	cmd.Env = []string{"SEREDA_DATA=" + filepath.Join(dir, "data"), "PATH=" + os.Getenv("PATH"), "PGBIN=" + os.Getenv("PGBIN"),
		"TMPDIR=" + os.TempDir(), "TZ=America/St_Johns"}
	child, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return nil, err
	}
	d := &Demonstration{child: child, out: out, dir: dir}
	address := make(chan string, 1)
	go tell(lines, address)
	select {
	case d.Address = <-address:
		return d, nil
	case <-child.Ended():
		return nil, fmt.Errorf("the demonstration ended: %w", child.Err())
	case <-ctx.Done():
		return nil, fmt.Errorf("the demonstration did not say where its page is: %w", errors.Join(ctx.Err(), d.Stop()))
	}
}

// tell reads all that is printed and tells the address.
func tell(lines *io.PipeReader, address chan<- string) {
	for scanner := bufio.NewScanner(lines); scanner.Scan(); {
		if at, found := strings.CutPrefix(scanner.Text(), announcement); found {
			address <- at
		}
	}
	_, _ = io.Copy(io.Discard, lines) // a line too long for the scanner
}

// Ended is closed when the demonstration has ended.
func (d *Demonstration) Ended() <-chan struct{} { return d.child.Ended() }

// Stop ends the demonstration as Ctrl-C does, forgets its data, and fails when
// it does not end well.
func (d *Demonstration) Stop() error { return errors.Join(d.stop(), os.RemoveAll(d.dir)) }

func (d *Demonstration) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	defer d.out.Close()
	if err := d.child.Stop(ctx, syscall.SIGINT); err != nil {
		return err
	}
	return d.child.Err()
}
