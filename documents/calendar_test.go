package documents_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/documents"
	"sereda/locales"
)

// calendarOf writes the events and reads them by another library, which is
// strict about what must and may not stand there.
func calendarOf(t *testing.T, zone *time.Location, events ...council.CalendarEvent) (string, *ical.Calendar) {
	t.Helper()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := documents.Writer{Texts: texts, Zone: zone}
	written, err := w.Calendar("Рада: план", "a1b2", events)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.Calendar("Рада: план", "a1b2", events)
	if err != nil || !bytes.Equal(written, again) {
		t.Errorf("written twice, it is another calendar: %v", err)
	}
	read, err := ical.NewDecoder(bytes.NewReader(written)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, written)
	}
	// Its encoder checks what the standard demands of each component.
	if err := ical.NewEncoder(&bytes.Buffer{}).Encode(read); err != nil {
		t.Errorf("not in order: %v\n%s", err, written)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(written), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	return string(written), read
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestEventsAsAnotherLibraryReadsThem(t *testing.T) {
	t.Parallel()
	zone := zoneOf(t, "Europe/Kyiv")
	day := func(month time.Month, d int) council.Date { return council.NewDate(2026, month, d) }
	changed := time.Date(2026, 11, 27, 8, 30, 0, 0, time.UTC)
	hours := func(start, end string) council.Hours {
		h := council.Hours{Start: timeOf(start)}
		if end != "" {
			h.End = timeOf(end)
		}
		return h
	}
	of := func(uid string, from, to council.Date, kind council.EntryKind, h council.Hours, title string, change ...func(*council.CalendarEvent)) council.CalendarEvent {
		e := council.CalendarEvent{UID: uid, ChangedAt: changed, From: from, To: to, Kind: kind, Hours: h, Title: title}
		for _, c := range change {
			c(&e)
		}
		return e
	}
	_, calendar := calendarOf(t, zone,
		of("entry-1", day(3, 29), day(3, 29), council.Timed, hours("03:30", "04:00"), "У годину, якої немає"),
		of("entry-2", day(7, 1), day(7, 1), council.Timed, hours("10:00", ""), "Улітку"),
		of("entry-3", day(10, 25), day(10, 25), council.Timed, hours("21:00", "01:00"), "Через північ"),
		of("entry-4", day(12, 1), day(12, 1), council.Timed, hours("10:00", "11:30"), "Нарада; \"нова\",\nз переносом\x00 \\ 🎉", func(e *council.CalendarEvent) {
			e.Sequence, e.Venue, e.Leaders, e.Units, e.Responsible = 3, "зала, 2 поверх", []string{"Марія ВЕРЕС", "Ігор ЛИС"}, []string{"Культура"}, "Гук Н."
		}),
		of("entry-5", day(12, 2), day(12, 2), council.AllDay, council.Hours{}, "Весь день"),
		of("entry-6", day(12, 2), day(12, 4), council.Timed, hours("10:00", "18:00"), "Ярмарок"),
		of("entry-7", day(11, 30), day(12, 6), council.DuringWeek, council.Hours{}, "Тиждень права"),
		of("meeting-8", day(12, 4), day(12, 4), council.Timed, hours("10:00", ""), "Виконком", func(e *council.CalendarEvent) {
			e.Cancelled, e.Agenda, e.Link = true, []string{"Про бюджет", "Різне"}, "https://meet.example.org/8"
		}),
	)
	var got []string
	for _, e := range calendar.Events() {
		start, err := e.DateTimeStart(zone)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(zone)
		if err != nil {
			t.Fatal(err)
		}
		text := func(name string) string {
			if e.Props.Get(name) == nil {
				return ""
			}
			value, err := e.Props.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			return value
		}
		form := "02.01 15:04 -07"
		if e.Props.Get(ical.PropDateTimeStart).ValueType() == ical.ValueDate {
			form = "02.01"
		}
		got = append(got, fmt.Sprintf("%s #%s %s | %s – %s | %s | %s | %s", text(ical.PropUID), e.Props.Get(ical.PropSequence).Value, text(ical.PropStatus),
			start.Format(form), end.Format(form), text(ical.PropSummary), text(ical.PropLocation), strings.ReplaceAll(text(ical.PropDescription), "\n", " / ")))
	}
	want := []string{
		"entry-1@a1b2 #0 CONFIRMED | 29.03 04:30 +03 – 29.03 05:00 +03 | У годину, якої немає |  | ",
		"entry-2@a1b2 #0 CONFIRMED | 01.07 10:00 +03 – 01.07 11:00 +03 | Улітку |  | ",
		"entry-3@a1b2 #0 CONFIRMED | 25.10 21:00 +02 – 26.10 01:00 +02 | Через північ |  | ",
		"entry-4@a1b2 #3 CONFIRMED | 01.12 10:00 +02 – 01.12 11:30 +02 | Нарада; \"нова\", з переносом \\ 🎉 | зала, 2 поверх | " +
			"Беруть участь: Марія ВЕРЕС, Ігор ЛИС / Подано: Культура / Відповідальні: Гук Н.",
		"entry-5@a1b2 #0 CONFIRMED | 02.12 – 03.12 | Весь день |  | ",
		"entry-6@a1b2 #0 CONFIRMED | 02.12 – 05.12 | Ярмарок (10:00–18:00) |  | ",
		"entry-7@a1b2 #0 CONFIRMED | 30.11 – 07.12 | Тиждень права |  | Протягом тижня",
		"meeting-8@a1b2 #0 CANCELLED | 04.12 10:00 +02 – 04.12 11:00 +02 | Виконком |  | Приєднатися: https://meet.example.org/8 / Порядок денний: / 1. Про бюджет / 2. Різне",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// TestTheZoneIsDescribed: a calendar that does not know the zone by its name
// finds in it when clocks change.
func TestTheZoneIsDescribed(t *testing.T) {
	t.Parallel()
	event := council.CalendarEvent{UID: "entry-1", From: council.NewDate(2026, 12, 1), To: council.NewDate(2026, 12, 1), Kind: council.AllDay, Title: "Нарада"}
	tests := map[string][]string{
		"Europe/Kyiv": {
			"DAYLIGHT 20250330T030000 +0200 +0300 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
			"STANDARD 20251026T040000 +0300 +0200 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
		},
		"UTC": {"STANDARD 20250101T000000 +0000 +0000 "},
		// Fridays or Sundays of its own: no rule of the last weekday.
		"America/St_Johns": {
			"STANDARD 20250101T000000 -0330 -0330 ",
			"DAYLIGHT 20250309T020000 -0330 -0230 ", "STANDARD 20251102T020000 -0230 -0330 ",
			"DAYLIGHT 20260308T020000 -0330 -0230 ", "STANDARD 20261101T020000 -0230 -0330 ",
			"DAYLIGHT 20270314T020000 -0330 -0230 ", "STANDARD 20271107T020000 -0230 -0330 ",
			"DAYLIGHT 20280312T020000 -0330 -0230 ", "STANDARD 20281105T020000 -0230 -0330 ",
			"DAYLIGHT 20290311T020000 -0330 -0230 ", "STANDARD 20291104T020000 -0230 -0330 ",
			"DAYLIGHT 20300310T020000 -0330 -0230 ", "STANDARD 20301103T020000 -0230 -0330 ",
		},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, calendar := calendarOf(t, zoneOf(t, name), event)
			zone := calendar.Children[0]
			if zone.Name != ical.CompTimezone || zone.Props.Get(ical.PropTimezoneID).Value != name {
				t.Fatalf("%+v", zone)
			}
			var got []string
			for _, c := range zone.Children {
				value := func(name string) string {
					if p := c.Props.Get(name); p != nil {
						return p.Value
					}
					return ""
				}
				got = append(got, fmt.Sprintf("%s %s %s %s %s", c.Name, value(ical.PropDateTimeStart), value(ical.PropTimezoneOffsetFrom),
					value(ical.PropTimezoneOffsetTo), value(ical.PropRecurrenceRule)))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("clock changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnEmptyCalendarIsACalendar(t *testing.T) {
	t.Parallel()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	written, err := documents.Writer{Texts: texts, Zone: kyiv}.Calendar("Рада", "a1b2", nil)
	if err != nil {
		t.Fatal(err)
	}
	read, err := ical.NewDecoder(bytes.NewReader(written)).Decode()
	if err != nil || len(read.Children) != 0 || read.Props.Get("X-WR-CALNAME").Value != "Рада" {
		t.Errorf("%v in\n%s", err, written)
	}
}
