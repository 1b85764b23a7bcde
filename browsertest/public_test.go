package browsertest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/web"
)

// announced is a week as people plan it, with what makes a page burst.
func announced() web.Announcements {
	event := func(id, when, title, venue string) web.PublicEvent {
		return web.PublicEvent{ID: id, When: when, Title: title, Venue: venue, Starts: "2026-12-01"}
	}
	off := event("entry-3", "17:00", "Відкриття новорічної ялинки", "площа Ринок")
	off.Cancelled = true
	return web.Announcements{ID: "a1b2", Address: "https://sereda.example.org/public/", Council: "Липівська міська рада",
		Weeks: []web.PublicWeek{{Name: "30 листопада – 6 грудня 2026 року",
			Days: []web.PublicDay{
				{Name: "вівторок, 1 грудня", Date: "2026-12-01", Today: true, Events: []web.PublicEvent{
					event("entry-1", "10:00–12:00", "Ярмарок вакансій для ветеранів та членів їхніх родин", "Центр зайнятості, вул. Ґонти, 5"),
					event("entry-2", "14:00", "Громадські слухання щодо детального плану території житлово-комунального господарства мікрорайону «Липки»", "сесійна зала"), off}},
				{Name: "п’ятниця, 4 грудня", Date: "2026-12-04", Events: []web.PublicEvent{
					event("meeting-4", "10:00", "Виконавчий комітет", "зал засідань"),
					event("entry-5", "весь день", strings.Repeat("Ж", 120)+" <script>document.title = 'чуже'</script>", "")}}},
			Lasting: []web.PublicEvent{event("entry-6", "30 листопада – 6 грудня", "Тиждень права у школах громади", "")}}},
		Minutes: []web.PublicMinutes{{ID: "minutes-7", Title: "Виконавчий комітет, протокол № 47 від 27 листопада 2026 року", Link: "https://rada.example.org/47"}}}
}

var publicWords = map[string]string{"public.title": "Відкриті заходи", "public.today": "сьогодні", "public.lasting": "Кілька днів", "public.cancelled": "Скасовано",
	"public.minutes": "Оприлюднені протоколи", "public.subscribe": "Підписатися:", "public.calendar": "календар",
	"public.source": "Тут заходи погодженого тижневого плану, відкриті для всіх, і засідання. Час — місцевий."}

// TestThePageForEverybody: it fits every screen, by day and by night, runs no
// foreign script and is in nobody's way.
func TestThePageForEverybody(t *testing.T) {
	t.Parallel()
	needChromium(t)
	site := &web.Public{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC) }, Text: func(key string) string { return publicWords[key] },
		View: func(context.Context) (web.Announcements, error) { return announced(), nil }}
	mux := http.NewServeMux()
	mux.Handle("GET "+web.PublicPath+"{$}", site)
	server := httptest.NewServer(mux)
	t.Cleanup(server.CloseClientConnections)
	page := open(t, chromium(context.Background(), t), server.URL+web.PublicPath, Desk)

	type looks struct {
		Title, Ground, Struck string
		Fits                  bool
		Events, Scripts       int
	}
	const look = `(() => ({
		Title: document.title, Ground: getComputedStyle(document.body).backgroundColor,
		Struck: getComputedStyle(document.querySelector('.off .title')).textDecorationLine,
		Fits: document.documentElement.scrollWidth <= innerWidth,
		Events: document.querySelectorAll('main li').length, Scripts: document.scripts.length}))()`
	for name, s := range map[string]Screen{
		"public":       {Width: 900, Height: 1000, Scale: 1},
		"public-dark":  {Width: 900, Height: 1000, Dark: true},
		"public-phone": {Width: Hand.Width, Height: Hand.Height, Scale: 2},
		"phone-dark":   {Width: 320, Height: 640, Dark: true},
	} {
		if err := page.Look(s); err != nil {
			t.Fatal(err)
		}
		want := looks{Title: "Відкриті заходи · Липівська міська рада", Ground: "rgb(244, 246, 250)", Struck: "line-through", Fits: true, Events: 7}
		if s.Dark {
			want.Ground = "rgb(16, 21, 31)"
		}
		var got looks
		if err := page.Ask(look, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if dir := os.Getenv("SEREDA_PICTURES"); dir != "" && name == "public" {
			keepAs(t, page, filepath.Join(dir, name+".png"))
		}
	}
	t.Run("nothing is in anybody's way", func(t *testing.T) { noBarriers(t, page) })
}

func keepAs(t *testing.T, page *Page, path string) {
	t.Helper()
	png, err := page.Picture()
	if err == nil {
		err = os.WriteFile(path, png, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
