package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestASecretNeverShows(t *testing.T) {
	t.Parallel()
	const text = "12345:hunter2"
	type hidden struct{ token Secret }
	type holder struct {
		Token Secret
		inner hidden
	}
	secret := NewSecret(text)
	values := []any{secret, &secret, holder{secret, hidden{secret}}, &holder{secret, hidden{secret}}, map[string]Secret{"a": secret}, []Secret{secret}}

	var out bytes.Buffer
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("started", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("started", "value", value)
		if err := json.NewEncoder(&out).Encode(value); err != nil {
			t.Fatal(err)
		}
	}
	for _, leak := range []string{"hunter2", fmt.Sprintf("%x", text), fmt.Sprintf("%X", text)} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("%q shows in\n%s", leak, out.String())
		}
	}
	if secret.Reveal() != text || !secret.Given() || secret.String() != "(hidden)" {
		t.Errorf("revealed %q, printed %q", secret.Reveal(), secret)
	}
	if none := (Secret{}); none.Given() || none.String() != "" || none.Reveal() != "" {
		t.Error("no secret is shown as one")
	}
}
