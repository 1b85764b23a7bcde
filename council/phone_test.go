package council_test

import (
	"testing"

	"sereda/council"
)

func TestPhoneIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"+380671234567", "+380671234567"},
		{"380671234567", "+380671234567"},
		{"80671234567", "+380671234567"},
		{"067 123-45-67", "+380671234567"},
		{"(067) 123 45 67", "+380671234567"},
		{"67 123 45 67", "+380671234567"},
		{"+48 123 456 789", "+48123456789"},
		{"48123456789", "+48123456789"},
		{"", ""},
		{"123", ""},
		{"38067123456", ""},
		{"3806712345678", ""},
		{"067 123 45 67 дод. 4", ""},
		{"067+1234567", ""},
		{"0000000000000000000", ""},
	}
	for _, tt := range tests {
		got, ok := council.ParsePhone(tt.text)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("ParsePhone(%q) = %q, %v", tt.text, got, ok)
		}
	}
}
