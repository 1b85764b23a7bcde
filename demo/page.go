package demo

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"sereda/simulator/page"
)

// openPage serves the page and says where.
func (h *house) openPage() error {
	o := h.options
	listener, asked, err := page.Listen(o.Config.Demo.Listen)
	if err != nil {
		return fmt.Errorf("demo.listen: %w", err)
	}
	h.address = "http://" + listener.Addr().String() + "/"
	if !asked {
		fmt.Fprintf(o.Out, "Адреса %s зайнята; сторінка — на вільному порту.\n", o.Config.Demo.Listen)
	}
	fmt.Fprintf(o.Out, "Сторінка демонстрації: %s\n", h.address)
	h.page = page.New(page.Options{Zone: o.Config.Zone, Timetable: o.Config.Timetable(),
		Stories: pageStories(h.people), Play: h.want, Log: o.Log})
	h.web = &http.Server{Handler: h.page, ReadHeaderTimeout: 10 * time.Second}
	h.serving.Go(func() { _ = h.web.Serve(listener) })
	return nil
}

// show puts the demonstration as it is now onto the page.
func (h *house) show() {
	h.page.Show(page.Stage{Telegram: h.servers.telegram, Clock: h.servers.clock, Bot: h, People: h.audience()})
}

var errBusy = errors.New("інша історія ще грає")

// want asks for a chapter to be set up, as soon as nothing else is played.
func (h *house) want(name string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy {
		return errBusy
	}
	h.busy = true
	h.page.Playing(chapterNamed(name).title)
	h.wanted <- name
	return nil
}

// played lets the page act again.
func (h *house) played(problem string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy = false
	h.page.Played(problem)
}

// newcomer is the Telegram id of somebody the bot has not heard of: the number
// in their key follows it.
const newcomer = 7_100_000

// stranger is nobody of the council.
var stranger = person{key: "p900", surname: "Незнайко", given: "Остап", post: "Не працює в раді", phone: "+380000000999"}

// audience is everybody the page shows, in the order of its headings. Whoever
// the directory gives no Telegram has one that the bot does not know.
func (h *house) audience() []page.Person {
	var list []page.Person
	for _, p := range inOrder(h.people) {
		one := page.Person{Name: p.surname + " " + p.given + " " + p.patronymic, Post: p.post, Unit: p.unit, Group: groupOf(p)}
		if p.user != nil {
			one.ID = p.user.ID()
		} else {
			one.ID, one.Group = h.guest(p), "Ще не в боті"
		}
		list = append(list, one)
	}
	place := func(p page.Person) int {
		for i, g := range groups {
			if g.name == p.Group {
				return i
			}
		}
		return len(groups)
	}
	slices.SortStableFunc(list, func(a, b page.Person) int { return place(a) - place(b) })
	return append(list, page.Person{ID: h.guest(&stranger), Name: stranger.surname + " " + stranger.given, Post: stranger.post, Group: "Сторонні"})
}

func (h *house) guest(p *person) int64 {
	var n int64
	_, _ = fmt.Sscanf(p.key, "p%d", &n)
	return h.servers.telegram.User(newcomer+n, p.spec()).ID()
}
