package council

import "strings"

// ParsePhone reads a phone as people and Telegram write it: with or without
// the plus, the country, brackets and dashes. Ukrainian numbers become
// "+380XXXXXXXXX"; others need their country's code.
func ParsePhone(text string) (string, bool) {
	var digits strings.Builder
	for i, r := range strings.TrimSpace(text) {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r == '+' && i == 0, strings.ContainsRune(" ()-–.\u00a0", r):
		default:
			return "", false
		}
	}
	n := digits.String()
	switch {
	case len(n) == 9 && !strings.HasPrefix(n, "0"):
		return "+380" + n, true
	case len(n) == 10 && strings.HasPrefix(n, "0"):
		return "+38" + n, true
	case len(n) == 11 && strings.HasPrefix(n, "80"):
		return "+3" + n, true
	case strings.HasPrefix(n, "380"):
		return "+" + n, len(n) == 12
	case len(n) >= 11 && len(n) <= 15 && !strings.HasPrefix(n, "0"):
		return "+" + n, true
	}
	return "", false
}
