package demo

import (
	"context"
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

// errOther breaks a story off: another one was asked for.
var errOther = errors.New("another story was asked for")

// want asks for a chapter to be set up, in place of whatever plays.
func (h *house) want(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.page.Playing(chapterNamed(name).title)
	select {
	case <-h.wanted: // nobody waits for it any more
	default:
	}
	h.wanted <- name
	if h.breakOff != nil {
		h.breakOff()
	}
}

// breakable plays until the end or until something else is wanted, which is
// errOther.
func (h *house) breakable(ctx context.Context, play func(ctx context.Context) error) error {
	ctx, breakOff := context.WithCancelCause(ctx)
	defer breakOff(nil)
	h.mu.Lock()
	h.breakOff = func() { breakOff(errOther) }
	if len(h.wanted) > 0 {
		h.breakOff()
	}
	h.mu.Unlock()
	err := play(ctx)
	h.mu.Lock()
	h.breakOff = nil
	h.mu.Unlock()
	if err != nil && errors.Is(context.Cause(ctx), errOther) {
		return errOther
	}
	return err
}

// playing and played tell the page, unless something else is wanted already.
func (h *house) playing(title string) { h.tellPage(func() { h.page.Playing(title) }) }

func (h *house) played(problem string) { h.tellPage(func() { h.page.Played(problem) }) }

func (h *house) tellPage(tell func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.wanted) == 0 {
		tell()
	}
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
