package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the unprivileged user the server runs as when we are root. Nil
// stands for ourselves.
type account struct {
	name     string
	uid, gid int
}

// serverAccount picks the user for a server with its data in dir ("" for none
// yet): ourselves unless we are root; else who owns dir already, so that data
// made by an ordinary user stays readable to that user; else postgres or nobody.
func serverAccount(dir string) (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	if info, err := os.Stat(dir); err == nil {
		owner := info.Sys().(*syscall.Stat_t)
		if owner.Uid != 0 {
			uid, gid := int(owner.Uid), int(owner.Gid)
			return &account{name: "#" + strconv.Itoa(uid), uid: uid, gid: gid}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		return &account{name: name, uid: uid, gid: gid}, nil
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}

func (a *account) credential() *syscall.Credential {
	if a == nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
}

// mkdir makes dir for the account alone.
func (a *account) mkdir(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make directory: %w", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("make directory: %w", err)
	}
	return a.own(dir)
}

func (a *account) own(path string) error {
	if a == nil {
		return nil
	}
	if err := os.Chown(path, a.uid, a.gid); err != nil {
		return fmt.Errorf("give %s to user %s: %w", path, a.name, err)
	}
	return nil
}

// inherited is how a program names the directory it got as descriptor 3.
const inherited = "/proc/self/fd/3"

// reach returns the path by which the account's programs find data. A
// directory below one that is closed to the account (a checkout in root's
// home) is reached through the descriptor that the program inherits.
func (a *account) reach(data string) (string, error) {
	closed, err := a.closed(filepath.Dir(data))
	if err != nil || closed == "" {
		return data, err
	}
	if _, err := os.Stat(filepath.Dir(inherited)); err != nil {
		return "", fmt.Errorf("PostgreSQL runs as user %s, who may not enter %s: "+
			"keep the data elsewhere, for instance in /var/lib/sereda, or start Sereda as an ordinary user",
			a.name, closed)
	}
	return inherited, nil
}

// closed is the first directory, from dir upwards, that the account may not
// enter; "" when there is none.
func (a *account) closed(dir string) (string, error) {
	if a == nil {
		return "", nil
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", fmt.Errorf("follow path: %w", err)
	}
	for {
		info, err := os.Stat(dir)
		if err != nil {
			return "", fmt.Errorf("follow path: %w", err)
		}
		if !a.mayEnter(info) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

func (a *account) mayEnter(dir os.FileInfo) bool {
	owner := dir.Sys().(*syscall.Stat_t)
	execute := os.FileMode(0o001)
	switch {
	case int(owner.Uid) == a.uid:
		execute = 0o100
	case int(owner.Gid) == a.gid:
		execute = 0o010
	}
	return dir.Mode()&execute != 0
}
