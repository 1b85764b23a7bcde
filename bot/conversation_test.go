package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// TestWhereAConversationStands: whatever becomes of Redis, the next update
// continues where the last one ended.
func TestWhereAConversationStands(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		between func(l *line)
		want    string
	}{
		{"remembered", func(*line) {}, "one"},
		{"Redis lost everything", func(l *line) { clear(l.memory.states) }, "one"},
		{"Redis is away", func(l *line) { l.memory.lost.Store(true) }, "one"},
		{"killed between the commit and Redis", func(l *line) {
			l.memory.deaf.Store(true)
			l.must(said(2, 7, "two"))
		}, "two"},
		{"Redis restored from an old copy", func(l *line) {
			l.memory.states[7] = council.Remembered{UpdateID: 99, State: []byte("of another time")}
		}, "one"},
		{"another chat spoke", func(l *line) { l.must(said(2, 8, "other")) }, "one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := newLine(t)
			l.must(said(1, 7, "one"))
			tt.between(l)
			l.must(said(10, 7, "next"))
			replies := l.result().Replies
			if last := replies[len(replies)-1]; last != fmt.Sprintf("7: next after %q", tt.want) {
				t.Errorf("replied %s", last)
			}
		})
	}
}

func TestAnEndedConversationIsForgotten(t *testing.T) {
	t.Parallel()
	for _, lost := range []bool{false, true} {
		l := newLine(t)
		l.memory.lost.Store(lost)
		l.must(said(1, 7, "one"), said(2, 7, "forget"))
		l.must(said(3, 7, "who"), said(4, 7, "next"))
		want := []string{`7: one after ""`, `7: you are `, `7: next after ""`}
		if diff := cmp.Diff(want, l.result().Replies); diff != "" {
			t.Errorf("Redis lost: %v (-want +got):\n%s", lost, diff)
		}
	}
}

// TestOnRedisItself: the same with storage's Redis and a server that loses all.
func TestOnRedisItself(t *testing.T) {
	t.Parallel()
	server := miniredis.RunT(t)
	redis, err := storage.OpenRedis("redis://"+server.Addr(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { redis.Close() })
	l := newLine(t)
	l.Conversations = redis
	l.must(said(1, 7, "one"))
	if got := redis.Read(context.WithoutCancel(t.Context()), []int64{7}); string(got[7].State) != "one" || got[7].UpdateID != 1 {
		t.Errorf("remembered %+v", got)
	}
	l.must(said(2, 7, "two"))
	server.FlushAll()
	l.must(said(3, 7, "three"))
	server.Close()
	l.must(said(4, 7, "four"))
	want := []string{`7: one after ""`, `7: two after "one"`, `7: three after "two"`, `7: four after "three"`}
	if diff := cmp.Diff(want, l.result().Replies); diff != "" {
		t.Errorf("replies (-want +got):\n%s", diff)
	}
}
