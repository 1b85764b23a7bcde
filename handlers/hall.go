package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
)

// hall is a meeting with all that its dialogues look at, as it stands. The
// meeting is locked: who records next sees the press before, and so does every
// board.
type hall struct {
	body       council.Body
	meeting    council.Meeting
	seats      []council.SeatHolder
	total      int
	responses  []council.Response
	attendance []council.Attendance
	guests     []council.Guest
}

type hallFunc func(ctx context.Context, t *turn, h *hall) error

// inHall loads the meeting that the button or the conversation names. Typed
// text changes the screen on which it was asked for.
func inHall(do hallFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		id := t.press.arg(0)
		if t.query == nil {
			id, t.screen = t.conversation.Meeting, t.conversation.Message
		}
		h, err := t.hall(ctx, id)
		if err != nil {
			return err
		}
		return do(ctx, t, h)
	}
}

// watching refuses who may not see the answers with their reasons.
func watching(do hallFunc) turnFunc {
	return inHall(func(ctx context.Context, t *turn, h *hall) error {
		if !t.Access.SeesReasons(h.body) {
			return fmt.Errorf("board of meeting %d: %w", h.meeting.ID, council.ErrForbidden)
		}
		return do(ctx, t, h)
	})
}

// recording refuses who does not record for the body.
func recording(do hallFunc) turnFunc {
	return inHall(func(ctx context.Context, t *turn, h *hall) error {
		if !t.Access.Records(h.body) {
			return fmt.Errorf("record meeting %d: %w", h.meeting.ID, council.ErrForbidden)
		}
		return do(ctx, t, h)
	})
}

// whileOpen shows the board in place of what cannot be done: the record is
// frozen, or has not begun.
func whileOpen(do hallFunc) turnFunc {
	return recording(func(ctx context.Context, t *turn, h *hall) error {
		if h.meeting.State != council.Open {
			t.rest()
			t.toast("roll.not_open")
			return t.present(ctx, h, boardView(h, 0, modeTap))
		}
		return do(ctx, t, h)
	})
}

func (t *turn) hall(ctx context.Context, id int64) (*hall, error) { return loadHall(ctx, t.store, id) }

func loadHall(ctx context.Context, store Store, id int64) (*hall, error) {
	return findHall(ctx, store, id, store.LockMeeting)
}

// findHall finds the meeting as it is told to: who only reads locks nothing.
func findHall(ctx context.Context, store Store, id int64, find func(ctx context.Context, id int64) (council.Meeting, error)) (*hall, error) {
	h := &hall{}
	var err error
	if h.meeting, err = find(ctx, id); err != nil {
		return nil, err
	}
	if h.body, err = store.BodyByID(ctx, h.meeting.BodyID); err != nil {
		return nil, err
	}
	if h.seats, err = store.SeatsOn(ctx, h.body.ID, h.meeting.Day); err != nil {
		return nil, err
	}
	if h.total, err = store.CompositionOn(ctx, h.body.ID, h.meeting.Day); err != nil {
		return nil, err
	}
	if h.responses, err = store.ResponsesOf(ctx, h.meeting); err != nil {
		return nil, err
	}
	if h.attendance, err = store.AttendanceOf(ctx, id); err != nil {
		return nil, err
	}
	h.guests, err = store.GuestsOf(ctx, id)
	return h, err
}

// seat is the person's place that day.
func (h *hall) seat(personID int64) (council.SeatHolder, bool) {
	people := council.OncePerPerson(h.seats)
	at := slices.IndexFunc(people, func(s council.SeatHolder) bool { return s.Person.ID == personID })
	if at < 0 {
		return council.SeatHolder{}, false
	}
	return people[at], true
}

// members are whom the roll lists: everybody with a seat but the invited, in
// the order of papers, at a remote sitting by the alphabet (4.37).
func (h *hall) members() []council.SeatHolder {
	people := council.OncePerPerson(h.seats)
	if h.meeting.Mode == council.Remotely {
		people = council.Alphabetical(h.seats)
	}
	return slices.DeleteFunc(people, isInvited)
}

func isInvited(s council.SeatHolder) bool { return s.Kind == council.InvitedSeat && !s.Votes }

// answer is what the person answered to this version.
func (h *hall) answer(personID int64) (council.Response, bool) {
	at := slices.IndexFunc(h.responses, func(r council.Response) bool { return r.PersonID == personID })
	if at < 0 {
		return council.Response{}, false
	}
	return h.responses[at], true
}

// keepAnswer puts the answer in place of the person's last one.
func (h *hall) keepAnswer(r council.Response) {
	h.dropAnswer(r.PersonID)
	h.responses = append(h.responses, r)
}

func (h *hall) dropAnswer(personID int64) {
	h.responses = slices.DeleteFunc(h.responses, func(r council.Response) bool { return r.PersonID == personID })
}

// line is the person's line of the record, Unmarked when there is none.
func (h *hall) line(personID int64) council.Attendance {
	at := slices.IndexFunc(h.attendance, func(a council.Attendance) bool { return a.PersonID == personID })
	if at < 0 {
		return council.Attendance{MeetingID: h.meeting.ID, PersonID: personID}
	}
	return h.attendance[at]
}

func (h *hall) keepLine(a council.Attendance) {
	h.attendance = slices.DeleteFunc(h.attendance, func(l council.Attendance) bool { return l.PersonID == a.PersonID })
	h.attendance = append(h.attendance, a)
}

func (h *hall) forecast() council.ForecastResult {
	return council.Forecast(h.body, h.total, h.seats, h.responses)
}

func (h *hall) tally() council.TallyResult {
	return council.Tally(h.body, h.total, h.seats, h.attendance, nil)
}

// press makes a button about the meeting.
func (h *hall) press(do string, args ...int64) string {
	return press(do, append([]int64{h.meeting.ID}, args...)...)
}

func (h *hall) about() string { return council.AboutMeeting(h.meeting.ID) }

// officers are who must hear when a quorum is lost: the chair and who records
// for the body these days, each once.
func (t *turn) officers(ctx context.Context, h *hall) ([]int64, error) {
	if h.body.RecordedByOrganiser {
		organisers, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
		return once(append(organisers, council.Chairs(h.seats)...)), err
	}
	recorders := council.Recorders(h.body, h.seats)
	standIns, err := t.store.StandInsFor(ctx, recorders, t.today())
	return once(slices.Concat(recorders, standIns, council.Chairs(h.seats))), err
}

func once(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
