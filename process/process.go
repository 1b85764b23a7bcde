// Package process runs a program that must not outlive the one that started it.
//
// On Linux the kernel keeps the promise: a child gets its death signal even
// when we are killed with SIGKILL. Elsewhere a child ends only through Stop.
package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// Child is a program started by Start. It is reaped as soon as it ends.
type Child struct {
	process *os.Process
	ended   chan struct{}
	err     error
}

// Start starts cmd in a process group of its own, so that Ctrl-C at the
// terminal reaches us first and we decide when the child stops. When we die,
// however suddenly, the child is sent the signal death (Linux only).
func Start(cmd *exec.Cmd, death syscall.Signal) (*Child, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	setDeathSignal(cmd.SysProcAttr, death)

	c := &Child{ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The death signal is tied to the thread that forked, not to the
		// process: the thread has to live as long as the child.
		runtime.LockOSThread()
		err := cmd.Start()
		c.process = cmd.Process
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.ended)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return c, nil
}

// Pid is the child's process number.
func (c *Child) Pid() int { return c.process.Pid }

// Ended is closed when the child has ended.
func (c *Child) Ended() <-chan struct{} { return c.ended }

// Err says how the child ended: nil or an *exec.ExitError. It waits for the end.
func (c *Child) Err() error {
	<-c.ended
	return c.err
}

// Signal sends sig to the child. A child that has ended already is no error.
func (c *Child) Signal(sig os.Signal) error {
	err := c.process.Signal(sig)
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}

// SignalGroup sends sig to the child and to all that it started, unless they
// left its process group.
func (c *Child) SignalGroup(sig syscall.Signal) error {
	err := syscall.Kill(-c.Pid(), sig)
	if errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return err
}

// Stop sends sig and waits for the end. When ctx is done first the child is
// killed; Stop returns only when it is gone, with the error of ctx.
func (c *Child) Stop(ctx context.Context, sig os.Signal) error {
	if err := c.Signal(sig); err != nil {
		return fmt.Errorf("stop process %d: %w", c.Pid(), err)
	}
	select {
	case <-c.ended:
		return nil
	case <-ctx.Done():
	}
	if err := c.Signal(syscall.SIGKILL); err != nil {
		return fmt.Errorf("kill process %d: %w", c.Pid(), err)
	}
	<-c.ended
	return fmt.Errorf("process %d had to be killed: %w", c.Pid(), ctx.Err())
}
