package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"sereda/config"
	"sereda/council"
	"sereda/storage"
)

// TestThePageForEverybodyOnTheWire: what is agreed and public is there from
// today on, in every form; nothing else is.
func TestThePageForEverybodyOnTheWire(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	quiet := o.start()
	if status, _ := quiet.get("/public/"); status != 404 {
		t.Errorf("unless the settings want it: %d", status)
	}
	week := council.WeekOf(council.NewDate(2026, 11, 25))
	start := council.TimeOfDay(600)
	entry := func(id int64, from, to int, title string, public bool) council.RevisionEntry {
		e := council.RevisionEntry{Public: public, Entry: council.Entry{ID: id, From: week.Day(from), To: week.Day(to), Kind: council.AllDay,
			Title: title, Venue: "площа Ринок", Responsible: "Гук Н., 067 123-45-67"}}
		if from == to {
			e.Kind, e.Hours = council.Timed, council.Hours{Start: &start}
		}
		return e
	}
	o.change(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.LockPlan(ctx, week); err != nil {
			return err
		}
		body := council.CommitteePreset.Body(week.Monday)
		body.Name = "Виконавчий комітет"
		body.Publish = false
		body.Cadence.Kind = council.NoCadence // no sitting but the one below
		bodyID, err := tx.AddBody(ctx, body)
		if err != nil {
			return err
		}
		meeting := council.Meeting{BodyID: bodyID, Version: 1, Invited: 1, State: council.Planned, Day: week.Day(4), Start: 540, Mode: council.InPerson, OpenToPublic: true}
		if _, err := tx.AddMeeting(ctx, meeting); err != nil {
			return err
		}
		clerk, err := tx.AddPerson(ctx, council.Person{Surname: "Писар"})
		if err != nil {
			return err
		}
		held := meeting
		held.Day, held.Start, held.State, held.Number = week.Day(-10), 600, council.Closed, 7
		withheld := held
		withheld.OpenToPublic, withheld.Number = false, 8
		for _, m := range []council.Meeting{held, withheld} {
			id, err := tx.AddMeeting(ctx, m)
			if err != nil {
				return err
			}
			m.ID = id
			if err := tx.UpdateMeeting(ctx, m); err != nil {
				return err
			}
			if err := tx.SetMinutes(ctx, id, council.Minutes{Link: fmt.Sprintf("https://rada.example.org/%d", m.Number), Published: true, At: wednesday}, clerk); err != nil {
				return err
			}
		}
		for number, minutes := range map[int]council.Minutes{9: {FileID: "file-nine", Name: "Протокол.pdf", Published: true, At: wednesday},
			10: {FileID: "file-ten", Name: "Чернетка.pdf", At: wednesday}} {
			filed := held
			filed.Start, filed.Number = council.TimeOfDay(number*60), number
			id, err := tx.AddMeeting(ctx, filed)
			if err != nil {
				return err
			}
			filed.ID = id
			if err := tx.UpdateMeeting(ctx, filed); err != nil {
				return err
			}
			if err := tx.SetMinutes(ctx, id, minutes, clerk); err != nil {
				return err
			}
		}
		return tx.AddRevision(ctx, council.Revision{Week: week, Number: 1, AgreedAt: wednesday, Entries: []council.RevisionEntry{
			entry(1, 0, 0, "Учорашня толока", true), entry(2, 2, 2, "Ярмарок <b>", true), entry(3, 2, 2, "Закрита нарада", false), entry(4, 0, 6, "Тиждень права", true)}})
	})
	r := o.startAs(func(c *config.Config) { c.Web.Public, c.Council = true, "Липівська міська рада" })

	_, page := r.get("/public/")
	for _, want := range []string{"Липівська міська рада", "середа, 25 листопада", "сьогодні", "Ярмарок &lt;b&gt;", "площа Ринок", "п’ятниця, 27 листопада",
		"Виконавчий комітет", "23–29 листопада", "Тиждень права", `<a href="https://rada.example.org/7">Виконавчий комітет: протокол № 7, `} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	_, feed := r.get("/public/feed.json")
	var read struct {
		Items []struct {
			Title string
			Text  string `json:"content_text"`
		}
	}
	if err := json.Unmarshal([]byte(feed), &read); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, i := range read.Items {
		told = append(told, i.Title+" | "+i.Text)
	}
	if diff := cmp.Diff([]string{
		"Ярмарок <b> | середа, 25 листопада, 10:00. площа Ринок",
		"Виконавчий комітет | п’ятниця, 27 листопада, 09:00",
		"Тиждень права | 23–29 листопада. площа Ринок",
		"Виконавчий комітет: протокол № 7, 13 листопада 2026 року | Виконавчий комітет: протокол № 7, 13 листопада 2026 року",
		"Виконавчий комітет: протокол № 9, 13 листопада 2026 року | Виконавчий комітет: протокол № 9, 13 листопада 2026 року",
	}, told); diff != "" {
		t.Errorf("feed (-want +got):\n%s", diff)
	}
	_, written := r.get("/public/calendar.ics")
	calendar, err := ical.NewDecoder(strings.NewReader(written)).Decode()
	if err != nil || len(calendar.Events()) != 7 {
		t.Errorf("%v in\n%s", err, written)
	}
	_, atom := r.get("/public/feed.atom")
	for name, text := range map[string]string{"page": page, "feed": feed, "atom": atom, "calendar": strings.ReplaceAll(written, "\r\n ", "")} {
		for _, private := range []string{"Закрита", "Гук", "067", "rada.example.org/8", "протокол № 10", "Чернетка", "file-nine", "file-ten"} {
			if strings.Contains(text, private) {
				t.Errorf("the %s tells %q:\n%s", name, private, text)
			}
		}
	}
}
