package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

// servers are the processes whose work counts beside the bot's.
type servers struct{ postmaster, redis int }

// findServers asks the servers who they are.
func (s *stage) findServers(ctx context.Context) (servers, error) {
	var found servers
	conn, err := pgx.Connect(ctx, s.postgres.DSN("postgres"))
	if err != nil {
		return found, err
	}
	defer conn.Close(ctx)
	var backend int
	if err := conn.QueryRow(ctx, `SELECT pg_backend_pid()`).Scan(&backend); err != nil {
		return found, err
	}
	own, err := readProcess(backend)
	if err != nil {
		return found, err
	}
	found.postmaster = own.parent
	client, err := s.redisClient()
	if err != nil {
		return found, err
	}
	defer client.Close()
	info, err := client.InfoMap(ctx, "server").Result()
	if err != nil {
		return found, err
	}
	found.redis, err = strconv.Atoi(info["Server"]["process_id"])
	return found, err
}

func (s *stage) redisClient() (*redis.Client, error) {
	options, err := redis.ParseURL(s.redis.URL())
	if err != nil {
		return nil, err
	}
	return redis.NewClient(options), nil
}

// used is the processor time of the bot, of Redis and of Postgres with all its
// processes, those that have ended included.
func (v servers) used(bot int) (usage, error) {
	var u usage
	b, err := readProcess(bot)
	if err != nil {
		return u, err
	}
	r, err := readProcess(v.redis)
	if err != nil {
		return u, err
	}
	master, err := readProcess(v.postmaster)
	if err != nil {
		return u, err
	}
	u.bot, u.redis, u.postgres = b.own, r.own, master.own+master.ended
	all, err := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		pid, _ := strconv.Atoi(filepath.Base(dir))
		p, err := readProcess(pid)
		if err == nil && p.parent == v.postmaster {
			u.postgres += p.own + p.ended
		}
	}
	return u, err
}

// usage is processor time.
type usage struct{ bot, postgres, redis time.Duration }

func (u usage) minus(o usage) usage {
	return usage{u.bot - o.bot, u.postgres - o.postgres, u.redis - o.redis}
}

func (u usage) total() time.Duration { return u.bot + u.postgres + u.redis }

// processState is what /proc tells of a process: its parent, its processor time and
// that of its children that have ended.
type processState struct {
	parent     int
	own, ended time.Duration
}

// tick is the unit of /proc: every Linux that Go runs on has 100 a second.
const tick = 10 * time.Millisecond

func readProcess(pid int) (processState, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return processState{}, err
	}
	// The name, in brackets, may hold anything.
	_, rest, ok := strings.Cut(string(raw), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 15 {
		return processState{}, errors.New("/proc: cannot be read")
	}
	number := func(i int) int64 { n, _ := strconv.ParseInt(fields[i], 10, 64); return n }
	return processState{
		parent: int(number(1)),
		own:    time.Duration(number(11)+number(12)) * tick,
		ended:  time.Duration(number(13)+number(14)) * tick,
	}, nil
}

// resident is the process's memory, in megabytes.
func resident(pid int) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(raw), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0, errors.New("/proc: no resident memory")
	}
	kilobytes, err := strconv.ParseFloat(fields[0], 64)
	return kilobytes / 1024, err
}
