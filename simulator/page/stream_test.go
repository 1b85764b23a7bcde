package page_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/clock"
	"sereda/simulator"
)

type hello struct {
	Epoch   string
	Seq     int64
	Resumed bool
}

type step struct {
	Seq     int64
	Chat    int64
	Unread  *int
	Message *message
	Gone    []int
	Action  string
	Answer  *struct {
		Press, Text string
		Alert       bool
	}
	Expired bool
	Reload  bool
	Line    *struct {
		Kind, Name string
		OK         bool
		Code       int
	}
}

type status struct {
	At      time.Time
	Running bool
	Due     []struct{ What string }
	Jumps   []struct {
		Name string
		At   time.Time
	}
	Bot struct {
		Running bool
		Log     string
	}
	Playing, Problem string
	Weather          struct {
		Down bool
		Slow int
	}
	Limited int
	Unread  map[int64]int
}

func TestWhatHappensIsStreamed(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	next[hello](t, s, "hello", nil)
	d.done(t, "/api/chats/7/messages", `{"text":"/start"}`, nil)
	next(t, s, "step", func(e step) bool { return e.Message != nil && e.Message.Text == "/start" })

	d.call(t, "sendMessage", `{"chat_id":7,"text":"План","reply_markup":{"inline_keyboard":[[{"text":"Подати","callback_data":"s"}]]}}`)
	menu := next(t, s, "step", func(e step) bool { return e.Message != nil })
	if *menu.Unread != 1 || menu.Message.Markup.Rows[0][0].Text != "Подати" || menu.Line.Name != "sendMessage" {
		t.Errorf("%+v", menu)
	}

	var pressed struct{ Press string }
	d.done(t, "/api/chats/7/press", fmt.Sprintf(`{"message":%d,"data":"s"}`, menu.Message.ID), &pressed)
	d.call(t, "answerCallbackQuery", fmt.Sprintf(`{"callback_query_id":%q,"text":"Подано","show_alert":true}`, pressed.Press))
	answer := next(t, s, "step", func(e step) bool { return e.Answer != nil }).Answer
	if answer.Press != pressed.Press || answer.Text != "Подано" || !answer.Alert {
		t.Errorf("%+v", answer)
	}

	d.call(t, "editMessageText", fmt.Sprintf(`{"chat_id":7,"message_id":%d,"text":"Подано"}`, menu.Message.ID))
	edit := next(t, s, "step", func(e step) bool { return e.Message != nil })
	if edit.Message.ID != menu.Message.ID || edit.Message.Text != "Подано" || edit.Message.Markup != nil {
		t.Errorf("%+v", edit.Message)
	}
	d.call(t, "sendChatAction", `{"chat_id":7,"action":"typing"}`)
	next(t, s, "step", func(e step) bool { return e.Action == "typing" })
	d.call(t, "deleteMessage", fmt.Sprintf(`{"chat_id":7,"message_id":%d}`, menu.Message.ID))
	gone := next(t, s, "step", func(e step) bool { return e.Gone != nil })
	if diff := cmp.Diff([]int{menu.Message.ID}, gone.Gone); diff != "" {
		t.Error(diff)
	}
}

func TestAPressNobodyAnswersExpires(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	d.done(t, "/api/chats/7/press", `{"message":1,"data":"s"}`, nil)
	d.done(t, "/api/clock", `{"add":"1h"}`, nil)
	if e := next(t, s, "step", func(e step) bool { return e.Expired }); e.Chat != olenaID {
		t.Errorf("%+v", e)
	}
}

func TestAStreamGoesOnWhereItBroke(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	d.olena.Send("перше")
	next(t, s, "step", func(e step) bool { return e.Message != nil })
	s.end()
	d.olena.Send("друге")

	again := d.listen(t, s.lastID)
	if h := next[hello](t, again, "hello", nil); !h.Resumed {
		t.Errorf("%+v", h)
	}
	missed := next(t, again, "step", func(e step) bool { return e.Message != nil })
	if missed.Message.Text != "друге" {
		t.Errorf("%+v", missed.Message)
	}
}

