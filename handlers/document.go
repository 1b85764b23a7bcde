package handlers

import (
	"context"
	"strings"
	"time"

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

// DocumentStore keeps written papers until they are sent, and the addresses of
// the hall's screens.
type DocumentStore interface {
	AddFile(ctx context.Context, f council.File, at time.Time) (int64, error)
	AddHallScreen(ctx context.Context, s council.HallScreen) error
}

// registerDocuments: the papers of a meeting, for who records it; the screen in
// the hall.
func (a *App) registerDocuments() {
	a.presses["kds"] = recording(sheetPressed)   // meeting
	a.presses["kdm"] = recording(minutesPressed) // meeting
	a.presses["kdh"] = recording(screenPressed)  // meeting
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

func sheetPressed(ctx context.Context, t *turn, h *hall) error {
	return t.sendPaper(ctx, h, "document.sheet", t.app.Papers.AttendanceSheet)
}

func minutesPressed(ctx context.Context, t *turn, h *hall) error {
	return t.sendPaper(ctx, h, "document.minutes", t.app.Papers.MinutesHeading)
}

// longestCaption keeps a body's name within what Telegram lets stand under a
// file, in letters.
const longestCaption = 300

func (t *turn) sendPaper(ctx context.Context, h *hall, caption string, write func(council.Proceedings) ([]council.File, error)) error {
	p, err := t.proceedings(ctx, h)
	if err != nil {
		return err
	}
	files, err := write(p)
	if err != nil {
		return err
	}
	return t.sendFiles(ctx, t.txt(caption, locales.Data{"Body": cut(h.body.Name, longestCaption), "Day": locales.Day(h.meeting.Day)}), files)
}

// sendFiles keeps the files and sends them: the first to go on with, the next
// one the same to print.
func (t *turn) sendFiles(ctx context.Context, caption string, files []council.File) error {
	captions := []string{caption, t.txt("document.same", locales.Data{"Paper": locales.HTML(caption)})}
	return t.sendCaptioned(ctx, captions, files)
}

// sendCaptioned keeps the files and sends each with its caption, the first one
// with a sound.
func (t *turn) sendCaptioned(ctx context.Context, captions []string, files []council.File) error {
	for i, f := range files {
		id, err := t.store.AddFile(ctx, f, t.Now)
		if err != nil {
			return err
		}
		t.reply(council.Message{HTML: captions[i], Silent: i > 0, Document: &council.Document{Name: f.Name, StoredID: id}})
	}
	t.toast("document.sent")
	return nil
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
