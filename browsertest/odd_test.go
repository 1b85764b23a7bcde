package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhateverIsSent: a bot that a test plays sends what is unusual, people
// use keyboard and files, the server goes away under the open page.
func TestWhateverIsSent(t *testing.T) {
	t.Parallel()
	needChromium(t)
	browser := chromium(context.Background(), t)
	s := newStage(t)
	page := open(t, browser, s.address, Desk)
	for _, part := range []struct {
		name string
		play func(t *testing.T, s *stage, page *Page)
	}{
		{"all of the Bot API's markup, and what the page does not know", markup},
		{"a message as long as can be", longMessage},
		{"a hundred buttons", hundredButtons},
		{"a keyboard with a contact to give", replyBoard},
		{"the keyboard alone", byKeyboard},
		{"files both ways", bothWays},
		{"a story from the menu", fromMenu},
		{"the server goes and comes back, the same or another", restarted},
	} {
		if !t.Run(part.name, func(t *testing.T) { part.play(t, s, page) }) {
			keepPicture(t, page)
			t.FailNow()
		}
	}
}

func must(t *testing.T, page *Page, steps ...Step) {
	t.Helper()
	if err := page.Do(steps...); err != nil {
		t.Fatal(err)
	}
}

// ask is a value of the page.
func ask[T any](t *testing.T, page *Page, js string) (got T) {
	t.Helper()
	if err := page.Ask(js, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// newest is the chat's newest message.
const newest = `eyes.messages(7).at(-1)`

func markup(t *testing.T, s *stage, page *Page) {
	s.olena.Start("")
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "parse_mode": "HTML", "text": `<b>b</b> <i>i</i> <u>u</u> <s>s</s> <tg-spoiler>прихованe</tg-spoiler> ` +
		`<a href="https://example.org/">посилання</a> <code>c</code><pre>p</pre><blockquote>q</blockquote><blockquote expandable>довга</blockquote>` +
		`<tg-time unix="1795615200" format="wDT">час</tg-time> &lt;script&gt;`})
	must(t, page, olena.Sees("<script>"))
	got := ask[[]string](t, page, `[...`+newest+`.querySelectorAll('[data-text] *')].map((e) => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '')).filter((n) => !n.startsWith('div') && !n.includes('meta')).slice(0, 12)`)
	want := []string{"b", "i", "u", "s", "span.spoiler", "span.veiled", "a", "code", "pre", "blockquote", "blockquote.folded", "time.link"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What Telegram will think of tomorrow the simulator does not let pass.
	drawn := func(message string) string {
		return ask[string](t, page, `import('/message.js').then((m) => m.messageElement({message_id: 1, date: 0, from: {is_bot: true}, `+message+`}, {}).querySelector('[data-text]').innerHTML.replace(/<span class="meta.*/, ''))`)
	}
	for message, want := range map[string]string{
		`text: 'голограма, решта', entities: [{type: 'hologram', offset: 0, length: 9}, {type: 'bold', offset: 11, length: 5}]`: `<span>голограма</span>, <b>решта</b>`,
		`text: 'за межами', entities: [{type: 'bold', offset: 3, length: 99}, {type: 'code', offset: 70, length: 1}]`:           `за <b>межами</b>`,
		`hologram: {}`: `<i>Повідомлення, якого ця сторінка не показує</i>`,
	} {
		if got := drawn(message); got != want {
			t.Errorf("{%s}: got %s, want %s", message, got, want)
		}
	}
}

func longMessage(t *testing.T, s *stage, page *Page) {
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": strings.Repeat("ї", 4089) + " кінець"})
	must(t, page, olena.Shows("кінець"))
	for _, screen := range []Screen{Desk, Hand} {
		if err := page.Look(screen); err != nil {
			t.Fatal(err)
		}
		must(t, page, fits)
	}
	if err := page.Look(Desk); err != nil {
		t.Fatal(err)
	}
	if got := ask[int](t, page, newest+`.querySelector('[data-text]').firstChild.data.length`); got != 4096 {
		t.Errorf("%d characters are shown", got)
	}
}

// fits: nothing stands out of the screen sideways.
var fits = Wait(`[document.documentElement, ...document.querySelectorAll('.scroller')].every((e) => e.scrollWidth <= e.clientWidth)`)

// hundredButtons: each one can be seen and pressed, on a phone too.
func hundredButtons(t *testing.T, s *stage, page *Page) {
	var rows [][]map[string]string
	for i := range 100 {
		if i%8 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], map[string]string{"text": fmt.Sprintf("№ %d", i+1), "callback_data": fmt.Sprint(i + 1)})
	}
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": "Сто кнопок", "reply_markup": map[string]any{"inline_keyboard": rows}})
	must(t, page, olena.Sees("Сто кнопок"))
	for _, screen := range []Screen{Hand, Desk} {
		if err := page.Look(screen); err != nil {
			t.Fatal(err)
		}
		must(t, page, fits)
		got := ask[int](t, page, `[...`+newest+`.querySelectorAll('[data-button]')].filter((b) => b.offsetWidth >= 24 && b.offsetHeight >= 24 && eyes.point(b)).length`)
		if got != 100 {
			t.Errorf("%+v: %d buttons can be pressed", screen, got)
		}
	}
	for _, words := range []string{"№ 100", "№ 57"} {
		must(t, page, olena.Press(words), olena.Spins(words))
		press := s.update(t)
		s.call(t, "answerCallbackQuery", map[string]any{"callback_query_id": press.Press.ID, "text": "Натиснуто " + press.Press.Data})
		must(t, page, olena.Stops(), Hears("Натиснуто "+strings.TrimPrefix(words, "№ ")))
	}
}

