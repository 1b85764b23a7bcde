package demo

import (
	"fmt"
	"io"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
	"sereda/simulator"
)

// transcript prints the week as somebody would tell it: what people did, and
// what Sereda answered.
type transcript struct {
	out  io.Writer
	now  func() time.Time
	zone *time.Location
	day  council.Date
}

func newTranscript(out io.Writer, now func() time.Time, zone *time.Location) *transcript {
	return &transcript{out: out, now: now, zone: zone}
}

// line prints one line under the day's heading, with the council's time.
func (t *transcript) line(format string, args ...any) {
	local := t.now().In(t.zone)
	if day := council.DateOf(local); day != t.day {
		t.day = day
		fmt.Fprintf(t.out, "\n━━ %s %d року\n", locales.Day(day), day.Year)
	}
	fmt.Fprintf(t.out, "%s  %s\n", local.Format("15:04"), fmt.Sprintf(format, args...))
}

// message prints what somebody sees: the text, then the buttons in brackets.
func (t *transcript) message(to string, m simulator.Message) {
	t.line("Середа → %s", to)
	if m.Document != nil {
		fmt.Fprintf(t.out, "       │ 📎 %s\n", m.Document.Name)
	}
	for text := range strings.SplitSeq(strings.TrimSpace(m.Text+m.Caption), "\n") {
		fmt.Fprintf(t.out, "       │ %s\n", text)
	}
	if m.Keyboard == nil {
		return
	}
	for _, row := range m.Keyboard.Rows {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[" + b.Text + "]"
		}
		fmt.Fprintf(t.out, "       │ %s\n", strings.Join(labels, " "))
	}
}

// did prints what somebody typed or pressed.
func (t *transcript) did(who, what string) {
	lines := strings.Split(what, "\n")
	t.line("%s: %s", who, lines[0])
	for _, more := range lines[1:] {
		fmt.Fprintf(t.out, "       > %s\n", more)
	}
}

// stayingUp says what can be looked at now.
func (t *transcript) stayingUp(s *servers, address string) {
	t.line("Усе працює далі, годинник іде. Зупинити — Ctrl-C; наступний make run продовжить звідси.")
	fmt.Fprintf(t.out, "       Bot API симулятора: %s   журнал бота: %s\n", s.telegram.URL(), s.botLog())
	fmt.Fprintf(t.out, "       Публічна сторінка ради: http://%s/public/   листи e-mail: %s (жоден не йде далі)\n", s.http, s.mail.dir)
	fmt.Fprintf(t.out, "\n       ▶ Спробуйте самі: %s\n", address)
}
