package council

import "testing"

func TestNewTimeOfDay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		hour, minute int
		want         string
		ok           bool
	}{
		{0, 0, "00:00", true},
		{9, 5, "09:05", true},
		{23, 59, "23:59", true},
		{24, 0, "", false},
		{-1, 0, "", false},
		{12, 60, "", false},
		{12, -1, "", false},
	}
	for _, tt := range tests {
		got, ok := NewTimeOfDay(tt.hour, tt.minute)
		if ok != tt.ok || ok && got.String() != tt.want {
			t.Errorf("%d:%d is %s, %t", tt.hour, tt.minute, got, ok)
		}
	}
}

func TestParseTimeOfDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"07:00": "07:00", "7:05": "07:05", "20:00": "20:00", "24:00": "", "7": "", "": ""} {
		got, err := ParseTimeOfDay(text)
		if (err == nil) != (want != "") || err == nil && got.String() != want {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
}

func TestHoursString(t *testing.T) {
	t.Parallel()
	start, end := TimeOfDay(10*60), TimeOfDay(12*60+30)
	tests := []struct {
		hours Hours
		want  string
	}{
		{Hours{}, ""},
		{Hours{Start: &start}, "10:00"},
		{Hours{Start: &start, End: &end}, "10:00–12:30"},
	}
	for _, tt := range tests {
		if got := tt.hours.String(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
