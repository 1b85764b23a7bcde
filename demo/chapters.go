package demo

import (
	"context"
	"io"
	"strings"
	"time"

	"sereda/simulator/page"
)

// chapter is a place in the week that the page can set up by a link.
type chapter struct {
	name, title string
	// day (0 is Monday), hour and minute of it.
	day, hour, minute int
	// open are the people whose chats are worth seeing, by key.
	open []string
	// then is what still happens there; nil for nothing.
	then func(s *story, ctx context.Context) error
}

// The people of the story: the mayor, the secretary, an organiser, two
// heads who send late or not at all, one who sends in time, a member of the
// committee who answers late.
const (
	mayorKey                   = "p001"
	secretaryKey, organiserKey = "p005", "p073"
	timelyKey, lateKey         = "p007", "p014"
	silentKey                  = "p033"
	invitedKey                 = "p003"
)

var chapters = []chapter{
	{"monday", "Понеділок 09:00 — усі відкрили бота", 0, 9, 0, []string{timelyKey, organiserKey}, nil},
	{"wednesday", "Середа 11:00 — година до строку", 2, 11, 0, []string{silentKey, secretaryKey}, nil},
	{"deadline", "Середа 12:00 — строк минув, список тих, хто не подав", 2, 12, 0, []string{secretaryKey, silentKey}, nil},
	{"thursday", "Четвер 09:00 — нагадування після строку", 3, 9, 0, []string{lateKey, organiserKey}, nil},
	{"digest", "Четвер 15:00 — дайджест у секретаря", 3, 15, 0, []string{secretaryKey, organiserKey}, nil},
	{"clash", "Четвер 15:10 — накладки у зведеному плані", 3, 15, 10, []string{secretaryKey, organiserKey}, (*story).clashes},
	{"agreed", "Четвер 16:30 — план погоджено й розіслано", 3, 16, 30, []string{timelyKey, organiserKey}, nil},
	{"meeting", "П’ятниця 10:05 — засідання виконкому триває", 4, 10, 5, []string{secretaryKey, invitedKey}, nil},
}

// clashes: the secretary looks at what happens twice in one place or with one leader.
func (s *story) clashes(ctx context.Context) error {
	a := s.actor(s.secretary(), false)
	screen, err := a.say(ctx, "/week")
	if err != nil {
		return err
	}
	_, err = a.press(ctx, screen, "Накладки")
	return err
}

// pageStories are the chapters as the page lists them.
func pageStories(people map[string]*person) []page.Story {
	var list []page.Story
	for _, m := range chapters {
		story := page.Story{Name: m.name, Title: m.title}
		for _, key := range m.open {
			if p := people[key]; p != nil && p.user != nil {
				story.Open = append(story.Open, p.user.ID())
			}
		}
		list = append(list, story)
	}
	return list
}

// set starts the demonstration anew and plays its week in silence up to the
// moment; there the clock stands.
func (h *house) set(ctx context.Context, name string) error {
	m := chapterNamed(name)
	if err := h.anew(ctx); err != nil {
		return err
	}
	story := h.story(newTranscript(io.Discard, h.servers.clock.Now, h.options.Config.Zone))
	return h.breakable(ctx, func(ctx context.Context) error {
		err := story.play(ctx, hourOf(h.options.Config.Zone, m.day, m.hour, m.minute))
		if err != nil || m.then == nil {
			return err
		}
		return m.then(story, ctx)
	})
}

func chapterNamed(name string) chapter {
	for _, m := range chapters {
		if m.name == name {
			return m
		}
	}
	panic("the demonstration has no chapter " + name)
}

// beginning is where the week's story begins.
func beginning(zone *time.Location) time.Time { return hourOf(zone, 0, 9, 0) }

// groups are the page's headings in its order, and the word of the directory
// that puts somebody under one.
var groups = []struct{ word, name string }{
	{"секретар", "Секретар виконкому"},
	{"організатор", "Організатори"},
	{"адміністратор", "Адміністратор"},
	{"керівництво", "Керівництво"},
	{"помічник", "Керівництво"},
	{"заступник", "Заступники керівників"},
	{"старостинський округ", "Старости"},
	{"комунальне підприємство", "Комунальні підприємства"},
	{"виконавчий орган", "Виконавчі органи"},
}

func groupOf(p *person) string {
	for _, g := range groups {
		if strings.Contains(p.roles+p.kind, g.word) {
			return g.name
		}
	}
	return p.kind
}