func TestAnotherStageIsAnotherEpoch(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	before := next[hello](t, s, "hello", nil)
	d.olena.Send("раніше")
	next(t, s, "step", func(e step) bool { return e.Message != nil })

	d.tg = simulator.Run(t, simulator.Options{Now: d.clock.Now})
	d.clock = clock.NewMovable(tuesday)
	d.show()
	for s.lines.Scan() { // to the end of the old one
	}
	after := next[hello](t, d.listen(t, s.lastID), "hello", nil)
	if after.Epoch == before.Epoch || after.Resumed || after.Seq != 0 {
		t.Errorf("%+v after %+v", after, before)
	}
}

func TestTheClockIsMoved(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	first := next[status](t, s, "status", nil)
	wednesday := func(hour, minute int) time.Time { return time.Date(2026, 11, 25, hour, minute, 0, 0, kyiv()) }
	jumps := map[string]time.Time{}
	for _, j := range first.Jumps {
		jumps[j.Name] = j.At
	}
	want := map[string]time.Time{"next": wednesday(9, 0), "deadline": wednesday(11, 55), "digest": time.Date(2026, 11, 26, 15, 0, 0, 0, kyiv())}
	if diff := cmp.Diff(want, jumps); diff != "" {
		t.Error(diff)
	}
	if first.Due[0].What != "remind" || first.Due[1].What != "deadline" || first.Due[2].What != "digest" {
		t.Errorf("%+v", first.Due)
	}
	for _, move := range []struct {
		body string
		want time.Time
	}{
		{`{"add":"1h"}`, tuesday.Add(time.Hour)},
		{`{"next":true}`, wednesday(9, 0)},
		{`{"at":"2026-11-25T11:55"}`, wednesday(11, 55)},
		{`{"add":"-30m"}`, wednesday(11, 25)},
	} {
		d.done(t, "/api/clock", move.body, nil)
		next(t, s, "status", func(v status) bool { return v.At.Equal(move.want) && !v.Running })
	}
	d.done(t, "/api/clock", `{"running":true}`, nil)
	next(t, s, "status", func(v status) bool { return v.Running })
}

func TestBadDays(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	d.olena.Start("")
	d.done(t, "/api/weather", `{"limit":1}`, nil)
	next(t, s, "status", func(v status) bool { return v.Limited == 1 })
	if code, _ := send(t, d.tg.URL()+"/bot"+d.tg.Token()+"/sendMessage", `{"chat_id":7,"text":"x"}`, nil); code != 429 {
		t.Errorf("the limited call: %d", code)
	}
	next(t, s, "step", func(e step) bool { return e.Line != nil && e.Line.Code == 429 && !e.Line.OK })
	next(t, s, "status", func(v status) bool { return v.Limited == 0 })

	d.done(t, "/api/weather", `{"slow":1}`, nil)
	next(t, s, "status", func(v status) bool { return v.Weather.Slow == 1 })
	d.call(t, "sendMessage", `{"chat_id":7,"text":"повільно"}`)
	d.done(t, "/api/weather", `{"down":true}`, nil)
	next(t, s, "status", func(v status) bool { return v.Weather.Down })

	d.done(t, "/api/bot", `{"running":false}`, nil)
	if v := next(t, s, "status", func(v status) bool { return !v.Bot.Running }); v.Bot.Log != "data/bot.log" {
		t.Errorf("%+v", v.Bot)
	}
	d.done(t, "/api/bot", `{"running":true}`, nil)
	next(t, s, "status", func(v status) bool { return v.Bot.Running })
}

func TestWhileAStoryPlaysItAloneActs(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := d.listen(t, "")
	d.done(t, "/api/story", `{"name":"wednesday"}`, nil)
	if name := <-d.stories; name != "wednesday" {
		t.Errorf("played %q", name)
	}
	d.page.Playing("Година до строку")
	next(t, s, "status", func(v status) bool { return v.Playing == "Година до строку" })
	for _, path := range []string{"/api/chats/7/messages", "/api/chats/7/press", "/api/clock", "/api/weather", "/api/bot"} {
		if status, answer := d.post(t, path, `{}`); status != 409 {
			t.Errorf("%s: %d %s", path, status, answer)
		}
	}
	d.page.Played("не вийшло")
	next(t, s, "status", func(v status) bool { return v.Playing == "" && v.Problem == "не вийшло" })
	d.done(t, "/api/chats/7/messages", `{"text":"тепер можна"}`, nil)
}
