package storage

import (
	"context"
	"encoding/binary"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"sereda/council"
)

// A conversation nobody goes on with is forgotten after a day; the draft it
// was about is in Postgres.
const conversationLife = 24 * time.Hour

// Read finds where chats stand. During an outage it finds nothing, and the
// states are read from the updates' rows.
func (r *Redis) Read(ctx context.Context, chats []int64) map[int64]council.Remembered {
	found := make(map[int64]council.Remembered, len(chats))
	keys := make([]string, len(chats))
	for i, chat := range chats {
		keys[i] = conversationKey(chat)
	}
	r.ask(ctx, func(ctx context.Context) error {
		values, err := r.client.MGet(ctx, keys...).Result()
		for i, value := range values {
			// The first eight bytes are the update that made the state.
			if text, ok := value.(string); ok && len(text) >= 8 {
				raw := []byte(text)
				found[chats[i]] = council.Remembered{
					UpdateID: int64(binary.BigEndian.Uint64(raw)), State: raw[8:]}
			}
		}
		return err
	})
	return found
}

// Write keeps where chats stand now.
func (r *Redis) Write(ctx context.Context, states map[int64]council.Remembered) {
	if len(states) == 0 {
		return
	}
	r.ask(ctx, func(ctx context.Context) error {
		_, err := r.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			for chat, s := range states {
				value := binary.BigEndian.AppendUint64(nil, uint64(s.UpdateID))
				pipe.Set(ctx, conversationKey(chat), append(value, s.State...), conversationLife)
			}
			return nil
		})
		return err
	})
}

func conversationKey(chat int64) string { return "sereda:conversation:" + strconv.FormatInt(chat, 10) }
