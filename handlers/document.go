package handlers

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// Writer writes the papers of a meeting, each in the formats to go on with and
// to print, those of the plan, and the template of a unit's plan.
type Writer interface {
	PlanWriter
	Handover(h council.Receipts) ([]council.File, error)
	HistoryWriter
	CalendarWriter
	AttendanceSheet(p council.Proceedings) ([]council.File, error)
	MinutesHeading(p council.Proceedings) ([]council.File, error)
	Template(t council.PlanTemplate) ([]council.File, error)
}

// DocumentStore keeps the papers that are ordered, and the addresses of the
// hall's screens.
type DocumentStore interface {
	PaperOrders
	AddHallScreen(ctx context.Context, s council.HallScreen) error
}

// registerDocuments: the papers of a meeting, for who records it; the screen in
// the hall.
func (a *App) registerDocuments() {
	a.presses["kds"] = orderMeetingPaper(council.SheetKind)   // meeting
	a.presses["kdm"] = orderMeetingPaper(council.MinutesKind) // meeting
	a.presses["kdh"] = recording(screenPressed)               // meeting
	a.papers[council.SheetKind] = meetingPaper("document.sheet", Writer.AttendanceSheet)
	a.papers[council.MinutesKind] = meetingPaper("document.minutes", Writer.MinutesHeading)
	a.cards = append(a.cards, paperDoors)
}

// paperDoors are the ways from a meeting's card to its papers.
func paperDoors(_ context.Context, t *turn, s sitting) ([][]council.Button, error) {
	if !t.Access.Records(s.body) || s.State == council.Cancelled {
		return nil, nil
	}
	rows := [][]council.Button{{t.button("document.button.sheet", press("kds", s.ID)), t.button("document.button.minutes", press("kdm", s.ID))}}
	if s.State != council.Closed {
		rows = append(rows, row(t.button("document.button.screen", press("kdh", s.ID))))
	}
	return rows, nil
}

func orderMeetingPaper(kind council.PaperKind) turnFunc {
	return func(ctx context.Context, t *turn) error {
		id := t.press.arg(0)
		if err := t.needRecorder(ctx, id); err != nil {
			return err
		}
		return t.order(ctx, council.OrderedPaper{Kind: kind, Meeting: id})
	}
}

// needRecorder refuses who does not record the meeting, without keeping it from
// who does.
func (t *turn) needRecorder(ctx context.Context, meeting int64) error {
	s, err := t.sitting(ctx, meeting)
	if err == nil && !t.Access.Records(s.body) {
		err = fmt.Errorf("papers of meeting %d: %w", meeting, council.ErrForbidden)
	}
	return err
}

// longestCaption keeps a body's name within what Telegram lets stand under a
// file, in letters.
const longestCaption = 300

// meetingPaper is a paper of a meeting as its record stands.
func meetingPaper(caption string, write func(w Writer, p council.Proceedings) ([]council.File, error)) paperFunc {
	return func(ctx context.Context, t *turn, o council.OrderedPaper) (council.PaperWork, error) {
		if err := t.needRecorder(ctx, o.Meeting); err != nil {
			return council.PaperWork{}, err
		}
		h, err := findHall(ctx, t.store, o.Meeting, t.store.MeetingByID)
		if err != nil {
			return council.PaperWork{}, err
		}
		p, err := t.proceedings(ctx, h)
		if err != nil {
			return council.PaperWork{}, err
		}
		words := t.txt(caption, locales.Data{"Body": cut(h.body.Name, longestCaption), "Day": locales.Day(h.meeting.Day)})
		return t.paperWork(words, func() ([]council.File, error) { return write(t.app.Papers, p) }), nil
	}
}

// proceedings are the meeting as its papers tell it.
func (t *turn) proceedings(ctx context.Context, h *hall) (council.Proceedings, error) {
	agenda, _, err := t.store.AgendaOf(ctx, h.meeting.ID)
	if err != nil {
		return council.Proceedings{}, err
	}
	assignments, err := t.store.AssignmentsAt(ctx, h.meeting.ID)
	if err != nil {
		return council.Proceedings{}, err
	}
	p := council.Proceedings{
		Council: t.app.Council, Body: h.body, Meeting: h.meeting, Total: h.total, Seats: h.seats,
		Attendance: h.attendance, Guests: h.guests, Agenda: agenda, Assignments: assignments, Recorder: t.Access.Person, WrittenAt: t.Now,
	}
	if id := h.meeting.ChairedBy; id != 0 {
		if p.ChairedBy, err = t.store.PersonByID(ctx, id, h.meeting.Day); err != nil {
			return council.Proceedings{}, err
		}
	}
	return p, nil
}

// screenPressed gives a one-time address for the screen in the hall. Where
// browsers do not reach Sereda by a name, the address is to be typed.
func screenPressed(ctx context.Context, t *turn, h *hall) error {
	if h.meeting.State != council.Open && h.meeting.State != council.Planned {
		t.toast("error.gone")
		return nil
	}
	secret := t.app.Secret()
	screen := council.NewHallScreen(secret, h.meeting.ID, t.Access.Person.ID, h.meeting.At(t.app.Zone), t.Now)
	if err := t.store.AddHallScreen(ctx, screen); err != nil {
		return err
	}
	address := t.app.HallAddress(secret)
	var rows [][]council.Button
	if strings.HasPrefix(address, "https://") {
		rows = append(rows, row(council.Button{Text: t.label("document.button.open_screen"), URL: address}))
	}
	t.say(t.txt("document.screen", locales.Data{"Body": cut(h.body.Name, longestCaption), "Address": address}), rows...)
	return nil
}
