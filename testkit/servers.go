package testkit

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// servers are the addresses of what testkit/with started.
type servers struct {
	dsn, redis string
	// hold is our end of the pipe; the collector would close it, and with it
	// the servers.
	hold io.Closer
}

// findServers takes the servers of `make test`, or starts some for this process.
func findServers(t testing.TB) servers {
	t.Helper()
	found := servers{dsn: os.Getenv(EnvDSN), redis: os.Getenv(EnvRedis)}
	if found.dsn != "" && found.redis != "" {
		return found
	}
	found, err := startServers()
	if err != nil {
		t.Fatalf("no servers to test with: %v\n`make test` installs what is missing", err)
	}
	return found
}

// startServers runs testkit/with around a command that prints the addresses
// and then reads until we are gone: however this process ends, its end of the
// pipe is closed, and testkit/with stops the servers.
var startServers = sync.OnceValues(func() (servers, error) {
	cmd := exec.Command("go", "run", "sereda/testkit/with", "--",
		"sh", "-c", `echo "$`+EnvDSN+`"; echo "$`+EnvRedis+`"; cat`)
	// Not our own outputs: go test waits until everybody has closed those.
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return servers{}, err
	}
	hold, err := cmd.StdinPipe()
	if err != nil {
		return servers{}, err
	}
	if err := cmd.Start(); err != nil {
		return servers{}, err
	}
	lines := bufio.NewReader(out)
	dsn, err1 := lines.ReadString('\n')
	redis, err2 := lines.ReadString('\n')
	if err1 != nil || err2 != nil {
		io.Copy(io.Discard, out)
		err := cmd.Wait()
		return servers{}, fmt.Errorf("%w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return servers{dsn: strings.TrimSpace(dsn), redis: strings.TrimSpace(redis), hold: hold}, nil
})
