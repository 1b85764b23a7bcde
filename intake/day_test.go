package intake

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// planned is the week of 23–29 November 2026; turn is the week in which the
// year 2027 begins.
var (
	planned = council.Week{Monday: council.NewDate(2026, time.November, 23)}
	turn    = council.Week{Monday: council.NewDate(2026, time.December, 28)}
)

func TestDay(t *testing.T) {
	t.Parallel()
	december := planned.Next()
	tests := []struct {
		text     string
		week     council.Week
		from, to string
		kind     council.EntryKind
	}{
		{"26.11", planned, "2026-11-26", "2026-11-26", council.Timed},
		{" 26.11. ", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26/11", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11.26", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11.2026", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11.2026р.", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11. 2026 року", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"2026-11-26", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26 листопада", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26-го листопада", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26 Листопада 2026р.", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"02 грудня 2026 року", december, "2026-12-02", "2026-12-02", council.Timed},
		{"26", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"вівторок", planned, "2026-11-24", "2026-11-24", council.Timed},
		{"вт", planned, "2026-11-24", "2026-11-24", council.Timed},
		{"Вт.", planned, "2026-11-24", "2026-11-24", council.Timed},
		{"нд", planned, "2026-11-29", "2026-11-29", council.Timed},
		{"в наступний четвер", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"у п'ятницю", planned, "2026-11-27", "2026-11-27", council.Timed},
		{"у п’ятницю", planned, "2026-11-27", "2026-11-27", council.Timed},
		{"у пʼятницю", planned, "2026-11-27", "2026-11-27", council.Timed},
		{"п`ятниця", planned, "2026-11-27", "2026-11-27", council.Timed},
		{"пятниця", planned, "2026-11-27", "2026-11-27", council.Timed},
		{"cepeдa", planned, "2026-11-25", "2026-11-25", council.Timed}, // Latin c, e, p, a
		{"четвер, 26 листопада", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11 (четвер)", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26.11, чт", planned, "2026-11-26", "2026-11-26", council.Timed},
		{"26-28.11", planned, "2026-11-26", "2026-11-28", council.Timed},
		{"26 – 28 листопада 2026 року", planned, "2026-11-26", "2026-11-28", council.Timed},
		{"30.11-02.12", december, "2026-11-30", "2026-12-02", council.Timed},
		{"30.11-02.12.2026", december, "2026-11-30", "2026-12-02", council.Timed},
		{"з 26 по 28 листопада", planned, "2026-11-26", "2026-11-28", council.Timed},
		{"з 30 листопада до 02 грудня 2026 року", december, "2026-11-30", "2026-12-02", council.Timed},
		{"від понеділка до середи", planned, "2026-11-23", "2026-11-25", council.Timed},
		{"пн-ср", planned, "2026-11-23", "2026-11-25", council.Timed},
		{"01.11-15.12", planned, "2026-11-01", "2026-12-15", council.Timed},
		{"щодня", planned, "2026-11-23", "2026-11-29", council.Timed},
		{"протягом тижня", planned, "2026-11-23", "2026-11-29", council.DuringWeek},
		{"Впродовж  Тижня", planned, "2026-11-23", "2026-11-29", council.DuringWeek},
		{"уточнюється", planned, "", "", council.ToBeAnnounced},
		{"дата і час уточнюються", planned, "", "", council.ToBeAnnounced},
		{"Дата буде повідомлена додатково", planned, "", "", council.ToBeAnnounced},
		{"31 грудня", turn, "2026-12-31", "2026-12-31", council.Timed},
		{"02.01", turn, "2027-01-02", "2027-01-02", council.Timed},
		{"30.12-02.01", turn, "2026-12-30", "2027-01-02", council.Timed},
		{"30.12-02.01.2027", turn, "2026-12-30", "2027-01-02", council.Timed},
		{"01.09-31.05", turn, "2026-09-01", "2027-05-31", council.Timed},
		{"01.09-31.05", council.WeekOf(council.NewDate(2027, time.May, 3)), "2026-09-01", "2027-05-31", council.Timed},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			from, to, kind, err := Day(tt.text, tt.week)
			got := []string{from.String(), to.String(), string(kind), string(KindOf(err))}
			want := []string{tt.from, tt.to, string(tt.kind), ""}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Day(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestDayRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want Error
	}{
		{"31.02", Error{Kind: NoSuchDay}},
		{"29.02", Error{Kind: NoSuchDay}},
		{"26.13", Error{Kind: NoSuchDay}},
		{"26.13.2026", Error{Kind: NoSuchDay}},
		{"0.11", Error{Kind: NoSuchDay}},
		{"31 листопада", Error{Kind: NoSuchDay}},
		{"32", Error{Kind: NoSuchDay}},
		{"19.11", Error{OutsideWeek, council.NewDate(2026, 11, 19)}},
		{"19", Error{OutsideWeek, council.NewDate(2026, 11, 19)}},
		{"30 листопада", Error{OutsideWeek, council.NewDate(2026, 11, 30)}},
		{"26.11.2025", Error{OutsideWeek, council.NewDate(2025, 11, 26)}},
		{"01-05.11", Error{OutsideWeek, council.NewDate(2026, 11, 1)}},
		{"вівторок, 26 листопада", Error{WrongWeekday, council.NewDate(2026, 11, 26)}},
		{"26.11 (вт)", Error{WrongWeekday, council.NewDate(2026, 11, 26)}},
		{"28-26.11", Error{Backwards, council.NewDate(2026, 11, 28)}},
		{"ср-пн", Error{Backwards, council.NewDate(2026, 11, 25)}},
		{"24, 26 листопада", Error{Kind: SeveralDays}},
		{"вт, чт", Error{Kind: SeveralDays}},
		{"24.11 та 26.11", Error{Kind: SeveralDays}},
		{"з 26 листопада", Error{Kind: NotUnderstood}},
		{"завтра", Error{Kind: NotUnderstood}},
		{"26.11 о 10:00", Error{Kind: NotUnderstood}},
		{"123456789", Error{Kind: NotUnderstood}},
		{"", Error{Kind: NotUnderstood}},
		{"-", Error{Kind: NotUnderstood}},
		{"\xff\xfe", Error{Kind: NotUnderstood}},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			from, to, kind, err := Day(tt.text, planned)
			if diff := cmp.Diff(error(&tt.want), err); diff != "" || !from.IsZero() || !to.IsZero() || kind != "" {
				t.Errorf("Day(%q) = %v, %v, %q (-want +got):\n%s", tt.text, from, to, kind, diff)
			}
		})
	}
}
