package handlers

import (
	"strings"

	"sereda/council"
	"sereda/locales"
)

// standingLines are units as a list.
func (c Composer) standingLines(standings []council.Standing, line func(council.Standing) string) []string {
	lines := make([]string, len(standings))
	for i, s := range standings {
		lines[i] = "• " + line(s)
	}
	return lines
}

func (c Composer) unitLine(s council.Standing) string {
	return locales.Escape(cut(s.Unit.Name, nameCharacters))
}

func (c Composer) lateLine(s council.Standing) string {
	return c.unitLine(s) + " — " + locales.Escape(locales.Instant(s.SubmittedAt, c.Zone))
}

// missingLine is a unit with whom to ask and how.
func (c Composer) missingLine(s council.Standing) string {
	return c.unitLine(s) + " — " + c.headLine(s)
}

// missingDetails are the same on two lines.
func (c Composer) missingDetails(s council.Standing) string {
	return "<b>" + c.unitLine(s) + "</b>\n" + c.headLine(s)
}

// headLine is the head's name and phone, whether a message gets there, and
// what the draft holds.
func (c Composer) headLine(s council.Standing) string {
	if s.Head.ID == 0 {
		return c.txt("missing.no_head") + c.draftNote(s)
	}
	parts := []string{locales.Escape(cut(s.Head.Short(), nameCharacters))}
	if s.Head.Phone != "" {
		parts = append(parts, locales.Escape(s.Head.Phone))
	}
	if s.HeadReach != council.Reachable {
		parts = append(parts, c.txt("missing.reach."+string(s.HeadReach)))
	}
	return strings.Join(parts, ", ") + c.draftNote(s)
}

func (c Composer) draftNote(s council.Standing) string {
	if s.Draft == 0 {
		return ""
	}
	return "; " + c.txt("missing.draft", locales.Data{"Count": s.Draft})
}
