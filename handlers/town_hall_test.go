package handlers_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/storage"
)

// Accounts of a hall's town besides the town's own.
const (
	driver  = 108 // deputy secretary of the committee
	witness = 109 // has no seat
)

// newHall is the town with the committee meeting on Friday at its usual hour.
func newHall(t *testing.T) (*town, council.Meeting) {
	t.Helper()
	w := newTownWithBodies(t)
	w.app.HallSecret = []byte("the hall's")
	return w, w.meets(w.committee, friday)
}

// joins adds somebody to the directory and to the body; account 0 is not in
// Telegram.
func (w *town) joins(b council.Body, kind council.SeatKind, votes bool, surname, given string, account int64) int64 {
	w.t.Helper()
	var id int64
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		id, err = tx.AddPerson(ctx, council.Person{Surname: surname, Given: given, Patronymic: "Петрівна"})
		if err != nil {
			return err
		}
		w.people[surname] = id
		if account != 0 {
			if _, err := tx.Bind(ctx, account, id, w.now); err != nil {
				return err
			}
		}
		if kind == "" {
			return nil
		}
		_, err = tx.AddSeat(ctx, council.Seat{BodyID: b.ID, Kind: kind, PersonID: id, Votes: votes, From: council.NewDate(2026, 1, 1)})
		return err
	})
	return id
}

// fills makes so many members of the body, without accounts.
func (w *town) fills(b council.Body, n int) []int64 {
	w.t.Helper()
	var ids []int64
	for i := range n {
		ids = append(ids, w.joins(b, council.MemberSeat, true, fmt.Sprintf("Член%02d", i+1), "Ірина", 0))
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.SetComposition(ctx, b.ID, council.Composition{Total: n + 4, From: council.NewDate(2026, 2, 1)})
	})
	return ids
}

// opensInvitation shows the person's invitation.
func (w *town) opensInvitation(account int64, m council.Meeting) {
	w.t.Helper()
	w.chat(account).screenID = 0
	w.pressesData(account, hallPress("ri", m.ID))
}

// opensBoard shows the board in a message of its own that is kept.
func (w *town) opensBoard(account int64, m council.Meeting) {
	w.t.Helper()
	w.message++
	w.chat(account).screenID = w.message
	w.pressesData(account, hallPress("rb", m.ID))
}

// hallPress is a button's data about a meeting, numbers in base 36.
func hallPress(do string, args ...int64) string {
	var b strings.Builder
	b.WriteString(do)
	for _, a := range args {
		b.WriteString(":" + strconv.FormatInt(a, 36))
	}
	return b.String()
}

// follows brings a person's screen up to date with the edits that others'
// presses caused, as the outbox would deliver them.
func (w *town) follows(account int64) {
	for _, n := range w.told {
		if n.ChatID == account && n.Message.Edit == w.chat(account).screenID {
			w.chat(account).screen = n.Message
		}
	}
}

// record is the attendance as it is kept: "Коваль present 10:25–", by name.
func (w *town) record(m council.Meeting) map[string]string {
	w.t.Helper()
	names := map[int64]string{}
	for surname, id := range w.people {
		names[id] = surname
	}
	lines := map[string]string{}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.AttendanceOf(ctx, m.ID)
		for _, a := range all {
			line := string(a.Presence)
			if a.Claimed {
				line += " claimed"
			}
			for _, word := range []string{string(a.Reason), a.Words, a.DeputyName} {
				if word != "" {
					line += " " + word
				}
			}
			if a.Arrived != nil {
				line += " from " + a.Arrived.String()
			}
			if a.Left != nil {
				line += " till " + a.Left.String()
			}
			lines[names[a.PersonID]] = line
		}
		return err
	})
	return lines
}

// answersTo are the answers as they are kept, by name.
func (w *town) answersTo(m council.Meeting) map[string]string {
	w.t.Helper()
	names := map[int64]string{}
	for surname, id := range w.people {
		names[id] = surname
	}
	found := map[string]string{}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		m, err := tx.MeetingByID(ctx, m.ID)
		if err != nil {
			return err
		}
		all, err := tx.ResponsesOf(ctx, m)
		for _, r := range all {
			line := string(r.Answer)
			for _, word := range []string{string(r.Reason), r.Words, r.DeputyName} {
				if word != "" {
					line += " " + word
				}
			}
			if r.Answer == council.SendsDeputy && r.DeputyAgreed {
				line += " agreed"
			}
			if r.Late {
				line += " late"
			}
			if r.EnteredBy != 0 {
				line += " by " + names[r.EnteredBy]
			}
			found[names[r.PersonID]] = line
		}
		return err
	})
	return found
}

// saysAt is a text that was sent at another moment than it comes.
func (w *town) saysAt(account int64, text string, sent time.Time) {
	w.t.Helper()
	w.message++
	update := &models.Update{Message: &models.Message{
		ID: w.message, Date: int(sent.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Text: text}}
	w.handle(account, update)
}