func replyBoard(t *testing.T, s *stage, page *Page) {
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": "Ваш номер?", "disable_notification": true, "reply_markup": map[string]any{
		"keyboard": [][]map[string]any{{{"text": "Надіслати номер", "request_contact": true}}, {{"text": "Потім"}}}, "one_time_keyboard": true}})
	must(t, page, olena.Sees("Ваш номер?"), Wait(newest+`.dataset.silent !== undefined`),
		Click(olena.In("[data-requests=contact]")), Click("#ask-yes"), Wait(newest+`.innerText.includes('+380000000007')`))
	if got := s.update(t); got.Message.Contact.Phone != "+380000000007" {
		t.Errorf("the bot got %+v", got)
	}
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": "Дякую", "reply_markup": map[string]any{"remove_keyboard": true}})
	must(t, page, olena.Sees("Дякую"), Wait(`!document.querySelector('.board:not([hidden])')`))
}

// byKeyboard: from the search to a message sent and a button pressed without
// the mouse.
func byKeyboard(t *testing.T, s *stage, page *Page) {
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": "Натисніть", "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]any{{{"text": "Так", "callback_data": "yes"}}}}})
	must(t, page, olena.Sees("Натисніть"), focus("[data-search]"), typed("олена"), keys(down), keys(enter),
		Wait(`document.activeElement.matches('[data-column="7"] [data-input]')`),
		typed("без миші"), keys(enter), olena.Shows("без миші"))
	if got := s.update(t); got.Message.Text != "без миші" {
		t.Errorf("the bot got %+v", got)
	}
	// Back over the file button and the menu to the button of the message.
	must(t, page, backTo(`document.activeElement.dataset.button === 'Так'`), keys(enter))
	if got := s.update(t); got.Press.Data != "yes" {
		t.Errorf("the bot got %+v", got)
	}
	must(t, page, keys(escape), Wait(`document.activeElement.dataset.person === '7'`))
}

func bothWays(t *testing.T, s *stage, page *Page) {
	path := filepath.Join(t.TempDir(), "план.txt")
	if err := os.WriteFile(path, []byte("Нарада"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, page, choose(olena.In("[data-attach]"), path), Fill("#ask-body input", "на тиждень"), Click("#ask-yes"), olena.Shows("на тиждень"))
	if got := s.update(t).Message; got.Document.Name != "план.txt" || got.Caption != "на тиждень" {
		t.Errorf("the bot got %+v", got)
	}
	saved, err := page.download(newest+`.querySelector('[data-file]')`, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(saved); err != nil || string(got) != "Нарада" || filepath.Base(saved) != "план.txt" {
		t.Errorf("saved as %s: %q, %v", saved, got, err)
	}
}

func fromMenu(t *testing.T, s *stage, page *Page) {
	must(t, page, Click("#stories-button"), Click(`[data-story="wednesday"]`))
	if name := <-s.stories; name != "wednesday" {
		t.Errorf("asked for %q", name)
	}
}

// restarted: the page says that nobody answers, then goes on by itself: with
// what it missed, or from the beginning of another demonstration.
func restarted(t *testing.T, s *stage, page *Page) {
	lost := Wait(`document.querySelector('#connection').innerText.includes('Немає зв’язку')`)
	live := Wait(`document.body.dataset.connection === 'live' && !document.querySelector('#connection').innerText`)
	s.close(t)
	must(t, page, lost, olena.tries("чи є хто"), Hears("Демонстрація не відповідає."),
		Wait(fmt.Sprintf("document.querySelector(%q).value === 'чи є хто'", olena.In("[data-input]"))))
	s.call(t, "sendMessage", map[string]any{"chat_id": 7, "text": "Поки Вас не було"})
	s.open(t)
	must(t, page, live, olena.Sees("Поки Вас не було"), olena.Has(1, "Поки Вас не було"), olena.Shows("без миші"))

	s.close(t)
	must(t, page, lost)
	s.anew(t)
	s.open(t)
	must(t, page, live, Hears("Демонстрація почалася заново: усе прочитано ще раз."), olena.Has(0, "Поки Вас не було"),
		Click(olena.In("[data-start]")), olena.Shows("/start"))
}
