package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/web"
)

func TestHealthSaysWhichPartIsAway(t *testing.T) {
	t.Parallel()
	fine := func(context.Context) error { return nil }
	away := func(context.Context) error { return errors.New("away") }
	hangs := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	type report struct {
		Status int
		Ready  bool
		Parts  map[string]string
	}
	tests := []struct {
		name            string
		database, redis func(context.Context) error
		want            report
	}{
		{"all is there", fine, fine, report{200, true, map[string]string{"database": "ok", "redis": "ok"}}},
		{"what is needed is away", away, fine, report{503, false, map[string]string{"database": "away", "redis": "ok"}}},
		{"what is missed is away", fine, away, report{200, true, map[string]string{"database": "ok", "redis": "away"}}},
		{"a part that hangs", hangs, fine, report{503, false, map[string]string{"database": "context deadline exceeded", "redis": "ok"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := &web.Health{}
			h.Need("database", tt.database)
			h.Like("redis", tt.redis)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
			got := report{Status: w.Code}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}
