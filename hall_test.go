package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

// TestAMeetingsPapersAndScreenOnTheWire runs the whole bot: the secretary's
// papers arrive as files, and the code on the hall's screen lets her check in.
func TestAMeetingsPapersAndScreenOnTheWire(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	o.start()
	m, clerk := o.openMeeting()
	clerk.Start("")
	home := clerk.Receive(t)
	data := func(do string) string { return do + ":" + strconv.FormatInt(m.ID, 36) }

	clerk.PressData(home, data("kds"))
	var names []string
	for _, magic := range []string{"PK\x03\x04", "%PDF-"} {
		sent := clerk.Receive(t)
		kept, _ := o.tg.FileData(sent.Document.ID)
		if !bytes.HasPrefix(kept, []byte(magic)) {
			t.Errorf("%s begins with %q", sent.Document.Name, kept[:min(len(kept), 8)])
		}
		names = append(names, sent.Document.Name)
	}
	name := "Аркуш реєстрації Комісія " + m.Day.String()
	if diff := cmp.Diff([]string{name + ".docx", name + ".pdf"}, names); diff != "" {
		t.Error(diff)
	}

	clerk.PressData(home, data("kdh"))
	address := regexp.MustCompile(`http://127\S+`).FindString(clerk.Receive(t).Text)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	screen := &http.Client{Jar: jar}
	page := fetchPage(t, screen, http.MethodPost, address)
	code := regexp.MustCompile(`"code">(\d{4})<`).FindStringSubmatch(page)
	if code == nil || !strings.Contains(page, "Зареєстровано: 0 з 1") {
		t.Fatalf("the screen shows\n%s", page)
	}
	clerk.Send(code[1])
	clerk.Receive(t)
	if page := fetchPage(t, screen, http.MethodGet, address); !strings.Contains(page, "Зареєстровано: 1 з 1") {
		t.Errorf("checked in, and the screen shows\n%s", page)
	}
}

// openMeeting is a commission of one, the clerk, which meets today and is being
// recorded.
func (o *office) openMeeting() (council.Meeting, *simulator.User) {
	o.Helper()
	const account = 7
	from := council.NewDate(2026, 1, 1)
	m := council.Meeting{Version: 1, State: council.Open, Day: council.DateOf(wednesday), Start: 600, Mode: council.InPerson, OpenedAt: wednesday}
	o.change(func(ctx context.Context, tx *storage.Tx) error {
		person, err := tx.AddPerson(ctx, council.Person{Surname: "Сова", Given: "Надія"})
		if err != nil {
			return err
		}
		if _, err := tx.Bind(ctx, account, person, wednesday); err != nil {
			return err
		}
		body := council.WorkingPreset.Body(from)
		body.Name = "Комісія"
		if m.BodyID, err = tx.AddBody(ctx, body); err != nil {
			return err
		}
		if err := tx.SetComposition(ctx, m.BodyID, council.Composition{Total: 1, From: from}); err != nil {
			return err
		}
		if _, err := tx.AddSeat(ctx, council.Seat{BodyID: m.BodyID, Kind: council.SecretarySeat, PersonID: person, Votes: true, From: from}); err != nil {
			return err
		}
		m.ID, err = tx.AddMeeting(ctx, m)
		return err
	})
	return m, o.tg.User(account, simulator.UserSpec{FirstName: "Надія"})
}

func fetchPage(t *testing.T, browser *http.Client, method, address string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
