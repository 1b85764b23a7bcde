//go:build unix && !linux

package process

import "syscall"

// Only Linux can tie a child's life to ours.
func setDeathSignal(*syscall.SysProcAttr, syscall.Signal) {}
