package handlers

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// cardRows adds buttons to a meeting's card.
type cardRows func(ctx context.Context, t *turn, s sitting) ([][]council.Button, error)

// showMeeting is a meeting's card: when, where, what about, and what the person
// may do with it.
func showMeeting(ctx context.Context, t *turn, s sitting) error {
	t.rest()
	return t.showSitting(ctx, s, "")
}

// showSitting shows the card with a word above it.
func (t *turn) showSitting(ctx context.Context, s sitting, above string) error {
	html, err := t.sittingText(ctx, s)
	if err != nil {
		return err
	}
	if above != "" {
		html = above + "\n\n" + html
	}
	var rows [][]council.Button
	for _, more := range t.app.cards {
		added, err := more(ctx, t, s)
		if err != nil {
			return err
		}
		rows = append(rows, added...)
	}
	rows = append(rows, row(t.button("button.agenda", press("ga", s.ID))))
	if s.State == council.Planned && t.Access.ConvenesFor(s.body) {
		rows = append(rows, t.changeButtons(s)...)
	}
	t.show(html, append(rows, t.backRow("gl"))...)
	return nil
}

func (t *turn) changeButtons(s sitting) [][]council.Button {
	version := int64(s.Version)
	public, set := "button.make_closed", int64(0)
	if !s.OpenToPublic {
		public, set = "button.make_open", 1
	}
	return [][]council.Button{
		row(t.button("button.move_meeting", press("gv", s.ID, version)), t.button("button.move_venue", press("gp", s.ID, version))),
		row(t.button("button.change_mode", press("gf", s.ID, version)), t.button(public, press("go", s.ID, version, set))),
		row(danger(t.button("button.cancel_meeting", press("gx", s.ID, version)))),
	}
}

func (t *turn) sittingText(ctx context.Context, s sitting) (string, error) {
	items, materials, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return "", err
	}
	c := t.app.composer()
	lines := []string{c.sitting(s.Meeting, s.body)}
	if s.State != council.Planned {
		lines = append(lines, c.txt("meeting.state."+string(s.State)))
	}
	if len(items) > 0 {
		lines = append(lines, "", c.agendaInShort(items, len(materials)))
	}
	return strings.Join(lines, "\n"), nil
}

// agendaInShort keeps a card within one screen, however long the agenda is.
func (c Composer) agendaInShort(items []council.AgendaItem, materials int) string {
	const first, title = 10, 120
	lines := []string{c.txt("agenda.heading")}
	for _, i := range items[:min(len(items), first)] {
		lines = append(lines, fmt.Sprintf("%d. %s", i.Position, locales.Escape(cut(i.Title, title))))
	}
	if more := len(items) - first; more > 0 {
		lines = append(lines, c.txt("agenda.more", locales.Data{"Count": more}))
	}
	if materials > 0 {
		lines = append(lines, c.txt("agenda.materials", locales.Data{"Count": materials}))
	}
	return strings.Join(lines, "\n")
}

// sitting is what a meeting is, when and where, as every message says it.
func (c Composer) sitting(m council.Meeting, b council.Body) string {
	lines := []string{
		c.txt("meeting.title", locales.Data{"Body": b.Name}),
		c.txt("meeting.when", locales.Data{"Day": sentence(locales.Day(m.Day)), "Start": m.Start.String()}),
		c.place(m),
	}
	if m.Link != "" {
		lines = append(lines, c.txt("meeting.link", locales.Data{"Link": m.Link}))
	}
	kind := c.Texts.Label("meeting.regular")
	if !m.Regular {
		kind = c.Texts.Label("meeting.extraordinary")
	}
	public := "meeting.closed_to_public"
	if m.OpenToPublic {
		public = "meeting.open_to_public"
	}
	lines = append(lines, c.txt("meeting.kind", locales.Data{"Kind": sentence(kind), "Public": c.Texts.Label(public)}))
	if m.Ground != "" {
		lines = append(lines, c.txt("meeting.ground", locales.Data{"Ground": m.Ground}))
	}
	return strings.Join(lines, "\n")
}

// place is where a meeting is held, or that it is held remotely.
func (c Composer) place(m council.Meeting) string {
	switch {
	case m.Mode == council.Remotely:
		return c.txt("meeting.remote")
	case m.Venue == "" && m.Mode == council.Mixed:
		return c.txt("meeting.mixed_anywhere")
	case m.Mode == council.Mixed:
		return c.txt("meeting.mixed", locales.Data{"Venue": m.Venue})
	case m.Venue == "":
		return c.txt("meeting.no_venue")
	}
	return c.txt("meeting.venue", locales.Data{"Venue": m.Venue})
}
