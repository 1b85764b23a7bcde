package council_test

import (
	"regexp"
	"testing"
	"time"

	"sereda/council"
)

func TestInvitationOpensOnceAndInTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	tests := []struct {
		name       string
		invitation council.Invitation
		want       bool
	}{
		{"fresh", council.Invitation{ExpiresAt: now.Add(time.Second)}, true},
		{"expired this instant", council.Invitation{ExpiresAt: now}, false},
		{"used", council.Invitation{ExpiresAt: now.Add(time.Hour), UsedAt: now}, false},
		{"revoked", council.Invitation{ExpiresAt: now.Add(time.Hour), RevokedAt: now}, false},
	}
	for _, tt := range tests {
		if got := tt.invitation.Opens(now); got != tt.want {
			t.Errorf("%s: opens = %v", tt.name, got)
		}
	}
}

func TestSecretFitsTelegramsLink(t *testing.T) {
	t.Parallel()
	allowed := regexp.MustCompile(`^[A-Za-z0-9_-]{32}$`)
	seen := map[string]bool{}
	for range 100 {
		secret := council.NewSecret()
		if !allowed.MatchString(secret) {
			t.Fatalf("secret %q", secret)
		}
		if seen[secret] {
			t.Fatalf("secret %q came twice", secret)
		}
		seen[secret] = true
	}
	if got := council.InvitationLink("sereda_bot", "abc"); got != "https://t.me/sereda_bot?start=abc" {
		t.Errorf("link %q", got)
	}
}
