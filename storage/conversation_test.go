package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"sereda/council"
	"sereda/testkit"
)

func TestConversationsAreRemembered(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		r := openRedis(t, client)
		states := map[int64]council.Remembered{
			7:   {UpdateID: 3, State: []byte("step\x00two")},
			-10: {UpdateID: 1 << 40, State: []byte{}},
		}
		r.Write(t.Context(), states)
		got := r.Read(t.Context(), []int64{7, -10, 99})
		if diff := cmp.Diff(states, got); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
		life, err := client.TTL(t.Context(), "sereda:conversation:7").Result()
		if err != nil || life <= 0 || life > 24*time.Hour {
			t.Errorf("kept for %v, %v; want a day", life, err)
		}
	})
}

func TestWhatIsNoConversationIsNotRead(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		r := openRedis(t, client)
		for key, value := range map[string]string{"sereda:conversation:1": "short", "sereda:conversation:2": ""} {
			if err := client.Set(t.Context(), key, value, 0).Err(); err != nil {
				t.Fatal(err)
			}
		}
		if err := client.RPush(t.Context(), "sereda:conversation:3", "a list").Err(); err != nil {
			t.Fatal(err)
		}
		if got := r.Read(t.Context(), []int64{1, 2, 3}); len(got) != 0 {
			t.Errorf("read %v", got)
		}
	})
}

// TestWithoutRedisNothingIsRemembered and nobody waits for it; when it is back
// it is used again.
func TestWithoutRedisNothingIsRemembered(t *testing.T) {
	t.Parallel()
	server := testkit.RealRedisServer(t)
	r := openRedisAt(t, "unix://"+server.Client().Options().Addr)
	state := map[int64]council.Remembered{7: {UpdateID: 1, State: []byte("step")}}
	r.Write(t.Context(), state)
	server.Stop()
	// Only the first may knock; a thousand time-outs would take minutes.
	began := time.Now()
	for range 1000 {
		if got := r.Read(t.Context(), []int64{7}); len(got) != 0 {
			t.Fatalf("read %v", got)
		}
		r.Write(t.Context(), state)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("waited %v for a Redis that is away", took)
	}
	server.Start()
	eventually(t, "Redis is used again", func() bool {
		r.Write(t.Context(), state)
		return cmp.Equal(state, r.Read(t.Context(), []int64{7}))
	})
}

// TestAStoppedCallerIsNoOutage: whose context ended learns nothing about Redis.
func TestAStoppedCallerIsNoOutage(t *testing.T) {
	bothKinds(t, func(t *testing.T, client *redis.Client) {
		r := openRedis(t, client)
		state := map[int64]council.Remembered{7: {UpdateID: 1, State: []byte("step")}}
		ended, end := context.WithCancel(t.Context())
		end()
		r.Read(ended, []int64{7})
		r.Write(t.Context(), state)
		if diff := cmp.Diff(state, r.Read(t.Context(), []int64{7})); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
	})
}
