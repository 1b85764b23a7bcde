package scheduler_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// chamber is the town with a committee that meets on Fridays at 10:00 from 20
// November 2026 on: mayor, clerk and two members, of five in all, so that three
// make a quorum.
type chamber struct {
	*town
	looker *scheduler.MeetingRunner[*storage.Tx]
	words  *meetingWords
	body   council.Body
	people map[string]int64
}

func openChamber(t *testing.T, change ...func(b *council.Body)) *chamber {
	t.Helper()
	c := openCouncil(t)
	h := &chamber{town: c, words: &meetingWords{}, people: map[string]int64{}}
	h.looker = &scheduler.MeetingRunner[*storage.Tx]{
		Means: c.means(), Composer: h.words, Timetable: council.MeetingTimetable{Zone: localZone(t), Quiet: quiet},
	}
	h.body = council.CommitteePreset.Body(council.NewDate(2026, time.November, 20))
	h.body.Name = "виконком"
	for _, set := range change {
		set(&h.body)
	}
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if h.body.ID, err = tx.AddBody(ctx, h.body); err != nil {
			return err
		}
		return tx.SetComposition(ctx, h.body.ID, council.Composition{Total: 5, From: h.body.From})
	})
	h.seat("мер", council.ChairSeat)
	h.seat("писар", council.SecretarySeat)
	h.seat("аля", council.MemberSeat)
	h.seat("боря", council.MemberSeat)
	return h
}

// seat gives somebody, who may be new, a seat with a vote.
func (h *chamber) seat(name string, kind council.SeatKind) {
	h.Helper()
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if h.people[name] == 0 {
			if h.people[name], err = tx.AddPerson(ctx, council.Person{Surname: name}); err != nil {
				return err
			}
		}
		_, err = tx.AddSeat(ctx, council.Seat{BodyID: h.body.ID, Kind: kind, PersonID: h.people[name], Votes: true, From: h.body.From})
		return err
	})
}

// when reads "27.11 10:00" of 2026.
func (h *chamber) when(text string) time.Time {
	h.Helper()
	at, err := time.ParseInLocation("02.01 15:04 2006", text+" 2026", localZone(h.T))
	if err != nil {
		h.Fatal(err)
	}
	return at
}

func (h *chamber) meetings() []council.Meeting {
	h.Helper()
	var found []council.Meeting
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.MeetingsBetween(ctx, council.NewDate(2026, 1, 1), council.NewDate(2027, 12, 31))
		return err
	})
	return found
}

// friday is the regular meeting of 27 November.
func (h *chamber) friday() council.Meeting {
	h.Helper()
	for _, m := range h.meetings() {
		if m.RegularOn == council.NewDate(2026, 11, 27) {
			return m
		}
	}
	h.Fatal("no meeting on 27 November")
	return council.Meeting{}
}

func (h *chamber) respond(name string, r council.Response) {
	h.Helper()
	m := h.friday()
	r.MeetingID, r.Version, r.PersonID, r.At = m.ID, m.Version, h.people[name], h.when("23.11 09:00")
	h.do(func(ctx context.Context, tx *storage.Tx) error { return tx.Respond(ctx, r) })
}

// call enters an extraordinary meeting.
func (h *chamber) call(at string) council.Meeting {
	h.Helper()
	start := h.when(at)
	m := council.Meeting{BodyID: h.body.ID, Version: 1, State: council.Planned, Day: council.DateOf(start),
		Start: council.TimeOfDay(start.Hour()*60 + start.Minute()), Mode: council.InPerson}
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		m.ID, err = tx.AddMeeting(ctx, m)
		return err
	})
	return m
}

// change is what the dialogue of a move does.
func (h *chamber) change(id int64, set func(m *council.Meeting)) {
	h.Helper()
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		m, err := tx.LockMeeting(ctx, id)
		if err != nil {
			return err
		}
		m.Version++
		set(&m)
		if _, err := tx.WithdrawNotices(ctx, council.AboutMeeting(id), ""); err != nil {
			return err
		}
		return tx.UpdateMeeting(ctx, m)
	})
}

func (h *chamber) cancel(id int64) {
	h.Helper()
	h.change(id, func(m *council.Meeting) { m.State = council.Cancelled })
}

// lookAt runs the timetable of meetings and compares what is written to whom.
func (h *chamber) lookAt(when string, want ...string) {
	h.Helper()
	h.writes(h.looker.RunOnce, h.when(when), want...)
}

// meetingWords writes what it was asked for, and the day of the meeting when it
// is not 27 November.
type meetingWords struct{ fail bool }

func (w *meetingWords) say(what string, m council.Meeting) council.Message {
	if w.fail {
		panic("a defect")
	}
	if m.Day != council.NewDate(2026, 11, 27) {
		what += fmt.Sprintf(" %02d.%02d", m.Day.Day, m.Day.Month)
	}
	return council.Message{HTML: what}
}

func (w *meetingWords) Invitation(_ council.Body, m council.Meeting, _ time.Time) council.Message {
	return w.say("invitation", m)
}

func (w *meetingWords) InvitationAgain(_ council.Body, m council.Meeting, _ time.Time) council.Message {
	return w.say("invitation again", m)
}

func (w *meetingWords) AnswerReminder(_ council.Body, m council.Meeting, _ time.Time) council.Message {
	return w.say("answer please", m)
}

func (w *meetingWords) MeetingReminder(_ council.Body, m council.Meeting, answer *council.Response, _ time.Time) council.Message {
	if answer != nil {
		return w.say("soon ("+string(answer.Answer)+")", m)
	}
	return w.say("soon", m)
}

func (w *meetingWords) DeputyReminder(_ council.Body, m council.Meeting, principal council.Person) council.Message {
	return w.say("soon for "+principal.Surname, m)
}

func (w *meetingWords) Materials(_ council.Body, m council.Meeting, items []council.AgendaItem, materials []council.Material) []council.Message {
	return []council.Message{w.say(fmt.Sprintf("%d questions", len(items)), m), w.say(fmt.Sprintf("%d files", len(materials)), m)}
}

func (w *meetingWords) QuorumWarning(_ council.Body, m council.Meeting, f council.ForecastResult) council.Message {
	return w.say(fmt.Sprintf("%d short", f.Short), m)
}

func (w *meetingWords) AgendaDue(_ council.Body, m council.Meeting, due council.Date) council.Message {
	return w.say("agenda by "+due.String(), m)
}

func (w *meetingWords) MinutesDue(_ council.Body, m council.Meeting, due council.Date) council.Message {
	return w.say("minutes by "+due.String(), m)
}

func (w *meetingWords) PublishDue(_ council.Body, m council.Meeting) council.Message {
	return w.say("publish", m)
}
