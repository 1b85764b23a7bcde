package postgres

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"sereda/process"
)

// clusterVersion is the newest major version with data in home, 0 for none.
// Data lies in a directory named by the version that made it.
func clusterVersion(home string) (int, error) {
	entries, err := os.ReadDir(home)
	if err != nil {
		return 0, fmt.Errorf("look for data: %w", err)
	}
	newest := 0
	for _, entry := range entries {
		major, err := strconv.Atoi(entry.Name())
		if err == nil && entry.IsDir() {
			newest = max(newest, major)
		}
	}
	return newest, nil
}

// cluster returns the data directory in home and makes it when it is missing.
// It gets its name only when it is whole: a start that was killed half-way
// leaves nothing that looks like data.
func (s *Server) cluster(ctx context.Context, home string) (string, error) {
	data := filepath.Join(home, strconv.Itoa(s.bin.major))
	if _, err := os.Stat(data); err == nil {
		return data, nil
	}
	unfinished := data + ".new"
	if err := os.RemoveAll(unfinished); err != nil {
		return "", fmt.Errorf("remove half-made data: %w", err)
	}
	if err := s.as.mkdir(unfinished); err != nil {
		return "", err
	}
	if err := s.initdb(ctx, unfinished); err != nil {
		return "", err
	}
	if err := os.Rename(unfinished, data); err != nil {
		return "", fmt.Errorf("put the new data in place: %w", err)
	}
	return data, syncDir(home)
}

func (s *Server) initdb(ctx context.Context, data string) error {
	args := []string{"-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"}
	if !s.durable {
		args = append(args, "--no-sync")
	}
	cmd, done, err := s.command("initdb", data, args...)
	if err != nil {
		return err
	}
	defer done()
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output

	child, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	select {
	case <-child.Ended():
	case <-ctx.Done():
		return child.Stop(ctx, syscall.SIGKILL)
	}
	if err := child.Err(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, strings.TrimSpace(output.String()))
	}
	return nil
}

// command prepares a PostgreSQL program that works on data. The caller calls
// done once the program has started: it then holds what it needs itself.
//
// The program inherits our locks, so that they are held until the last of its
// processes is gone, even when we are not there any more.
func (s *Server) command(program, data string, args ...string) (cmd *exec.Cmd, done func(), err error) {
	opened, err := os.Open(data)
	if err != nil {
		return nil, nil, fmt.Errorf("open data directory: %w", err)
	}
	path, err := s.as.reach(data)
	if err != nil {
		opened.Close()
		return nil, nil, err
	}
	cmd = exec.Command(s.bin.path(program), append([]string{"-D", path}, args...)...)
	cmd.Dir = s.run.path
	cmd.Env = environment()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as.credential()}
	cmd.ExtraFiles = []*os.File{opened, s.run.lock} // opened is descriptor 3, see reach
	if s.keep != nil {
		cmd.ExtraFiles = append(cmd.ExtraFiles, s.keep.lock)
	}
	return cmd, func() { opened.Close() }, nil
}

// environment is what a PostgreSQL program gets to see: not our tokens, and no
// PG… variable that would change its mind.
func environment() []string {
	env := []string{"LC_ALL=C"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// syncDir makes a rename in dir last through a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
